import { createHash } from 'node:crypto';
import type { Located } from './report';

/**
 * Returns a fingerprint for each finding, by which a service recognises it in the next report: of the file, the rule, the object and the
 * field, and not of the line, which other changes move. Equal ones are numbered.
 */
export function fingerprints(findings: readonly Located[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, object: { apiVersion, kind, namespace, name }, path, position: { file } }) => {
    const key = JSON.stringify([file, rule, apiVersion, kind, namespace, name, path]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return createHash('sha256').update(`${key}:${count}`).digest('hex').slice(0, 32);
  });
}
