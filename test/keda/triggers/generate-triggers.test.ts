import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { readScalers } from '../../../scripts/triggers/read-scalers';

const root = join(__dirname, '..', '..', '..');
let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-triggers-'));
});
afterEach(() => rmSync(temporary, { recursive: true }));

test('what is committed is what the generator writes', () => {
  const generator = join(root, 'scripts', 'generate-triggers.ts');
  execFileSync(process.execPath, ['--import', 'tsx', generator, '--out', temporary], { stdio: 'pipe', cwd: root });
  for (const file of [
    'lib/keda/triggers/scalers.ts',
    'lib/keda/triggers/trigger.ts',
    'lib/keda/scalers/definitions.ts',
    'docs/triggers.md',
  ]) {
    expect(readFileSync(join(temporary, file), 'utf8') === readFileSync(join(root, file), 'utf8') ? 'current' : `${file} is old`).toBe(
      'current',
    );
  }
});

test('there is a file of parameters for each of the 79 scalers', () => {
  const described = readdirSync(join(root, 'lib', 'keda', 'scalers', 'parameters')).map((file) => file.replace(/\.yaml$/, ''));
  expect(described).toHaveLength(79);
  expect(described.sort()).toStrictEqual(Object.keys(SCALERS).sort());
});

describe('parameter files', () => {
  /** Reads a schema of one scaler with its parameter file, changed. */
  function readWith(change: (yaml: string) => string, type = 'cron') {
    const schema = JSON.parse(readFileSync(join(root, 'imports', 'keda', 'scalers-schema.json'), 'utf8'));
    const scalers = schema.scalers.filter((scaler: { readonly type: string }) => scaler.type === 'cron');
    mkdirSync(join(temporary, 'imports', 'keda'), { recursive: true });
    writeFileSync(join(temporary, 'imports', 'keda', 'scalers-schema.json'), JSON.stringify({ ...schema, scalers }));
    const parameters = join('lib', 'keda', 'scalers', 'parameters');
    mkdirSync(join(temporary, parameters), { recursive: true });
    writeFileSync(join(temporary, parameters, `${type}.yaml`), change(readFileSync(join(root, parameters, 'cron.yaml'), 'utf8')));
    return () => readScalers(temporary);
  }

  test.each<[string, (yaml: string) => string, string]>([
    [
      'a parameter of the schema that the file lacks',
      (yaml) => yaml.replace('  timezone:', '  zone:'),
      "the schema's parameter timezone is missing",
    ],
    ['an unknown key', (yaml) => `${yaml}\nother: 1\n`, 'unknown key other'],
    ['an unknown key of a parameter', (yaml) => yaml.replace('    required:', '    needed:'), 'timezone has the unknown key needed'],
    ['a parameter without a sentence', (yaml) => yaml.replace('    doc: IANA', '    assign: IANA'), 'timezone has no doc'],
    ['an unknown kind', (yaml) => yaml.replace('kind: string', 'kind: text'), 'timezone has the unknown kind text'],
    ['an unknown place', (yaml) => yaml.replace('from: [metadata]', 'from: [file]'), 'timezone has no valid from'],
    ['a duration without a unit', (yaml) => yaml.replace('kind: string', 'kind: duration'), 'timezone is a duration without a valid unit'],
    ['an enum without members', (yaml) => yaml.replace('kind: string', 'kind: enum'), 'timezone is an enum without strings'],
    [
      'a rule of no kind',
      (yaml) => yaml.replace('rules: []', 'rules: [{ some: [start] }]'),
      'the rule {"some":["start"]} must have one of allOf, atLeastOne, exactlyOne, atMostOne, allOrNone, noneOf',
    ],
    [
      'a rule about no parameter',
      (yaml) => yaml.replace('rules: []', 'rules: [{ allOf: [begin] }]'),
      'the rule {"allOf":["begin"]} names begin, which is not a parameter',
    ],
    [
      'a condition that is none',
      (yaml) => yaml.replace('rules: []', 'rules: [{ when: { start: 5 }, allOf: [end] }]'),
      'the rule {"when":{"start":5},"allOf":["end"]} has an invalid condition of start',
    ],
  ])('fails for %s', (_, change, message) => {
    expect(readWith(change)).toThrow(new Error(`parameters/cron.yaml: ${message}`));
  });

  test('fails for a scaler that the schema does not have', () => {
    expect(readWith((yaml) => yaml, 'crone')).toThrow(new Error('parameters/crone.yaml has no scaler in the schema'));
  });
});
