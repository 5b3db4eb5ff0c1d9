import { COMMANDS } from './commands';

/** What `cdk8s-wasm --help` prints. */
export function help(): string {
  const commands = Object.entries(COMMANDS).map(([name, { usage, summary }]) => `  cdk8s-wasm ${name} ${usage}\n      ${summary}\n`);
  return `Looks after the manifests of Wasm apps on Kubernetes.

${commands.join('\n')}
  cdk8s-wasm COMMAND --help   prints what a command takes
  cdk8s-wasm --version        prints the version
`;
}
