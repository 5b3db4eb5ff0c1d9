import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../progress';
import { CACHE } from './cache';
import type { Tool } from './tool';

/** Reasons by the name of a tool. */
export type Reasons = ReadonlyMap<string, string>;

const REASON_LENGTH = 120;

/** Installs missing tools, and returns the reasons for failures. */
export function installTools(tools: readonly Tool[], say: Say): Reasons {
  mkdirSync(join(CACHE, 'bin'), { recursive: true });
  const env = { ...process.env, GOBIN: join(CACHE, 'bin'), CARGO_TARGET_DIR: join(CACHE, 'target') };
  const reasons = new Map<string, string>();
  for (const tool of tools) {
    if (!tool.install || isInstalled(tool)) continue;
    const [command, ...args] = tool.install;
    say(`installing ${tool.name} ${tool.version}: ${tool.install.join(' ')}`);
    const { status, stderr, error } = spawnSync(command, args, { cwd: CACHE, env, encoding: 'utf8' });
    if (status === 0) writeFileSync(marker(tool), '');
    else reasons.set(tool.name, `${command} ${args[0]} failed: ${lastLine(error?.message ?? stderr)}`);
  }
  return reasons;
}

/** Returns whether the pinned version is installed. */
export function isInstalled(tool: Tool): boolean {
  return !tool.install || existsSync(marker(tool));
}

/** An empty file that records a finished installation. */
function marker({ name, version }: Tool): string {
  return join(CACHE, `${name}-${version}.installed`);
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)!.trim().slice(0, REASON_LENGTH);
}
