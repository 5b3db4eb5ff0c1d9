import type { Output } from '../../lib/cli/command';
import { main } from '../../lib/cli/main';

/** Runs the command in this process, and returns its exit status and its output. */
export function run(args: string[], { env = {}, isTTY = false }: { env?: NodeJS.ProcessEnv; isTTY?: boolean } = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ isTTY, write: (text) => (written[name] += text) });
  const status = main({ args, env, stdout: output('stdout'), stderr: output('stderr') });
  return { status, ...written };
}
