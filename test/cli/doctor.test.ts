import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../../lib/cli/command';
import { main } from '../../lib/cli/main';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../doctor/api-server';
import { changed, objectsOf, WELL } from '../doctor/snapshots';

// biome-ignore lint/suspicious/noExplicitAny: plain data of any shape
type Any = any;

const before = process.cwd();
let directory: string;
const running: ApiServer[] = [];

// the first run loads the rules
jest.setTimeout(60_000);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-doctor-'));
  process.chdir(directory);
});
afterAll(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function run(args: string[], options: ApiServerOptions | string = {}, isTTY = false) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ isTTY, write: (text) => (written[name] += text) });
  let url = '';
  if (typeof options === 'string') url = options;
  else {
    running.push(await startApiServer(options));
    url = running.at(-1)!.url;
  }
  writeFileSync(
    'kubeconfig',
    `clusters: [{ name: k, cluster: { server: '${url}' } }]\nusers: [{ name: u, user: { token: t } }]\ncontexts: [{ name: c, context: { cluster: k, user: u } }]\ncurrent-context: c\n`,
  );
  const status = await main({
    args: ['doctor', '--kubeconfig', 'kubeconfig', ...args],
    env: {},
    stdout: output('stdout'),
    stderr: output('stderr'),
  });
  return { status, stdout: written.stdout.replaceAll(url, 'URL'), stderr: written.stderr.replaceAll(url, 'URL') };
}

const APP = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { name: web }
  triggers: [{ type: redis, metadata: { address: 'redis.shop.svc:6379' }, authenticationRef: { name: login } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template: { spec: { runtimeClassName: wasmtime-spin-v2, containers: [{ name: web, image: a, env: [{ name: A, valueFrom: { secretKeyRef: { name: password, key: value } } }] }] } }
`;

test('a cluster that is well exits 0, and its apps, releases and options are on one page', async () => {
  expect(await run([], { objects: objectsOf(`${WELL}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n`) })).toStrictEqual({
    status: 0,
    stderr: '',
    stdout: `Cluster URL

  Kubernetes 1.37.2 (supported 1.28 to 1.37): /version
  KEDA 2.21.0 (supported 2.14 to 2.21): Deployment keda/keda-operator
  KEDA HTTP add-on 0.16.0 (supported 0.8 to 0.16): Deployment keda/keda-add-ons-http-interceptor
  --platform kubernetes=1.37.2,keda=2.21.0,httpAddOn=0.16.0

RuntimeClasses
  wasmtime-spin-v2: handler spin-v2, 1 node, 1 have the handler

Requirements
  cannot tell  Gateway API 1.6: its CRDs are served, and name no release
    needed by HTTPRoute shop/web
  there        an implementation of the Gateway API: GatewayClass envoy of gateway.envoyproxy.io/gatewayclass-controller
  there        an ingress controller of class traefik: IngressClass traefik of traefik.io/ingress-controller
  there        KEDA 2.21: 2.21.0 (Deployment keda/keda-operator)
  there        KEDA HTTP add-on 0.16: 0.16.0 (Deployment keda/keda-add-ons-http-interceptor)
  there        httproutes.gateway.networking.k8s.io v1: serves v1
  there        interceptorroutes.http.keda.sh v1beta1: serves v1beta1
  there        scaledobjects.keda.sh v1alpha1: serves v1alpha1
  there        Pod Security Standard of namespace shop: baseline at most: namespace shop has no label pod-security.kubernetes.io/enforce
  there        Gateway infra/public (a listener that allows routes of namespace shop): it exists
  there        IngressClass traefik: it exists
  there        Namespace shop: it exists
  there        ReferenceGrant keda/(from HTTPRoute in shop to Service keda-add-ons-http-interceptor-proxy): ReferenceGrant keda/shop
  there        RuntimeClass wasmtime-spin-v2: handler spin-v2

Apps
  shop/web (ScaledObject shop/web, InterceptorRoute shop/web), 1 of 1 replica ready: no findings

1 requirement that could not be told in 1 app
`,
  });
});

test('manifests are compared with the cluster: what is missing comes first, with the commands', async () => {
  writeFileSync('app.yaml', APP);
  const { status, stdout } = await run(['--format', 'json', 'app.yaml'], {
    objects: objectsOf(`${WELL}---\napiVersion: v1\nkind: Secret\nmetadata: { name: password, namespace: shop }\n`),
  });
  expect(status).toBe(1);
  const report = JSON.parse(stdout);
  expect(report.requirements.map(({ state, seen, requirement: { name } }: Any) => [state, name, seen])).toStrictEqual([
    ['missing', 'shop', 'it does not exist'],
    ['missing', 'login', 'it does not exist'],
    ['missing', 'redis.shop.svc:6379', 'there is no Service shop/redis'],
    ['unknown', 'Pod Security Standard of namespace shop: baseline at most', 'there is no namespace shop yet'],
    ['there', 'KEDA', '2.21.0 (Deployment keda/keda-operator)'],
    ['there', 'scaledobjects.keda.sh', 'serves v1alpha1'],
    ['there', 'wasmtime-spin-v2', 'handler spin-v2'],
    ['there', 'password', 'it exists; key value was not read'],
  ]);
  expect(report.apps.map(({ app }: Any) => app)).toStrictEqual(['shop/web']);
  expect(report.summary).toStrictEqual({ errors: 0, warnings: 0, notes: 0, missing: 3, unknown: 1 });
});

test.each([
  ['baseline', 'there'],
  ['restricted', 'missing'],
])('a namespace that enforces the %s standard is compared with what its pods meet', async (level, state) => {
  writeFileSync('app.yaml', APP);
  const namespace = `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: ${level} } }\n`;
  const { stdout } = await run(['--format', 'json', 'app.yaml'], { objects: objectsOf(`${WELL}${namespace}`) });
  const { requirements } = JSON.parse(stdout);
  const { state: seenState, seen } = requirements.find(({ requirement }: Any) => requirement.name.startsWith('Pod Security'));
  expect([seenState, seen]).toStrictEqual([state, `namespace shop enforces ${level}`]);
});

test('a finding is printed with what is seen, the reason and the remedy, and exits 1', async () => {
  const objects = changed({ 'RuntimeClass wasmtime-spin-v2': (runtimeClass: Any) => (runtimeClass.handler = 'spin') });
  const { status, stdout } = await run(['--app', 'web'], { objects });
  expect(status).toBe(1);
  expect(stdout).toContain(`Apps
  shop/web (ScaledObject shop/web, InterceptorRoute shop/web), 1 of 1 replica ready
    error Deployment shop/web: no node has the RuntimeClass's handler [runtimes/no-handler]
      seen: RuntimeClass wasmtime-spin-v2 has handler spin, and every node has only runc, spin-v2
      why: The handler of a RuntimeClass is the name of a runtime in containerd's configuration; another name is not looked for.
      $ kubectl get nodes -o custom-columns=NAME:.metadata.name,HANDLERS:.status.runtimeHandlers[*].name
      - install the shim on the nodes and restart containerd, or let the RuntimeClass name a runtime that they have: runc, spin-v2
`);
});

test('an Ingress to the interceptor belongs to the app behind it, not to the interceptor, which KEDA scales as well', async () => {
  const interceptor =
    '---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: interceptor, namespace: keda }\nspec: { scaleTargetRef: { name: keda-add-ons-http-interceptor-proxy } }\n';
  const ingress = WELL.split('---').filter((object) => /kind: Ingress\n/.test(object));
  writeFileSync('web.yaml', [APP, ...ingress].join('---'));
  const { stdout } = await run(['--format', 'json', 'web.yaml'], { objects: changed({}, interceptor) });
  expect(JSON.parse(stdout).apps.map(({ app }: Any) => app)).toStrictEqual(['shop/web']);
});

test('one app is reported with its own requirements alone', async () => {
  const other = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: other, namespace: default }
spec: { scaleTargetRef: { name: other }, triggers: [{ type: redis, metadata: { address: 'redis.default.svc:6379' } }] }
`;
  const missing = async (...args: string[]) => {
    const { stdout } = await run(['--format', 'json', ...args], { objects: changed({}, other) });
    return JSON.parse(stdout).requirements.flatMap(({ state, requirement: { name } }: Any) => (state === 'missing' ? [name] : []));
  };
  expect(await missing('--app', 'other')).toStrictEqual(['other', 'redis.default.svc:6379']);
  expect(await missing('--app', 'web')).not.toContain('redis.default.svc:6379');
});

test('objects of the manifests that are not there are reported beside other apps, unless one app is asked for', async () => {
  writeFileSync('app.yaml', `${APP}---\napiVersion: v1\nkind: Service\nmetadata: { name: absent, namespace: shop }\n`);
  const other = '---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: other, namespace: keda }\nspec: {}\n';
  const ids = async (...args: string[]) => {
    const { stdout } = await run(['--format', 'json', ...args, 'app.yaml'], { objects: changed({}, other) });
    const { findings, summary } = JSON.parse(stdout);
    return [findings.map(({ id }: Any) => id), summary.errors];
  };
  expect(await ids()).toStrictEqual([['platform/not-applied'], 1]);
  expect(await ids('--app', 'web')).toStrictEqual([[], 0]);
});

test('Markdown has the same findings, and the commands in blocks', async () => {
  const objects = changed({ 'RuntimeClass wasmtime-spin-v2': null });
  const { stdout } = await run(['--format', 'markdown'], { objects });
  expect(stdout).toContain('### error: Deployment shop/web: the RuntimeClass does not exist\n\nSeen: runtimeClassName is wasmtime-spin-v2');
  expect(stdout).toContain('```sh\nkubectl get runtimeclass,shims.runtime.spinkube.dev\n```');
});

test('what is not permitted is listed with the command that permits it, and is not missing', async () => {
  writeFileSync('app.yaml', APP);
  const { stdout } = await run(['app.yaml'], { objects: objectsOf(WELL), forbidden: /\/(nodes|runtimeclasses|secrets)\b/ });
  expect(stdout).toContain('  cannot tell  Secret shop/password (key value): no permission to read it\n');
  expect(stdout).toContain('  cannot tell  RuntimeClass wasmtime-spin-v2: no permission to read it\n');
  expect(stdout).toContain(
    `Not read
  nodes: not permitted
  runtimeclasses.node.k8s.io: not permitted
  secrets in namespace shop: not permitted
  $ kubectl create clusterrole cdk8s-wasm-doctor --verb get,list --resource nodes,runtimeclasses.node.k8s.io,secrets
`,
  );
  expect(stdout).not.toContain('[runtimes/no-class]');
});

test('a user who may read one namespace alone gets the report of that namespace', async () => {
  const { stdout } = await run(['--namespace', 'shop'], {
    objects: objectsOf(WELL),
    forbidden: /^\/apis\/[^/]+\/v\w+\/(deployments|services|endpointslices)$|^\/api\/v1\/services$/,
  });
  expect(stdout).toContain('  shop/web (ScaledObject shop/web, InterceptorRoute shop/web), 1 of 1 replica ready: no findings\n');
  expect(stdout).toContain('  deployments.apps outside of namespace shop: not permitted\n');
});

test('only GET requests are sent, and no Secret is read in full', async () => {
  writeFileSync('app.yaml', APP);
  await run(['app.yaml'], { objects: objectsOf(WELL) });
  const [{ requests, headers }] = running;
  expect(requests.filter((request) => !request.startsWith('GET '))).toStrictEqual([]);
  const secrets = requests.flatMap((request, index) => (request.includes('/secrets') ? [headers[index].accept] : []));
  expect(new Set(secrets)).toStrictEqual(new Set(['application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1']));
});

test('lists of several pages are read in full', async () => {
  const { status } = await run([], { objects: changed({}), pageSize: 1 });
  expect(status).toBe(1); // the namespace shop is missing, and nothing else
});

test.each<[title: string, args: string[], options: ApiServerOptions | string, stderr: string]>([
  [
    'nothing listens',
    [],
    'http://127.0.0.1:1',
    'cdk8s-wasm: URL: refuses the connection: is the cluster running? (see cdk8s-wasm doctor --help)\n',
  ],
  [
    'the server does not answer in time',
    ['--timeout', '0.1'],
    { intercept: () => true },
    'cdk8s-wasm: URL: does not answer within 0.1 s: is it the address of the cluster? (see cdk8s-wasm doctor --help)\n',
  ],
  [
    'there is no such context',
    ['--context', 'x'],
    {},
    'cdk8s-wasm: kubeconfig: there is no context "x": did you mean c? (see cdk8s-wasm doctor --help)\n',
  ],
  [
    'no app has the name',
    ['--app', 'wob'],
    { objects: objectsOf(WELL) },
    'cdk8s-wasm: no app is named "wob": there are shop/web (see cdk8s-wasm doctor --help)\n',
  ],
  [
    'the format is unknown',
    ['--format', 'jsn'],
    {},
    'cdk8s-wasm: --format "jsn" must be one of text, json, markdown: did you mean json? (see cdk8s-wasm doctor --help)\n',
  ],
  [
    'the namespace is no name',
    ['--namespace', 'A'],
    {},
    'cdk8s-wasm: --namespace "A" must be a DNS label: lower-case letters, digits and hyphens (see cdk8s-wasm doctor --help)\n',
  ],
  ['a file does not exist', ['nowhere.yaml'], {}, 'nowhere.yaml: does not exist\n'],
])('exits 2 where %s', async (_, args, options, stderr) => {
  expect(await run(args, options)).toStrictEqual({ status: 2, stdout: '', stderr });
});
