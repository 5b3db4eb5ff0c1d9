import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { SCHEMAS } from '../lib/rules/schema/crds';
import type { Structural } from '../lib/rules/schema/structural';

const LIB = join(__dirname, '..', 'lib');

/** Where a regular expression is written, by its text. */
const literals = new Map<string, string>();
for (const name of readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))) {
  const source = ts.createSourceFile(name, readFileSync(join(LIB, name), 'utf8'), ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.set(node.text, relative(LIB, join(LIB, name)));
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** The patterns of a schema. */
function patternsOf({ pattern, properties = {}, additionalProperties, items }: Structural): string[] {
  const below = [...Object.values(properties), additionalProperties, items].filter((schema) => schema !== undefined);
  return [...(pattern === undefined ? [] : [pattern]), ...below.flatMap(patternsOf)];
}

const patterns = new Set(SCHEMAS.flatMap((source) => patternsOf(JSON.parse(source.load()))));

/** Bounds of an attack are numbers of characters, since times would depend on what else the machine does. */
const LIMITS = { attackTimeout: null, incubationTimeout: null, timeout: 60_000 };

/** Why an expression is slow on some input. */
function slowness(source: string, flags: string): string | undefined {
  const result = checkSync(source, flags, LIMITS);
  return result.status === 'vulnerable' ? `${result.complexity.summary}, such as on ${result.attack.pattern.slice(0, 100)}` : undefined;
}

test('every regular expression takes linear time on any text', () => {
  expect(literals.size).toBeGreaterThan(150);
  const slow = [...literals].flatMap(([text, file]) => {
    const end = text.lastIndexOf('/');
    const reason = slowness(text.slice(1, end), text.slice(end + 1));
    return reason === undefined ? [] : [`${file}: ${text}: ${reason}`];
  });
  expect(slow).toStrictEqual([]);
}, 120_000);

test('every pattern of a CRD takes linear time on any text', () => {
  expect(patterns.size).toBeGreaterThan(5);
  expect([...patterns].flatMap((pattern) => slowness(pattern, '') ?? [])).toStrictEqual([]);
}, 120_000);
