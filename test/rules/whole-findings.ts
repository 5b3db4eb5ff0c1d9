import { check } from '../../lib/rules/check';
import type { Value } from '../../lib/rules/manifest';
import type { Rule } from '../../lib/rules/rule';
import { corpus } from './corpus';

/** A finding of a bad manifest, in full: rule, severity, path, message and fix. */
type Whole = [rule: string, severity: 'error' | 'warning', path: string, message: string, fix: string];

/** Asserts what the rules of one folder say of bad manifests, word for word. */
export function describeFindings(rules: readonly Rule[], expected: [name: string, ...found: Whole[]][]): void {
  const bad = new Map(corpus('bad').map((entry) => [entry.name, entry]));
  test.each(expected)('%s is told of word for word', (name, ...found) => {
    const entry = bad.get(name);
    if (!entry) throw new Error(`there is no bad manifest ${name}`);
    const said = check(entry.manifests, entry.cluster, rules);
    expect(said.map(({ rule, severity, path, message, fix }) => [rule, severity, path, message, fix])).toStrictEqual(found);
  });

  test('every rule is told of word for word at least once', () => {
    const told = new Set(expected.flatMap(([, ...found]) => found.map(([rule]) => rule)));
    expect(rules.map(({ id }) => id).filter((id) => !told.has(id))).toStrictEqual([]);
  });
}

const WRONG: Value[] = [null, 0, -1, '', 'text', true, [], [null], {}, { a: 1 }, { toString: 1 }];

/** Asserts that the rules say nothing worse than a finding of manifests in which any field is of any type. */
export function survives(folder: string, rules: readonly Rule[]): void {
  const entries = corpus('bad').filter(({ name }) => name.startsWith(`${folder}/`));
  test.each(entries.map((entry) => [entry.name, entry] as const))('%s with any field of any type does not throw', (_, entry) => {
    for (const [index, manifest] of entry.manifests.entries()) {
      for (const field of ['spec', 'metadata']) {
        for (const changed of changes(manifest[field])) {
          // names that are no texts are refused before any rule
          if (field === 'metadata' && !(typeof changed?.name === 'string' && ['string', 'undefined'].includes(typeof changed.namespace)))
            continue;
          const manifests = replaced(entry.manifests, index, { ...manifest, [field]: changed });
          check(manifests, entry.cluster, rules);
        }
      }
    }
  });
}

/** A value with each of its parts replaced by each wrong one, or left out. */
function* changes(value: Value): Generator<Value> {
  yield* WRONG;
  if (value === null || typeof value !== 'object') return;
  for (const [key, part] of Object.entries(value)) {
    for (const changed of changes(part)) {
      if (Array.isArray(value)) yield replaced(value, Number(key), changed);
      else yield { ...value, [key]: changed };
    }
  }
}

function replaced<T>(list: readonly T[], index: number, element: T): T[] {
  return list.map((one, at) => (at === index ? element : one));
}
