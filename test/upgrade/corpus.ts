/** The manifests below test/upgrade/manifests: one file a case, whose header has the versions and every effect of the upgrade. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../lib/files/read';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest } from '../../lib/rules/manifest';
import type { Versions } from '../../lib/upgrade/order';
import type { Effect, Place, UpgradeReport } from '../../lib/upgrade/report';
import { upgrade } from '../../lib/upgrade/upgrade';

export interface Case {
  readonly name: string;
  readonly from: Versions;
  readonly to: Versions;
  /** The effects that the header expects. */
  readonly effects: readonly string[];
  readonly manifests: readonly Manifest[];
}

const FOLDER = join(__dirname, 'manifests');
const EFFECT = /^# {3}|^# (?=step: |before and after: )/;

/** The cases, by name. */
export function corpus(): Case[] {
  const files = readdirSync(FOLDER).sort();
  return files.map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const header = text.split('\n').filter((line) => line.startsWith('# '));
    const versions = (key: string) =>
      Object.fromEntries(
        header
          .find((line) => line.startsWith(`# ${key}: `))!
          .slice(key.length + 4)
          .split(',')
          .map((pair) => pair.split('=')),
      );
    return {
      name: file.replace(/\.yaml$/, ''),
      from: versions('from'),
      to: versions('to'),
      effects: header.filter((line) => EFFECT.test(line)).map((line) => line.slice(2)),
      manifests: readManifests(text, file).sources.map(({ manifest }) => manifest),
    };
  });
}

/** The report on a case. */
export function reportOn({ manifests, from, to }: Case): UpgradeReport {
  return upgrade(manifests, from, to, declaredCluster);
}

/** The effects of a report as a header has them. */
export function effectsOf({ steps, errorsBefore }: UpgradeReport): string[] {
  const lines = steps.flatMap(({ title, from, to, through, breaks, changes, warnings, defects, cures }) => [
    `step: ${title} ${from} to ${to}${through.length > 1 ? ` through ${through.join(', ')}` : ''}`,
    ...breaks.map((effect) => line('breaks', effect)),
    ...changes.flatMap(({ id, release, places }) => places.map((place) => `  changes from ${release}: ${id}${at(place)}`)),
    ...warnings.map((effect) => line('warns', effect)),
    ...defects.map((effect) => line('brings', effect)),
    ...cures.map((effect) => line('cures', effect)),
  ]);
  return errorsBefore === 0 ? lines : [...lines, `before and after: ${errorsBefore}`];
}

function line(verb: string, effect: Effect): string {
  const { rule, release, migrate } = effect;
  return `  ${verb} from ${release}: ${rule}${at(effect)}${migrate && verb !== 'cures' ? ' (migrate)' : ''}`;
}

function at({ object: { kind, name }, path }: Place): string {
  return `${path ? ` at ${path}` : ''} of ${kind} ${name}`;
}
