/** Policies on a real node: NetworkPolicies that are enforced, and a namespace that enforces the Restricted standard. */
import { execFileSync } from 'node:child_process';
import { Chart } from 'cdk8s';
import { AppNamespace, HttpMetric, HttpScaledWasm, PodSecurityStandard, WasmRuntime } from '../../../../lib';
import { HELLO_IMAGE, httpApp, SHORT, synthesized } from '../apps';
import type { Any } from '../components/component';
import { CONTOUR_AND_ENVOY } from '../components/contour';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { NETWORK_POLICIES, QUEUE } from '../components/network-policies';
import { ask } from '../load';
import { Node } from '../node';
import { observed } from '../observations';
import { until } from '../wait';
import { wayIn } from '../way-in';
import { Workload } from '../workload';

const GROUP = 'Policies';
const node = Node.running();
let envoy: string;

beforeAll(async () => {
  await node.install([KEDA, HTTP_ADD_ON, CONTOUR_AND_ENVOY]);
  envoy = await wayIn(node);
});

test('an app runs and scales in a namespace that enforces the Restricted standard', async () => {
  const objects = synthesized((app) => {
    const chart = new Chart(app, 'strict', { namespace: 'strict' });
    new AppNamespace(chart, 'namespace', { podSecurity: PodSecurityStandard.RESTRICTED });
    new HttpScaledWasm(chart, 'careful', {
      image: HELLO_IMAGE,
      runtime: WasmRuntime.WASMTIME,
      hosts: ['careful.example.com'],
      metrics: [HttpMetric.concurrency(10)],
      ...SHORT,
    });
  });
  await node.apply(objects);
  const careful = new Workload(node.client, 'strict', 'careful');
  await careful.untilReplicas(0);
  const { body } = await node.client.send('GET', '/api/v1/namespaces/keda/services/keda-add-ons-http-interceptor-proxy');
  const { status } = await ask({ address: body.spec.clusterIP, port: 8080, host: 'careful.example.com' });
  expect(status).toBe(200);
  observed(GROUP, 'Restricted enforced: from zero to an answer', '200');
  await node.remove(objects.filter(({ kind }) => kind !== 'Namespace'));
});

describe('NetworkPolicies that are enforced', () => {
  const objects = httpApp('guarded', { networkPolicy: true });
  const guarded = new Workload(node.client, 'default', 'guarded');

  beforeAll(async () => {
    await node.install([NETWORK_POLICIES]);
    // where the kernel has no queue of nftables, one rule of iptables feeds the same queue
    execFileSync('iptables-nft', [
      '-I',
      'FORWARD',
      '-m',
      'conntrack',
      '--ctstate',
      'NEW',
      '-j',
      'NFQUEUE',
      '--queue-num',
      String(QUEUE),
      '--queue-bypass',
    ]);
    await node.apply(objects);
    await guarded.untilReplicas(0);
  });

  afterAll(() => node.remove(objects));

  test('admit the interceptor', async () => {
    const target = { address: envoy, port: 80, host: 'guarded.example.com' };
    await until('the app answers through the interceptor', async () => {
      const { status, body } = await ask(target);
      return status === 200 || `${status} ${body}`;
    });
    observed(GROUP, 'NetworkPolicy: the interceptor', 'admitted');
  });

  test('deny another pod', async () => {
    const { body } = await node.client.send('GET', '/api/v1/namespaces/default/pods?labelSelector=app.kubernetes.io/name=guarded');
    const [{ status }] = body.items.filter((pod: Any) => pod.status.phase === 'Running');
    const other = await stranger();
    const connects = (address: string, port: number) => {
      try {
        execFileSync('nsenter', ['--net', '-t', other, 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`], {
          timeout: 3000,
          stdio: 'ignore',
        });
        return true;
      } catch {
        return false;
      }
    };
    expect([connects(status.podIP, 8080), connects('10.96.0.1', 443)]).toStrictEqual([false, true]);
    observed(GROUP, 'NetworkPolicy: a pod of another app', 'denied');
  });
});

/** A process in the network of a pod that no policy names: CoreDNS. */
async function stranger(): Promise<string> {
  const pids = execFileSync('pgrep', ['-x', 'coredns'], { encoding: 'utf8' }).trim().split('\n');
  return pids[0];
}
