/** The ways in to an app of path 1: each leads to the interceptor, which wakes the app. */
import { Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { Exposure, type HttpScaledWasmProps, HttpScalingApi } from '../../../../lib';
import { httpApp } from '../apps';
import { CONTOUR_AND_ENVOY } from '../components/contour';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { type Answered, ask, type Target } from '../load';
import { Node } from '../node';
import { observed } from '../observations';
import { testRoutes } from '../test-routes';
import { until } from '../wait';
import { wayIn } from '../way-in';
import { Workload } from '../workload';

const GROUP = 'Ways in';
const node = Node.running();
let envoy: Target;
let interceptor: Target;

beforeAll(async () => {
  await node.install([KEDA, HTTP_ADD_ON, CONTOUR_AND_ENVOY]);
  envoy = { address: await wayIn(node), port: 80, host: '' };
  const { body } = await node.client.send('GET', '/api/v1/namespaces/keda/services/keda-add-ons-http-interceptor-proxy');
  interceptor = { address: body.spec.clusterIP, port: 8080, host: '' };
});

/** Applies an app, waits for zero, and asks until it answers as it should; what the way in says before it is configured does not count. */
async function answered(name: string, props: Partial<HttpScaledWasmProps>, send: () => Promise<Answered>): Promise<Answered> {
  const objects = httpApp(name, props);
  await node.apply(objects);
  await new Workload(node.client, 'default', name).untilReplicas(0);
  let last: Answered | undefined;
  await until(`${name} answers`, async () => {
    last = await send();
    return last.status === 200 || `${last.status} ${last.body}`;
  });
  await node.remove(objects);
  return last as Answered;
}

test.each<[string, string, Partial<HttpScaledWasmProps>]>([
  ['an Ingress in the namespace of the interceptor', 'by-ingress', {}],
  [
    "an Ingress in the app's namespace, by a Service of type ExternalName",
    'by-alias',
    { exposure: Exposure.ingress({ className: 'contour', inAppNamespace: true }) },
  ],
  [
    'an HTTPRoute, which a ReferenceGrant lets into the namespace of the interceptor',
    'by-route',
    { exposure: Exposure.gateway({ parentRefs: [{ name: 'contour', namespace: 'projectcontour' }] }) },
  ],
  ['an HTTPScaledObject', 'by-hso', { api: HttpScalingApi.HTTP_SCALED_OBJECT }],
])('%s', async (title, name, props) => {
  const { body } = await answered(name, props, () => ask({ ...envoy, host: `${name}.example.com` }));
  expect(body).toMatch(new RegExp(`^hello from ${name}-`));
  observed(GROUP, title, 'wakes the app');
});

test('a caller in the cluster', async () => {
  const { body } = await answered('by-cluster', { exposure: Exposure.cluster() }, () =>
    ask({ ...interceptor, host: 'by-cluster.example.com' }),
  );
  expect(body).toMatch(/^hello from by-cluster-/);
  observed(GROUP, 'a caller in the cluster', 'wakes the app');
});

testRoutes('a request that takes longer than the timeout of Envoy is answered when requestTimeout says so', async () => {
  const props = { env: { DELAY_MS: EnvValue.fromValue('16000') }, requestTimeout: Duration.seconds(40) };
  const { ms } = await answered('patient', props, () => ask({ ...envoy, host: 'patient.example.com' }));
  expect(ms).toBeGreaterThan(16_000);
  observed(GROUP, 'requestTimeout of 40 s through Envoy, whose own is 15 s', `answered after ${(ms / 1000).toFixed(1)} s`);
});
