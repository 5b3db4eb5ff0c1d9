/** Our reader against that of kubectl, sigs.k8s.io/yaml and the decoder of apimachinery, over random texts. Needs Go, and no control plane. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { documentsOf } from '../../lib/files/yaml/documents';
import { parse } from '../../lib/files/yaml/parser';
import { Refusal } from '../../lib/files/yaml/refusal';
import { decodeNode } from '../../lib/files/yaml/value';
import { writtenStringErrors } from '../../lib/synth/written-strings';
import { KNOWN_TEXTS, randomOf, yamlText } from '../support/yaml-texts';
import { hasGo, NO_GO } from './build';
import { GO_DIR } from './programs';
import { tell } from './report';

const CASES = Number(process.env.CDK8S_WASM_CASES ?? 40_000);
const SEED = Number(process.env.CDK8S_WASM_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What kubectl makes of a text: main.go of test/cluster/go/yaml. */
interface Judgement {
  readonly document?: unknown;
  readonly error?: string;
  readonly stream: readonly unknown[];
  readonly streamError?: string;
  /** Whether keys of several types, such as `1` and `1.0`, become one key of JSON: kubectl takes any of them. */
  readonly ambiguous?: boolean;
}

const dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-yaml-'));
const program = join(dir, 'yaml');

beforeAll(() => {
  if (!hasGo()) throw new Error(NO_GO);
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' };
  execFileSync('go', ['build', '-o', program, '.'], { cwd: join(GO_DIR, 'yaml'), env });
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

function judge(texts: readonly string[]): Judgement[] {
  const input = texts.map((text) => `${Buffer.from(text).toString('base64')}\n`).join('');
  const { stdout, stderr, status } = spawnSync(program, { input, maxBuffer: 2 ** 30, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Judgement);
}

type Outcome = { readonly value: unknown } | { readonly error: string };

function outcomeOf(read: () => { value: unknown }): Outcome {
  try {
    return { value: read().value };
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message };
    throw error;
  }
}

function documentOf(text: string): Outcome {
  return outcomeOf(() => {
    const { node } = parse(text);
    return node ? decodeNode(node) : { value: null };
  });
}

function streamOf(text: string): Outcome[] {
  return [...documentsOf(text)]
    .map(({ node, refusal }) => (refusal ? { error: refusal.message } : outcomeOf(() => decodeNode(node!))))
    .filter((outcome) => !('value' in outcome) || outcome.value !== null);
}

/** Differences on purpose: go-yaml loses characters at the end of a text that has a byte order mark within a line. */
const isKnown = (text: string) => /[^\n]\uFEFF/.test(text);

const same = (ours: unknown, theirs: unknown) => JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

const agrees = (ours: Outcome, { document, error }: Judgement) =>
  'error' in ours ? error !== undefined : error === undefined && same(ours.value, document);

/** A directive in a document of its own is refused by kubectl; what follows the end of a document is not read by it, and reported by us. */
function streamAgrees(text: string, ours: readonly Outcome[], { stream, streamError }: Judgement): boolean {
  if (/(^|\n)%/.test(text)) return true;
  const read = ours.filter((outcome) => 'value' in outcome);
  const errors = ours.filter((outcome) => 'error' in outcome).filter(({ error }) => !error.startsWith('kubectl does not read'));
  if (streamError === undefined)
    return errors.length === 0 && read.length === stream.length && read.every((one, at) => fits(one, stream[at]));
  return errors.length > 0 && stream.every((document, at) => read[at] !== undefined && fits(read[at], document));
}

const fits = (ours: Outcome, document: unknown) => 'value' in ours && same(ours.value, document);

test('random documents are read as sigs.k8s.io/yaml reads them, and streams as kubectl splits them', () => {
  const random = randomOf(SEED);
  const texts = [...KNOWN_TEXTS, ...Array.from({ length: CASES }, () => yamlText(random))].filter(
    (text) => Buffer.from(text).toString() === text,
  );
  const judgements = judge(texts);
  const differences: unknown[] = [];
  for (const [index, text] of texts.entries()) {
    const judgement = judgements[index];
    if (isKnown(text) || judgement.ambiguous) continue;
    const ours = documentOf(text);
    if (!agrees(ours, judgement)) differences.push({ text, ours, theirs: judgement.error ?? judgement.document });
    const stream = streamOf(text);
    if (!streamAgrees(text, stream, judgement)) differences.push({ text, stream, theirs: judgement.stream, error: judgement.streamError });
  }
  expect(differences.slice(0, 20)).toStrictEqual([]);
  const ambiguous = judgements.filter((judgement) => judgement.ambiguous).length;
  expect(ambiguous / texts.length).toBeLessThan(0.05);
  const refused = judgements.filter(({ error }) => error).length;
  tell(
    `${texts.length} texts read as kubectl reads them, ${refused} refused by both, ${ambiguous} that kubectl reads in several ways (seed ${SEED})`,
  );
});

test('strings that synthesis accepts are read back by kubectl, and those that it refuses are not', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'B',
      '0',
      '7',
      '1',
      '_',
      '-',
      '+',
      '.',
      'e',
      'E',
      'x',
      'o',
      ' ',
      '  ',
      '\t',
      '\n',
      '\n\n',
      ' \n',
      '\r',
      ':',
      ': ',
      '#',
      ' #',
      '"',
    ],
    ...[
      "'",
      '\\',
      '|',
      '>',
      '%',
      '@',
      '`',
      '!',
      '&',
      '*',
      '? ',
      '- ',
      '---',
      '...',
      '<<',
      '=',
      '{',
      ']',
      ', ',
      '~',
      'null',
      'yes',
      '\u007f',
    ],
    ...['\u0080', '\u0085', '\u2028', '\u2029', '\ufeff', '\ufffd', '\uffff', '\ud800', '😀', 'é', '\0', '\u001b', '\u00a0', '0o7', '1:2'],
  );
  const strings = fc.oneof(
    fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const manifests = fc.oneof(
    strings.map((text) => ({ data: { a: text } })),
    strings.map((text) => ({ a: [text, 'b'], c: { d: [{ e: text, f: 1 }] } })),
    strings.filter((text) => text !== '__proto__').map((text) => ({ a: { [text]: { x: 'y' } } })),
  );
  const samples = fc.sample(manifests, { seed: SEED, numRuns: CASES });
  const judgements = judge(samples.map((manifest) => Yaml.stringify(manifest)));
  const wrong = samples.filter((manifest, index) => {
    const { error, document } = judgements[index];
    const isReadBack = error === undefined && same(document, manifest);
    return isReadBack !== (writtenStringErrors(manifest).length === 0);
  });
  expect(wrong.slice(0, 20)).toStrictEqual([]);
  tell(`${samples.length} manifests with any strings: read back by kubectl, or refused at synthesis (seed ${SEED})`);
});
