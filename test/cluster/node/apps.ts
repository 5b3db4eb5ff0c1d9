/** The apps that run on the node, written with the constructs as a user writes them. */
import { App, Chart, Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import {
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  type HttpScaledWasmProps,
  KnativeMetric,
  KnativeWagiService,
  type KnativeWagiServiceProps,
  Platform,
  type PlatformProps,
  RedisAddress,
  SpinAppScaled,
  type SpinAppScaledProps,
  SpinExecutor,
  Trigger,
  WasmRuntime,
  WasmRuntimeClass,
} from '../../../lib';
import { SINCE } from '../../../lib/cluster/releases';
import { compareVersions } from '../../../lib/cluster/supported-versions';
import type { Applied } from '../client';
import { KUBERNETES_VERSION } from '../programs';
import type { Component } from './components/component';
import { HTTP_ADD_ON } from './components/http-add-on';
import { KEDA } from './components/keda';
import { KNATIVE } from './components/knative';
import { SPIN_OPERATOR } from './components/spin-operator';

const minorOf = (version: string) => (/\d+\.\d+/.exec(version) as RegExpExecArray)[0];
const minor = ({ version }: Component) => minorOf(version);

/** What a user declares of the cluster of this node. */
export const PLATFORM: PlatformProps = {
  kubernetes: minorOf(KUBERNETES_VERSION),
  keda: minor(KEDA),
  httpAddOn: minor(HTTP_ADD_ON),
  spinOperator: minor(SPIN_OPERATOR),
  knative: minor(KNATIVE),
};

export const HTTP_ADD_ON_VERSION = minor(HTTP_ADD_ON);

/** Whether the HTTP add-on of this node has InterceptorRoutes. */
export const HAS_ROUTES = compareVersions(HTTP_ADD_ON_VERSION, SINCE.httpAddOn.routes) >= 0;

/** What `cdk8s synth` would write for the cluster of this node. */
export function synthesized(define: (app: App) => void, platform: PlatformProps = {}): Applied[] {
  const app = new App();
  Platform.target(app, { ...PLATFORM, ...platform });
  define(app);
  return app.charts.flatMap((chart) => chart.toJson()) as Applied[];
}

export const HELLO_IMAGE = 'docker.io/cdk8s-wasm/hello:v1';
/** Milliseconds that a request takes in an app that is to be loaded: requests in flight are what the add-on and Knative count. */
export const WORK_MS = 300;

/** How often the HPA controller of the node looks; 15 s by default. */
export const HPA_SYNC_PERIOD = '5s';

/** Whether the KEDA of this node gives an HPA the metric of a route that comes after the ScaledObject. */
export const WAITS_FOR_ROUTES = compareVersions(minor(KEDA), SINCE.keda.lateRoute) >= 0;

/** For an app that works: an interceptor without InterceptorRoutes waits 500 ms for the first byte, which a busy machine may exceed. */
export const PATIENT: Pick<HttpScaledWasmProps, 'responseHeaderTimeout'> = HAS_ROUTES
  ? {}
  : { responseHeaderTimeout: Duration.seconds(10) };

/** Time to zero and time to more are short, so that a person or a test need not wait for minutes. */
export const SHORT = { cooldown: Duration.seconds(5), pollingInterval: Duration.seconds(2) };

/** For the labels of what was measured with it. */
export const SHORT_TEXT = `cooldown ${SHORT.cooldown.toSeconds()} s, polling ${SHORT.pollingInterval.toSeconds()} s`;

/** The three RuntimeClasses of the handlers on the node. */
export function runtimeClasses(): Applied[] {
  return synthesized((app) => {
    const chart = new Chart(app, 'runtimes');
    for (const runtime of [WasmRuntime.WASMTIME, WasmRuntime.SPIN])
      new WasmRuntimeClass(chart, runtime.handler, { runtime, nodeSelector: { 'example.com/wasm': 'true' } });
  });
}

/** An app of path 1 in namespace default. */
export function httpApp(name: string, props: Partial<HttpScaledWasmProps> = {}, platform: PlatformProps = {}): Applied[] {
  return synthesized((app) => {
    new HttpScaledWasm(new Chart(app, name, { namespace: 'default' }), name, {
      image: HELLO_IMAGE,
      runtime: WasmRuntime.WASMTIME,
      port: 8080,
      hosts: [`${name}.example.com`],
      metrics: [HttpMetric.concurrency(10)],
      maxReplicas: 6,
      exposure: Exposure.ingress({ className: 'contour' }),
      ...SHORT,
      ...props,
    });
  }, platform);
}

/** The Redis list that path 2 scales on. */
export const QUEUE = 'orders';

export function redisTrigger(): Trigger {
  return Trigger.redis({ store: RedisAddress.external({ host: 'redis-master.rust-slight' }), listName: QUEUE, listLength: 5 });
}

/** An app of path 2 in namespace default, with the executor that it needs. */
export function spinApp(name: string, props: Partial<SpinAppScaledProps> = {}): Applied[] {
  return synthesized((app) => {
    const chart = new Chart(app, name, { namespace: 'default' });
    const { name: executor } = new SpinExecutor(chart, 'executor', { runtime: WasmRuntime.SPIN });
    new SpinAppScaled(chart, name, { image: HELLO_IMAGE, executor, maxReplicas: 5, ...SHORT, ...props });
  });
}

/** An app of path 3 in namespace default. */
export function wagiApp(name: string, props: Partial<KnativeWagiServiceProps> = {}): Applied[] {
  return synthesized((app) => {
    new KnativeWagiService(new Chart(app, name, { namespace: 'default' }), name, {
      image: 'registry.cn-hangzhou.aliyuncs.com/denverdino/knative-wagi:0.8.1-with-cache',
      modules: [{ route: '/', module: '/modules/hello.wasm' }],
      metric: KnativeMetric.concurrency(5),
      env: { DELAY_MS: EnvValue.fromValue(String(WORK_MS)) },
      minReplicas: 0,
      maxReplicas: 10,
      ...props,
    });
  });
}
