import { graphOf } from '../../lib/diagram/collect';
import { mermaid } from '../../lib/diagram/mermaid';
import { manifestsOf } from '../requirements/lines-of';
import { clusterOf } from '../rules/corpus';

/** Returns the flowchart of manifests, without its heading. */
function lines(yaml: string, declared = {}): string[] {
  const graph = graphOf([{ manifests: manifestsOf(yaml), cluster: clusterOf(declared) }]);
  return mermaid(graph)
    .trimEnd()
    .split('\n')
    .map((line) => line.trim())
    .slice(1);
}

const route = `
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: hello, namespace: shop }
spec:
  target: { service: hello, port: 80 }
  rules: [{ hosts: [hello.example.com] }]
`;
const TO_DEPLOYMENT = '{ name: hello }';
const REQUESTS =
  "{ type: external-push, metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: hello } }";
const scaledBy = (trigger: string, target = TO_DEPLOYMENT) => `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: hello, namespace: shop }
spec:
  scaleTargetRef: ${target}
  maxReplicaCount: 10
  triggers: [${trigger}]
`;
const scaler = scaledBy(REQUESTS);
const workload = `
apiVersion: v1
kind: Service
metadata: { name: hello, namespace: shop }
spec: { selector: { app: hello }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: hello, namespace: shop }
spec:
  template:
    metadata: { labels: { app: hello } }
    spec:
      runtimeClassName: wasmtime-spin-v2
      containers: [{ name: hello, env: [{ name: CACHE, value: 'redis://:secret@redis.data:6379/0' }] }]
`;
const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: hello, namespace: keda }
spec:
  rules:
    - host: hello.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: keda-add-ons-http-interceptor-proxy, port: { number: 8080 } } } }] }
`;

test('an app behind the HTTP add-on, from the client to its store, without the credentials of the store', () => {
  expect(lines([scaler, workload, route, ingress].join('---'))).toStrictEqual([
    'n1(["client"])',
    'n7[("redis<br>redis.data:6379")]',
    'subgraph g1["keda"]',
    'n2["Ingress<br>hello"]',
    'n3{{"interceptor<br>keda-add-ons-http-interceptor-proxy"}}',
    'end',
    'subgraph g2["shop"]',
    'n4["InterceptorRoute<br>hello"]',
    'n5("Service<br>hello<br>port 80")',
    'n6[["Deployment<br>hello<br>runtime wasmtime-spin-v2"]]',
    'n8[/"ScaledObject<br>hello"/]',
    'end',
    'n1 -->|"hello.example.com"| n2',
    'n2 --> n3',
    'n3 -->|"hello.example.com"| n4',
    'n4 --> n5',
    'n5 --> n6',
    'n6 --> n7',
    'n8 ==>|"scales 0 to 10"| n6',
    'n4 --o|"requests"| n8',
  ]);
});

/** Dashed nodes and edges. */
function missing(yaml: string): string[] {
  const all = lines(yaml);
  const marked = all.at(-1)!.startsWith('class ') ? all.at(-1)!.split(' ')[1].split(',') : [];
  const isMarked = (line: string) => marked.some((id) => new RegExp(`^${id}\\W`).test(line)) && !/^n\d+ /.test(line);
  return all.filter((line) => line.includes(' -.->') || isMarked(line));
}

const NOT_HERE = 'not among these manifests';

test.each([
  [
    'a route without a way in, a Service and a scaler',
    route,
    [
      `n4("Service<br>hello<br>${NOT_HERE}")`,
      `n5[/"ScaledObject<br>a trigger for this route<br>${NOT_HERE}"/]`,
      'n2 -.->|"no Ingress or HTTPRoute among these manifests"| n3',
      'n1 -.-> n4',
      'n1 -.->|"requests"| n5',
    ],
  ],
  [
    'a scaler without its target and its route',
    scaler,
    [
      `n2[["Deployment<br>hello<br>${NOT_HERE}"]]`,
      `n3["InterceptorRoute<br>hello<br>${NOT_HERE}"]`,
      'n1 -.->|"scales 0 to 10"| n2',
      'n3 -.->|"requests"| n1',
    ],
  ],
  [
    'a target in another namespace',
    `${scaledBy('{ type: cpu, metadata: {} }')}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: hello, namespace: web }`,
    ['n3[["Deployment<br>hello<br>not here, but in namespace web"]]', 'n2 -.->|"scales 0 to 10"| n3'],
  ],
  [
    'a SpinApp as the target, which has no /scale',
    `apiVersion: core.spinkube.dev/v1alpha1
kind: SpinApp
metadata: { name: hello, namespace: shop }
spec: { image: 'ghcr.io/org/hello:v1', executor: spin }
---${scaledBy('{ type: cron, metadata: {} }', '{ apiVersion: core.spinkube.dev/v1alpha1, kind: SpinApp, name: hello }')}`,
    ['n2 -.->|"scales 0 to 10<br>SpinApp has no /scale"| n1'],
  ],
  [
    'an HTTPRoute without a ReferenceGrant, on a Gateway that is elsewhere',
    `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: hello, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  rules: [{ backendRefs: [{ name: keda-add-ons-http-interceptor-proxy, namespace: keda, port: 8080 }] }]`,
    [`n3["Gateway<br>public<br>${NOT_HERE}"]`, 'n1 -.-> n3', 'n3 -.-> n2', 'n2 -.->|"no ReferenceGrant"| n4'],
  ],
  ['a Service that selects no pods', workload.split('---')[0], [`n2[["pods<br>app=hello<br>${NOT_HERE}"]]`, 'n1 -.-> n2']],
  [
    'a trigger without its authentication',
    `${scaledBy('{ type: kafka, metadata: { topic: jobs }, authenticationRef: { name: kafka } }')}---${workload.split('---')[1]}`,
    [`n5[["TriggerAuthentication<br>kafka<br>${NOT_HERE}"]]`, 'n5 -.->|"credentials"| n3'],
  ],
])('dashes %s', (_, yaml, expected) => {
  expect(missing(yaml)).toStrictEqual(expected);
});

test('a SpinApp stands for its Deployment and its Service', () => {
  const app = `apiVersion: core.spinkube.dev/v1alpha1
kind: SpinApp
metadata: { name: hello, namespace: shop }
spec:
  image: ghcr.io/org/hello:v1
  executor: containerd-shim-spin
  runtimeConfig: { keyValueStores: [{ name: default, type: redis, options: [{ name: url, value: 'redis://redis:6379' }] }] }
`;
  expect(lines([app, scaler, route, ingress].join('---')).filter((line) => / (-|=|--o|-\.)/.test(line))).toStrictEqual([
    'n1 -->|"hello.example.com"| n2',
    'n2 --> n3',
    'n3 -->|"hello.example.com"| n4',
    'n4 --> n5',
    'n5 --> n6',
    'n7 ==>|"scales 0 to 10"| n5',
    'n4 --o|"requests"| n7',
  ]);
});

test('a Knative Service scales itself, and is called at its domain', () => {
  const service = `apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: wagi, namespace: shop }
spec: { template: { metadata: { annotations: { autoscaling.knative.dev/max-scale: "10" } }, spec: { containers: [{ image: a }] } } }
`;
  const domain = `apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata: { name: wagi.example.com, namespace: shop }
spec: { ref: { kind: Service, name: wagi, apiVersion: serving.knative.dev/v1 } }
`;
  const [node, group] = ['"Service<br>wagi<br>0 to 10 replicas on concurrency"', 'subgraph g1["shop"]'];
  expect(lines(service)).toStrictEqual(['n2(["client"])', group, `n1[[${node}]]`, 'end', 'n2 --> n1']);
  expect(lines(`${domain}---\n${service}`)).toStrictEqual([
    'n2(["client"])',
    group,
    'n1["DomainMapping<br>wagi.example.com"]',
    `n3[[${node}]]`,
    'end',
    'n2 --> n1',
    'n1 --> n3',
  ]);
});

test('a trigger measures a store that is among the manifests', () => {
  const redis = `apiVersion: v1
kind: Service
metadata: { name: redis, namespace: shop }
spec: { ports: [{ port: 6379 }] }
`;
  const worker = scaledBy("{ type: redis, metadata: { address: 'redis.shop:6379', listName: jobs } }");
  expect(lines([redis, worker, workload.split('---')[1]].join('---'))).toStrictEqual([
    'n3[("redis<br>redis.data:6379")]',
    'subgraph g1["shop"]',
    'n1("Service<br>redis<br>port 6379")',
    'n2[["Deployment<br>hello<br>runtime wasmtime-spin-v2"]]',
    'n4[/"ScaledObject<br>hello"/]',
    'n5>"redis trigger<br>jobs"]',
    'end',
    'n2 --> n3',
    'n4 ==>|"scales 0 to 10"| n2',
    'n1 --o n5',
    'n5 --o n4',
  ]);
});

test('an Ingress with many hosts shows three of them', () => {
  const many = ingress + [1, 2, 3, 4].map((index) => `    - host: h${index}.example.com\n`).join('');
  expect(lines(many)).toContain('n1 -->|"hello.example.com<br>h1.example.com<br>h2.example.com<br>and 2 more"| n2');
});

test('characters with a meaning in Mermaid or HTML are escaped', () => {
  const name = 'a"]<b>\n;#';
  expect(lines(JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } }))).toStrictEqual([
    'n1[["Deployment<br>a#34;#93;#60;b#62;#10;#59;#35;"]]',
  ]);
});

test('several sets of manifests have groups of their own', () => {
  const manifests = manifestsOf(workload.split('---')[1]);
  const cluster = clusterOf();
  const text = mermaid(
    graphOf([
      { manifests, cluster, title: 'dev' },
      { manifests, cluster, title: 'prod' },
    ]),
  );
  expect(text.match(/subgraph .*/g)).toStrictEqual(['subgraph g1["shop (dev)"]', 'subgraph g2["shop (prod)"]']);
});
