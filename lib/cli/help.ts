import { COMMANDS } from './commands';

/** Returns the output of `cdk8s-wasm --help`. */
export function help(): string {
  const commands = Object.entries(COMMANDS).map(([name, { usage, summary }]) => `  cdk8s-wasm ${name} ${usage}\n      ${summary}\n`);
  return `Checks and migrates manifests of Wasm apps on Kubernetes.

${commands.join('\n')}
  cdk8s-wasm COMMAND --help   prints the help of a command
  cdk8s-wasm --version        prints the version
  --no-color                  prints no colours, like the environment variable NO_COLOR
`;
}
