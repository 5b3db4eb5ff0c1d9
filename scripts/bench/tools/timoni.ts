import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolFleet } from './tool';

/** Completes the Timoni module with the template of CUE and the table of apps as values. */
export function writeTimoniModule({ folder }: ToolFleet): void {
  const app = readFileSync(join(__dirname, 'cue', 'app.cue'), 'utf8');
  writeFileSync(join(folder, 'templates', 'app.cue'), app.replace('package fleet', 'package templates'));
  const values = JSON.parse(readFileSync(join(folder, 'fleet.json'), 'utf8'));
  writeFileSync(join(folder, 'fleet-values.json'), JSON.stringify({ values }));
}
