/** Each code block of the README and of docs/ compiles and runs here, or a comment above it says why not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readConfig } from '../../lib/cli/config-file';
import { toml } from '../../lib/core/toml';
import { readManifests } from '../../lib/files/read';
import { check } from '../../lib/rules/check';
import { clusterOf } from '../rules/corpus';
import { type Block, blocksOf, PAGES } from './blocks/block';
import { commandErrors } from './blocks/commands';
import { documentedClasses } from './blocks/examples';
import { programOf, run, typeErrors } from './blocks/program';

const blocks = PAGES.flatMap(blocksOf).filter(({ notes }) => !notes.has('not run'));
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));

const classes = documentedClasses();
const programs = [...inLanguage('ts'), ...classes.flatMap(({ examples }) => examples)];

test('the languages of code blocks are known', () => {
  expect([...new Set(blocks.map(({ language }) => language))].sort()).toStrictEqual(['', 'json', 'sh', 'toml', 'ts', 'yaml']);
});

test('the programs and fragments of the pages and of the docstrings compile', () => {
  const errors = typeErrors(programs.map(programOf));
  expect(errors.map((error) => error.replace(/^block (\d+)/, (_, index) => programs[index].at))).toStrictEqual([]);
});

test.each(programs.filter(({ notes }) => !notes.has('compiled only')))('the program of $at runs', (block) => {
  expect(() => run(programOf(block))).not.toThrow();
});

/** Each program that is followed by the YAML that it writes. */
const outputs = inLanguage('yaml').filter(
  ({ text, previous }) => text.startsWith('apiVersion: ') && previous?.language === 'ts' && previous.text.startsWith('import '),
);

test('there is a program with its YAML for each path', () => {
  expect(outputs.map(({ page }) => page)).toStrictEqual(['README.md', 'docs/http.md', 'docs/knative.md', 'docs/spin.md']);
});

test.each(outputs)('the program above $at writes it', ({ text, previous }) => {
  expect(Object.values(run(programOf(previous!)))).toStrictEqual([text]);
});

test('every class that the package exports has an example', () => {
  expect(classes.length).toBeGreaterThan(25);
  expect(classes.filter(({ examples, name }) => examples.length === 0 && name !== 'WasmValidation').map(({ name }) => name)).toStrictEqual(
    [],
  );
});

test.each(inLanguage('sh'))('the commands of $at exist, with their options', ({ text }) => {
  expect(commandErrors(text)).toStrictEqual([]);
});

test.each(inLanguage('yaml').filter(isManifest))('the rules find no error in the manifests of $at', ({ text, at }) => {
  const { sources, unusable } = readManifests(text, at);
  expect(unusable).toStrictEqual([]);
  const findings = check(
    sources.map(({ manifest }) => manifest),
    clusterOf(),
  );
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toStrictEqual([]);
});

test.each(inLanguage('yaml', 'json'))('$at is YAML', ({ text }) => {
  expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toStrictEqual([]);
});

test.each(inLanguage('toml'))('$at is TOML', ({ text }) => {
  expect(() => toml().parse(text)).not.toThrow();
});

test.each(blocks.filter(({ notes }) => notes.get('config') === '.cdk8s-wasm.yaml'))('$at is a configuration file', ({ text }) => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  const file = join(folder, '.cdk8s-wasm.yaml');
  try {
    writeFileSync(file, text);
    expect(() => readConfig({ config: file })).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function isManifest({ text, notes }: Block): boolean {
  return /^apiVersion: /m.test(text) && /^kind: /m.test(text) && !notes.has('bad');
}
