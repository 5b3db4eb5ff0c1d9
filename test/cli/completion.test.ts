import { spawnSync } from 'node:child_process';
import { COMMANDS } from '../../lib/cli/commands';
import { run } from './run';

/** Returns what bash offers for a command line, whose last word is being typed. */
function offered(line: string): string[] {
  const words = line.split(' ');
  const script = `${run(['completion', 'bash']).stdout}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _cdk8s_wasm; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: __dirname }).stdout.trim().split('\n');
}

test.each([
  ['cdk8s-wasm mi', ['migrate']],
  ['cdk8s-wasm check --form', ['--format']],
  ['cdk8s-wasm migrate --wri', ['--write']],
  ['cdk8s-wasm explain keda/replica', ['keda/replica-bounds']],
  ['cdk8s-wasm triggers aws-sqs', ['aws-sqs-queue']],
  ['cdk8s-wasm init kn', ['knative']],
  ['cdk8s-wasm check completion.t', ['completion.test.ts']],
  ['cdk8s-wasm help upg', ['upgrade']],
])('bash completes %s', (line, words) => {
  expect(offered(line)).toStrictEqual(words);
});

test.each(['zsh', 'fish'])('%s has every command', (shell) => {
  const { status, stdout } = run(['completion', shell]);
  expect(status).toBe(0);
  expect(Object.keys(COMMANDS).filter((name) => !stdout.includes(name))).toStrictEqual([]);
});

test('fails for another shell', () => {
  expect(run(['completion', 'zhs'])).toStrictEqual({
    status: 2,
    stdout: '',
    stderr: 'cdk8s-wasm: unknown shell "zhs": pass one of bash, zsh, fish: did you mean zsh? (see cdk8s-wasm completion --help)\n',
  });
});
