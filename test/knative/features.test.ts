import { Chart, Testing } from 'cdk8s';
import { EnvValue, type k8s } from 'cdk8s-plus-28';
import { Platform, Probe } from 'cdk8s-wasm';
import { checkFieldReferences, checkSecurityContext, checkVolumes, requireFeature } from '../../lib/knative/features';
import { checkKnativePod } from '../../lib/knative/knative-pod';
import { errorOf } from '../support/synth';

const chartWith = (...knativeFeatures: string[]) => {
  const chart = new Chart(Testing.app(), 'test');
  Platform.target(chart, { knativeFeatures });
  return chart;
};
const refused = (prop: string, flag: string) =>
  `${prop} is rejected by Knative unless config-features sets ${flag}: leave it out, or set the flag and declare ` +
  `Platform.target(app, { knativeFeatures: ['${flag}'] }) [test]`;

test('a prop behind a flag is accepted if the platform declares the flag, or if the prop is omitted', () => {
  expect(() => requireFeature(chartWith('kubernetes.podspec-affinity'), 'kubernetes.podspec-affinity', 'affinity', {})).not.toThrow();
  expect(() => requireFeature(chartWith(), 'kubernetes.podspec-affinity', 'affinity', undefined)).not.toThrow();
});

test('fails for a prop behind a flag that the platform does not declare', () => {
  const attempt = () => requireFeature(chartWith('kubernetes.podspec-tolerations'), 'kubernetes.podspec-affinity', 'affinity', {});
  expect(attempt).toThrow(new Error(refused('affinity', 'kubernetes.podspec-affinity')));
});

const any = (value: unknown) => value as never;
const CLAIM = 'kubernetes.podspec-persistent-volume-claim';
const WRITE = 'kubernetes.podspec-persistent-volume-write';
const mounts: k8s.VolumeMount[] = [{ name: 'data', mountPath: '/data' }];

test.each<[string, k8s.Volume]>([
  ['a Secret', { name: 'data', secret: { secretName: 'data' } }],
  ['a ConfigMap', { name: 'data', configMap: { name: 'data' } }],
  ['a projection', { name: 'data', projected: { sources: [] } }],
  ['an emptyDir', { name: 'data', emptyDir: {} }],
  ['a source with others undefined', { name: 'data', emptyDir: {}, nfs: undefined, hostPath: undefined }],
])('%s is allowed as a volume without a flag', (_, volume) => {
  expect(() => checkVolumes(chartWith(), [volume], mounts)).not.toThrow();
});

test.each<[string, k8s.Volume]>([
  ['kubernetes.podspec-volumes-hostpath', { name: 'data', hostPath: { path: '/data' } }],
  ['kubernetes.podspec-volumes-csi', { name: 'data', csi: { driver: 'csi.acme.com' } }],
  ['kubernetes.podspec-volumes-ephemeral', { name: 'data', ephemeral: {} }],
])('%s allows its kind of volume, and fails without it', (flag, volume) => {
  expect(() => checkVolumes(chartWith(flag), [volume], mounts)).not.toThrow();
  expect(errorOf((chart) => checkVolumes(chart, [volume], mounts))).toBe(refused(`volumes[0].${Object.keys(volume)[1]}`, flag));
});

describe('a claim', () => {
  const writable: k8s.Volume[] = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const readOnly: k8s.Volume[] = [{ name: 'data', persistentVolumeClaim: { claimName: 'data', readOnly: true } }];
  const readOnlyMounts = [{ ...mounts[0], readOnly: true }];

  test('needs one flag to be read, and a second one to be written', () => {
    expect(() => checkVolumes(chartWith(CLAIM), readOnly, readOnlyMounts)).not.toThrow();
    expect(() => checkVolumes(chartWith(CLAIM, WRITE), writable, mounts)).not.toThrow();
  });

  test('fails without its flags', () => {
    expect(errorOf((chart) => checkVolumes(chart, readOnly, readOnlyMounts))).toBe(refused('volumes[0].persistentVolumeClaim', CLAIM));
    expect(errorOf((chart) => checkVolumes(chart, writable, mounts), { platform: { knativeFeatures: [CLAIM] } })).toBe(
      refused('volumes[0].persistentVolumeClaim without readOnly', WRITE),
    );
  });

  test('fails when the volume is read-only and its mount is not', () => {
    expect(errorOf((chart) => checkVolumes(chart, readOnly, mounts), { platform: { knativeFeatures: [CLAIM] } })).toBe(
      'volumeMounts[0] ("data") must be read-only like its volume: pass readOnly: true [test]',
    );
  });
});

test.each<[string, k8s.Volume, string]>([
  [
    'a kind that Knative does not take',
    { name: 'data', nfs: { server: 'nfs', path: '/' } },
    'volumes[0].nfs is a volume type that Knative rejects: use secret, configMap, projected, emptyDir or persistentVolumeClaim',
  ],
  ['a volume without a source', { name: 'data' }, 'volumes[0] ("data") must have one source, such as secret, and has none'],
  [
    'a volume with two sources',
    { name: 'data', emptyDir: {}, secret: { secretName: 'data' } },
    'volumes[0] ("data") must have one source, such as secret, and has emptyDir and secret',
  ],
  [
    'a volume that is mounted nowhere',
    { name: 'cache', emptyDir: {} },
    'volumes[0] ("cache") is not mounted, which Knative rejects: add it to volumeMounts, or leave it out',
  ],
])('fails for %s', (_, volume, message) => {
  expect(errorOf((chart) => checkVolumes(chart, [volume], mounts))).toBe(`${message} [test]`);
});

test.each(['/data', '/dev/shm', '/data/'])('a volume can be mounted at %s', (mountPath) => {
  expect(() => checkVolumes(chartWith(), [{ name: 'data', emptyDir: {} }], [{ name: 'data', mountPath, subPath: 'a' }])).not.toThrow();
});

const PATH = 'must be an absolute path other than /, /dev, /dev/log';

test.each<[string, Partial<k8s.VolumeMount>, string]>([
  ['the root', { mountPath: '/' }, `volumeMounts[1].mountPath ("/") ${PATH}`],
  ['a path of the system', { mountPath: '/dev/' }, `volumeMounts[1].mountPath ("/dev/") ${PATH}`],
  ['a relative path', { mountPath: 'data' }, `volumeMounts[1].mountPath ("data") ${PATH}`],
  ['no path', { mountPath: any(undefined) }, `volumeMounts[1].mountPath (undefined) ${PATH}`],
  ['another volume', { name: 'other' }, 'volumeMounts[1].name ("other") must be the name of one of the volumes: add it to volumes'],
  ['an expression', { subPathExpr: '$(POD)' }, 'volumeMounts[1].subPathExpr ("$(POD)") is rejected by Knative: pass subPath'],
])('fails for a mount of %s', (_, mount, message) => {
  const second = { name: 'data', mountPath: '/more', ...mount };
  expect(errorOf((chart) => checkVolumes(chart, [{ name: 'data', emptyDir: {} }], [...mounts, second]))).toBe(`${message} [test]`);
});

test('fails for a mount that propagates, unless its flag is declared', () => {
  const flag = 'kubernetes.podspec-volumes-mount-propagation';
  const volumes = [{ name: 'data', emptyDir: {} }];
  const propagated = [{ ...mounts[0], mountPropagation: 'HostToContainer' }];
  expect(() => checkVolumes(chartWith(flag), volumes, propagated)).not.toThrow();
  expect(errorOf((chart) => checkVolumes(chart, volumes, propagated))).toBe(refused('volumeMounts[0].mountPropagation', flag));
});

describe('a variable', () => {
  const flag = 'kubernetes.podspec-fieldref';
  const secret = { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } };
  const field = { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } };
  const resource = { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } };

  test('from a string or a Secret needs no flag', () => {
    expect(() => checkFieldReferences(chartWith(), [{ name: 'A', value: EnvValue.fromValue('a').value }, secret])).not.toThrow();
    expect(() => checkFieldReferences(chartWith(), undefined)).not.toThrow();
  });

  test.each([
    ['a field', field],
    ['a resource', resource],
  ])('from %s of the pod needs a flag, and fails without it', (_, variable) => {
    expect(() => checkFieldReferences(chartWith(flag), [secret, variable])).not.toThrow();
    expect(errorOf((chart) => checkFieldReferences(chart, [secret, variable]))).toBe(refused(`env.${variable.name} from a field`, flag));
  });
});

test('security settings that Knative supports are accepted', () => {
  const context = {
    privileged: false,
    allowPrivilegeEscalation: true,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsUser: 0,
    runAsGroup: 0,
    runAsNonRoot: false,
    seccompProfile: { type: 'Unconfined' },
  };
  expect(() => checkSecurityContext(chartWith(), context)).not.toThrow();
  expect(() => checkSecurityContext(chartWith(), undefined)).not.toThrow();
});

test.each<[string, k8s.SecurityContext, string]>([
  ['a privileged container', { privileged: true }, 'securityContext.privileged (true) is rejected by Knative: leave it out'],
  ['SELinux', { seLinuxOptions: { level: 's0' } }, 'securityContext.seLinuxOptions ({"level":"s0"}) is rejected by Knative: leave it out'],
  ['Windows', { windowsOptions: {} }, 'securityContext.windowsOptions ({}) is rejected by Knative: leave it out'],
  ['a mount of /proc', { procMount: 'Unmasked' }, 'securityContext.procMount ("Unmasked") is rejected by Knative: leave it out'],
])('fails for security settings of %s', (_, context, message) => {
  expect(errorOf((chart) => checkSecurityContext(chart, context))).toBe(`${message} [test]`);
});

test('fails for added capabilities, unless their flag is declared', () => {
  const flag = 'kubernetes.containerspec-addcapabilities';
  const context = { capabilities: { add: ['NET_BIND_SERVICE'] } };
  expect(() => checkSecurityContext(chartWith(flag), context)).not.toThrow();
  expect(errorOf((chart) => checkSecurityContext(chart, context))).toBe(refused('securityContext.capabilities.add', flag));
});

describe('an older Knative', () => {
  const on = (knative: string, ...knativeFeatures: string[]) => {
    const chart = new Chart(Testing.app(), 'test');
    Platform.target(chart, { knative, knativeFeatures });
    return chart;
  };
  const needs = (prop: string, since: string, declared: string) =>
    `${prop} needs Knative Serving ${since} or newer, and the platform declares ${declared}: ` +
    `leave ${prop} out, or declare Platform.target(app, { knative: '${since}' }) [test]`;

  test.each<[string, string, string, k8s.Volume]>([
    ['1.16', '1.17', 'kubernetes.podspec-volumes-hostpath', { name: 'data', hostPath: { path: '/data' } }],
    ['1.17', '1.18', 'kubernetes.podspec-volumes-csi', { name: 'data', csi: { driver: 'csi.acme.com' } }],
    ['1.18', '1.19', 'kubernetes.podspec-volumes-image', any({ name: 'data', image: { reference: 'ghcr.io/my-org/data:v1' } })],
    ['1.22', '1.23', 'kubernetes.podspec-volumes-ephemeral', { name: 'data', ephemeral: {} }],
  ])('fails on %s for a volume of %s, although its flag is declared', (older, since, flag, volume) => {
    expect(() => checkVolumes(on(since, flag), [volume], mounts)).not.toThrow();
    expect(() => checkVolumes(on(older, flag), [volume], mounts)).toThrow(
      new Error(needs(`volumes[0].${Object.keys(volume)[1]}`, since, older)),
    );
  });

  test.each(['/tmp', '/var', '/var/log'])('fails on 1.12 for a mount at %s', (mountPath) => {
    const mount = [{ name: 'data', mountPath }];
    expect(() => checkVolumes(on('1.13'), [{ name: 'data', emptyDir: {} }], mount)).not.toThrow();
    expect(() => checkVolumes(on('1.12'), [{ name: 'data', emptyDir: {} }], mount)).toThrow(
      new Error(`volumeMounts[0].mountPath ("${mountPath}") ${PATH}, /tmp, /var, /var/log [test]`),
    );
  });

  test('fails on 1.16 for privileged: false', () => {
    expect(() => checkSecurityContext(on('1.17'), { privileged: false })).not.toThrow();
    expect(() => checkSecurityContext(on('1.16'), { privileged: false })).toThrow(
      new Error(needs('securityContext.privileged', '1.17', '1.16')),
    );
  });

  test('fails on 1.14 for a startup probe', () => {
    const props = { image: 'ghcr.io/my-org/shop:v1', startupProbe: Probe.tcpSocket() };
    expect(() => checkKnativePod(on('1.15'), props)).not.toThrow();
    expect(() => checkKnativePod(on('1.14'), props)).toThrow(new Error(needs('startupProbe', '1.15', '1.14')));
  });
});
