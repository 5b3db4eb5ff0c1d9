import type { Manifest } from './manifest';

/** Annotation that silences rules on an object: ids, and after a colon the reason, such as `keda/cpu-on-wasm: SystemdCgroup is on`. */
export const IGNORE_ANNOTATION = 'cdk8s-wasm/ignore';

/**
 * Whether the object silences a rule. The annotation holds one `rule: reason` per line (or several, split by `;`); without a reason it
 * does not count, so that nobody has to guess later.
 */
export function silenced({ metadata }: Manifest, rule: string): boolean {
  const text = metadata?.annotations?.[IGNORE_ANNOTATION];
  return typeof text === 'string' && text.split(/[;\n]/).some((line) => isFor(rule, line));
}

function isFor(rule: string, line: string): boolean {
  const colon = line.indexOf(':');
  return colon > 0 && line.slice(0, colon).trim() === rule && line.slice(colon + 1).trim() !== '';
}
