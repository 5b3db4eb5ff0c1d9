import type { IConstruct } from 'constructs';

const seen = new Set<string>();

/** Prints a warning on stderr, once per construct and message. */
export function warn(scope: IConstruct, message: string): void {
  const text = `${message} [${scope.node.path || 'app'}]`;
  if (seen.has(text)) return;
  seen.add(text);
  process.emitWarning(text, 'cdk8s-wasm');
}
