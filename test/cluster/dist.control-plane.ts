/** What the examples write, as `kubectl apply -f` of each file sends it: in the order of the file, with strict field validation. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Answer, Applied } from './client';
import { client, isOwn } from './connected';
import { unexpected } from './defaulted';
import { difference } from './difference';
import { applied, prepare } from './ground';
import { tell } from './report';

const root = join(__dirname, '..', '..');

const documents = (text: string): Applied[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter(Boolean);

/** Kinds that a page speaks of and no CRD here defines. */
const ELSEWHERE = ['argoproj.io', 'kustomize.toolkit.fluxcd.io'];
const isHere = ({ apiVersion }: Applied) => !ELSEWHERE.includes(apiVersion.split('/')[0]);

/** Each file of dist/, and each manifest that a page shows a program to write. */
const FILES = [
  ...readdirSync(join(root, 'dist'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ title: `dist/${file}`, manifests: documents(readFileSync(join(root, 'dist', file), 'utf8')) })),
  ...[
    'README.md',
    ...readdirSync(join(root, 'docs'))
      .filter((page) => page.endsWith('.md'))
      .map((page) => `docs/${page}`),
  ]
    .flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/```yaml\n(apiVersion: .*?)```/gs)].map(([, text]) => ({ page, text })),
    )
    .map(({ page, text }, index) => ({ title: `${page}, YAML ${index + 1}`, manifests: documents(text).filter(isHere) })),
].filter(({ manifests }) => manifests.length > 0);

/** Pods that do not claim the Restricted standard, by name, with what the server warns of. */
const UNRESTRICTED: { readonly [name: string]: RegExp } = {
  // not ours: what stands beside the Wasm app is made by cdk8s-plus alone
  'traditional-app': /^would violate PodSecurity "restricted:latest": unrestricted capabilities/,
  // the shim of Spin runs as root
  'wasm-with-cache': /^would violate PodSecurity "restricted:latest": runAsNonRoot != true/,
};

const isKnown = (name = '', warning: string) => UNRESTRICTED[name]?.test(warning) === true;

let accepted = 0;
afterAll(() => tell(`${accepted} manifests of dist/ and the docs accepted without a warning, and unchanged when applied again`));

// the namespaces that the files name are somebody else's on a cluster that was not started here
(isOwn ? describe : describe.skip).each(FILES)('$title', ({ manifests }) => {
  const answers: Answer[] = [];

  beforeAll(async () => {
    await prepare(client, manifests, { 'pod-security.kubernetes.io/warn': 'restricted' });
    for (const manifest of manifests) answers.push(await applied(client, manifest));
  });

  afterAll(async () => {
    for (const manifest of [...manifests].reverse()) if (manifest.kind !== 'Namespace') await client.delete(manifest);
  });

  test('is accepted in its order, without a warning', () => {
    const said = answers.map(({ status, body, warnings }, index) => ({
      object: `${manifests[index].kind} ${manifests[index].metadata.name}`,
      refusal: status < 300 ? undefined : body.message,
      warnings: warnings.filter((warning) => !isKnown(manifests[index].metadata.name, warning)),
    }));
    expect(said.filter(({ refusal, warnings }) => refusal || warnings.length > 0)).toStrictEqual([]);
    accepted += answers.length;
  });

  test('changes nothing when it is applied again', async () => {
    for (const [index, manifest] of manifests.entries()) {
      const { body } = await applied(client, manifest);
      expect(stable(body)).toStrictEqual(stable(answers[index].body));
    }
  });

  test('is read back as it was sent, but for what the server sets', async () => {
    for (const manifest of manifests) {
      const { body } = await client.get(manifest);
      const { changed, added } = difference(manifest, body);
      const { kind, metadata } = manifest;
      expect({ kind, name: metadata.name, changed, added: unexpected(manifest, added) }).toStrictEqual({
        kind,
        name: metadata.name,
        changed: [],
        added: [],
      });
    }
  });
});

/** An object without what controllers and the server itself write into it. */
function stable({
  status: _status,
  metadata: { resourceVersion: _version, managedFields: _fields, finalizers: _finalizers, ...metadata },
  ...rest
}: Answer['body']) {
  return { ...rest, metadata };
}
