import { k8s } from 'cdk8s-plus-28';
import { manifestOf } from '../lib/manifest-of';

const { KubeDeployment, KubeService, IntOrString, Quantity } = k8s;

function deployment(name: string, pod: Partial<k8s.PodSpec> = {}): k8s.KubeDeploymentProps {
  const resources = { limits: { cpu: Quantity.fromString('100m') }, requests: undefined };
  return {
    metadata: { name, labels: { app: name }, annotations: undefined },
    spec: { selector: {}, template: { spec: { containers: [{ name, image: 'a:b', args: undefined, resources }], ...pod } } },
  };
}

test('props are rendered as the generated class does, the first of a shape and the next', () => {
  for (const name of ['a', 'b', 'c']) {
    expect(manifestOf(KubeDeployment, deployment(name))).toStrictEqual(KubeDeployment.manifest(deployment(name)));
  }
});

test('the generated class is asked once for a shape', () => {
  const manifest = jest.spyOn(KubeService, 'manifest');
  const service = (name: string) => ({
    metadata: { name, labels: { app: name } },
    spec: { ports: [{ port: 80, targetPort: IntOrString.fromString(name) }] },
  });
  for (const name of ['a', 'b', 'c']) manifestOf(KubeService, service(name));
  expect(manifest).toHaveBeenCalledTimes(1);
  expect(manifestOf(KubeService, service('d'))).toStrictEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'd', labels: { app: 'd' } },
    spec: { ports: [{ port: 80, targetPort: 'd' }] },
  });
});

test.each<[string, Partial<k8s.PodSpec>]>([
  ['a field that Kubernetes spells in another way', { hostIpc: true, setHostnameAsFqdn: true }],
  [
    'such a field below',
    { volumes: [{ name: 'a', nfs: { server: 'b', path: 'c' }, iscsi: { iqn: 'd', lun: 1, targetPortal: 'e', chapAuthSession: true } }] },
  ],
  ['a field that is none', { hostNetWork: true } as object],
  ['null', { hostNetwork: null } as object],
  ['a truth value for an object', { securityContext: true } as object],
  ['an object of another class', { nodeSelector: new (class Selector {})() } as object],
  ['a function', { hostNetwork: () => true } as object],
])('%s is rendered as the generated class does, again and again', (_, pod) => {
  for (const name of ['a', 'b', 'c']) {
    expect(manifestOf(KubeDeployment, deployment(name, pod))).toStrictEqual(KubeDeployment.manifest(deployment(name, pod)));
  }
});

test('what is rendered shares nothing with the props', () => {
  const props = deployment('a');
  manifestOf(KubeDeployment, deployment('b'));
  const { metadata } = manifestOf(KubeDeployment, props);
  expect(metadata).not.toBe(props.metadata);
  expect(metadata?.labels).not.toBe(props.metadata?.labels);
});
