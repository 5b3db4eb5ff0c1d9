/** The syntax of labels and annotations: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */

import { isDnsSubdomain } from './dns-names';

const PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** What is wrong with the name of a label or an annotation, if anything is. */
export function keyProblem(key: string): string | undefined {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  if (prefix !== undefined && !isDnsSubdomain(prefix)) return 'has a prefix that is not a DNS name';
  return name.length > 63 || !PART.test(name) ? 'must be at most 63 letters, digits, hyphens, underscores and dots' : undefined;
}

/** Whether a text is the value of a label. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && PART.test(value));
}
