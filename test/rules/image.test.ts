import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest, Value } from '../../lib/rules/manifest';

const cluster = declaredCluster();
const pod = (image: string, list = 'containers') => ({ containers: [{ name: 'a', image: 'app:1' }], [list]: [{ name: 'b', image }] });

function found(object: Value): string[] {
  const findings = check([{ metadata: { name: 'a' }, ...object } as Manifest], cluster);
  return findings.filter(({ rule }) => rule === 'kubernetes/image').map(({ path, fix }) => `${path}: ${fix}`);
}

test.each<[string, string]>([
  ['ghcr.io/acme/shop v1', 'remove the spaces'],
  [' ghcr.io/acme/shop:v1', 'remove the spaces'],
  ['docker://ghcr.io/acme/shop:v1', 'write it without docker://'],
  ['oci://ghcr.io/acme/shop:v1', 'write it without oci://'],
  ['ghcr.io/acme/shop:', "write a tag of letters, digits, '_', '.' and '-', at most 128, after the colon"],
  ['ghcr.io/acme/shop:v1+build', "write a tag of letters, digits, '_', '.' and '-', at most 128, after the colon"],
  ['ghcr.io/acme/shop@v1', 'write the digest as @sha256:, followed by 64 hexadecimal digits'],
  ['ghcr.io/acme/shop@sha256:abc', 'write the digest as @sha256:, followed by 64 hexadecimal digits'],
  ['ghcr.io/Acme/Shop:V1', 'write it in lower case, "ghcr.io/acme/shop:V1"'],
  ['ghcr.io//shop', "each part of its path has lower case letters and digits, separated by '.', '_' or '-'"],
  [`ghcr.io/${'a'.repeat(300)}`, 'shorten it to at most 255 characters before the tag'],
  ['a'.repeat(10_000_000), 'shorten it: 10000000 characters are more than any registry takes'],
])('fails for the image %.40j: %s', (image, fix) => {
  const object = { apiVersion: 'v1', kind: 'Pod', spec: pod(image) };
  expect(found(object)).toStrictEqual([`spec.containers[0].image: ${fix}`]);
});

test.each<[string, Value, string]>([
  ['an init container', { apiVersion: 'v1', kind: 'Pod', spec: pod('A b', 'initContainers') }, 'spec.initContainers[0].image'],
  [
    'an ephemeral container',
    { apiVersion: 'v1', kind: 'Pod', spec: pod('A b', 'ephemeralContainers') },
    'spec.ephemeralContainers[0].image',
  ],
  [
    'a volume',
    { apiVersion: 'v1', kind: 'Pod', spec: { ...pod('a'), volumes: [{ name: 'v', image: { reference: 'A b' } }] } },
    'spec.volumes[0].image.reference',
  ],
  [
    'a CronJob',
    { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec: pod('A b') } } } } },
    'spec.jobTemplate.spec.template.spec.containers[0].image',
  ],
  [
    'a ScaledJob',
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledJob', spec: { jobTargetRef: { template: { spec: pod('A b') } } } },
    'spec.jobTargetRef.template.spec.containers[0].image',
  ],
  ['a SpinApp', { apiVersion: 'core.spinkube.dev/v1alpha1', kind: 'SpinApp', spec: { image: 'A b' } }, 'spec.image'],
  [
    'a SpinAppExecutor',
    { apiVersion: 'core.spinkube.dev/v1alpha1', kind: 'SpinAppExecutor', spec: { deploymentConfig: { spinImage: 'A b' } } },
    'spec.deploymentConfig.spinImage',
  ],
])('fails for an image of %s', (_, object, path) => {
  expect(found(object)).toStrictEqual([`${path}: remove the spaces`]);
});

test.each([
  'nginx',
  'auto',
  'acme/shop',
  'localhost:5000/acme/shop:v1',
  'ghcr.io/acme/shop__web/a.b-c:V1.0_2',
  `acme/shop:v1@sha256:${'0a'.repeat(32)}`,
  'ko://github.com/acme/shop/Cmd',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder
  'ghcr.io/acme/shop:${TAG}',
  '$IMAGE',
  '$(IMAGE)',
  '{{ .Values.image }}',
  '<your image>',
  '__IMAGE__',
  '((image))',
  '',
])('the image %j has no finding', (image) => {
  expect(found({ apiVersion: 'v1', kind: 'Pod', spec: pod(image) })).toStrictEqual([]);
});
