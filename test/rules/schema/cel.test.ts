/** Holds the evaluation of CEL rules against Buf's library: every rule of every pinned CRD, on the corpus and on random values. */

import fc from 'fast-check';
import { verdictOf } from '../../../lib/rules/schema/cel';
import { SCHEMAS } from '../../../lib/rules/schema/crds';
import type { CelRule, Structural } from '../../../lib/rules/schema/structural';
import { bufVerdict } from '../../support/buf-cel';
import { runs } from '../../support/fuzz';
import { corpus } from '../corpus';

interface Sample {
  readonly schema: Structural;
  readonly value: unknown;
}

const roots = SCHEMAS.map((source) => ({ ...source, schema: JSON.parse(source.load()) as Structural }));

/** Every schema that has rules, once. */
const ruled = new Map<string, Structural>();
for (const { schema } of roots) for (const one of partsOf(schema)) if (one.rules) ruled.set(JSON.stringify(one), one);

test('every CEL rule of the pinned CRDs is parsed', () => {
  const rules = new Set([...ruled.values()].flatMap(({ rules = [] }) => rules.map(({ rule }) => rule)));
  expect(rules.size).toBe(55);
});

test('both evaluate the values of the corpus alike', () => {
  const samples = [...corpus('bad'), ...corpus('good')].flatMap(({ manifests }) =>
    manifests.flatMap((manifest) => {
      const matching = roots.filter(
        ({ group, version, kind }) => `${group}/${version} ${kind}` === `${manifest.apiVersion} ${manifest.kind}`,
      );
      return matching.flatMap(({ schema }) => samplesOf(manifest, schema));
    }),
  );
  expect(samples.length).toBeGreaterThan(500);
  samples.forEach(expectAlike);
});

/** Message of a rule that no random value of a reasonable size breaks. */
const TOO_MANY_MATCHES =
  'While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128';

const alike = [...ruled.values()].map((schema) => ({
  schema,
  title: `${schema.rules![0].rule.slice(0, 80)} and ${schema.rules!.length - 1} more`,
}));

test.each(alike)('both evaluate random values alike, and see each rule hold and break: $title', ({ schema }) => {
  const seen = new Set<string>();
  const value = shaped(schema, wordsOf(schema));
  fc.assert(
    fc.property(value, (one) => {
      for (const [rule, verdict] of expectAlike({ schema, value: one })) seen.add(`${verdict} ${rule.message}`);
    }),
    { numRuns: runs(500), seed: 1 },
  );
  const verdicts = schema.rules!.flatMap(({ message }) => [`true ${message}`, `false ${message}`]);
  expect(verdicts.filter((one) => !seen.has(one) && one !== `false ${TOO_MANY_MATCHES}`)).toStrictEqual([]);
});

test('both evaluate many matches alike', () => {
  const [schema] = [...ruled.values()].filter(({ rules }) => rules!.some(({ message }) => message === TOO_MANY_MATCHES));
  const verdictOf = (...counts: number[]) => {
    const value = counts.map((length) => ({ matches: Array.from({ length }, () => ({})) }));
    return expectAlike({ schema, value })[0][1];
  };
  expect(verdictOf(64, 64)).toBe(true);
  expect(verdictOf(64, 64, 1)).toBe(false);
  expect(verdictOf(...Array.from({ length: 16 }, () => 8))).toBe(true);
  expect(verdictOf(...Array.from({ length: 15 }, () => 8), 9)).toBe(false);
});

function expectAlike({ schema, value }: Sample): [rule: CelRule, verdict: boolean | undefined][] {
  return schema.rules!.map((rule) => {
    const verdict = verdictOf(rule, value);
    const ours = typeof verdict === 'boolean' ? verdict : undefined;
    const theirs = bufVerdict(rule.rule, value, schema);
    if (ours !== theirs) expect({ rule: rule.rule, value, verdict: ours }).toStrictEqual({ rule: rule.rule, value, verdict: theirs });
    return [rule, ours];
  });
}

/** A schema and all that it consists of. */
function partsOf(schema: Structural): Structural[] {
  const { properties = {}, items, additionalProperties } = schema;
  const parts = [...Object.values(properties), ...(items ? [items] : []), ...(additionalProperties ? [additionalProperties] : [])];
  return [schema, ...parts.flatMap(partsOf)];
}

/** The values in a manifest that have rules. */
// biome-ignore lint/suspicious/noExplicitAny: a manifest may have any shape
function samplesOf(value: any, schema: Structural | undefined): Sample[] {
  if (!schema || value === null || value === undefined) return [];
  const own = schema.rules ? [{ schema, value }] : [];
  if (Array.isArray(value)) return [...own, ...value.flatMap((element) => samplesOf(element, schema.items))];
  if (typeof value !== 'object') return own;
  const fieldSchema = (name: string) =>
    Object.hasOwn(schema.properties ?? {}, name) ? schema.properties![name] : schema.additionalProperties;
  return [...own, ...Object.keys(value).flatMap((name) => samplesOf(value[name], fieldSchema(name)))];
}

const PATHS = ['/a', '/a//b', '/a/./b', '/a/../b', '/%2f', '/%2F', '/#', '/a/..', '/a/.', '/%zz'];

/**
 * Strings that matter to the rules of a schema: their literals, and strings that hold or break a form. No empty duration, which Buf's library takes and
 * the API server refuses.
 */
function wordsOf({ rules = [] }: Structural): string[] {
  const literals = rules.flatMap(({ rule }) => [...rule.matchAll(/'([^']*)'/g)].map(([, word]) => word));
  const forms = rules.flatMap(({ rule }) => [
    ...(rule.includes('startsWith') ? PATHS : []),
    ...(rule.includes('duration(') ? ['1s', '1m', '1.5h', '90s', 'x'] : ['']),
  ]);
  return [...new Set([...literals, ...forms, 'a'])];
}

/** Values of the shape of a schema, now and then with a null or a scalar of another type. */
function shaped(schema: Structural, words: string[]): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom(null, 'odd', 7.5, true);
  return fc.oneof({ weight: 60, arbitrary: wellFormed(schema, words) }, { weight: 1, arbitrary: odd });
}

function wellFormed(schema: Structural, words: string[]): fc.Arbitrary<unknown> {
  const { type, properties, items, additionalProperties } = schema;
  switch (type) {
    case 'array':
      return fc.array(shaped(items ?? {}, words), { maxLength: 3 });
    case 'object': {
      const fields = Object.entries(properties ?? {}).map(([name, property]) => [name, shaped(property, words)]);
      if (fields.length > 0) return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
      return additionalProperties ? fc.dictionary(fc.constantFrom('a', 'b'), shaped(additionalProperties, words)) : fc.constant({});
    }
    case 'integer':
      return fc.integer({ min: 0, max: 120 });
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constantFrom(...((schema.enum as string[] | undefined) ?? []), ...words);
  }
}
