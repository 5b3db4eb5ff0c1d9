import type { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkInstance, checkInteger, checkPort, checkSeconds } from '../core/checks';
import { seconds } from '../core/durations';
import { fail } from '../core/errors';
import { isProbeHeader } from '../core/probe-header';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import type { Wire } from '../synth/manifest-of';

/** Timing and thresholds of a probe. */
export interface ProbeOptions {
  /**
   * Time from the start of the container to the first probe, in whole seconds. It adds to every cold start.
   *
   * @default - none; for a SpinApp 1 second, the minimum: its API defaults to 10, as its operator may for 0
   */
  readonly initialDelay?: Duration;

  /**
   * Interval between probes, in whole seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * Time after which a probe times out, in whole seconds.
   *
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * Consecutive successes for the probe to succeed after a failure. Must be 1 for liveness and startup probes.
   *
   * @default 1
   */
  readonly successThreshold?: number;

  /**
   * Consecutive failures for the probe to fail.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** Options of a probe that connects to a port. */
export interface PortProbeOptions extends ProbeOptions {
  /**
   * Port to connect to.
   *
   * @default - the container's port
   */
  readonly port?: number;
}

/** Options of an HTTP probe. */
export interface HttpProbeOptions extends PortProbeOptions {
  /**
   * Request headers by name.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/**
 * A check of a container by the kubelet, for readiness, liveness or startup.
 *
 * There are no exec probes, since a Wasm image has no shell.
 *
 * @example
 * new WasmApp(chart, 'hello', {
 *   image: 'ghcr.io/my-org/hello:v1',
 *   runtime: WasmRuntime.SLIGHT,
 *   replicas: 1,
 *   readinessProbe: Probe.httpGet('/healthz', { period: Duration.seconds(1) }),
 * });
 */
export class Probe {
  /** Succeeds if a GET request of the path returns a status from 200 to 399. */
  public static httpGet(path: string, options: HttpProbeOptions = {}): Probe {
    return new Probe('httpGet', options, path);
  }

  /** Succeeds if the port accepts a connection. */
  public static tcpSocket(options: PortProbeOptions = {}): Probe {
    return new Probe('tcpSocket', options);
  }

  /** Succeeds if the gRPC health service of the port returns SERVING. */
  public static grpc(options: PortProbeOptions = {}): Probe {
    return new Probe('grpc', options);
  }

  private constructor(
    private readonly kind: 'httpGet' | 'tcpSocket' | 'grpc',
    private readonly options: HttpProbeOptions,
    private readonly path?: string,
  ) {}

  /**
   * Renders the probe of a container.
   *
   * @internal
   */
  public _toKube(scope: IConstruct, prop: string, containerPort: number | undefined): Wire<k8s.Probe> {
    this.check(scope, prop);
    const port = this.options.port ?? containerPort;
    if (port === undefined) {
      const owner = prop.includes('.') ? prop.slice(0, prop.lastIndexOf('.')) : 'the app';
      fail(scope, `${prop} has no port to connect to: pass port to the probe, or port to ${owner}`);
    }
    return {
      ...(this.kind === 'httpGet' && { httpGet: { path: this.path, port, httpHeaders: this.headers() } }),
      ...(this.kind === 'tcpSocket' && { tcpSocket: { port } }),
      ...(this.kind === 'grpc' && { grpc: { port } }),
      ...this.timing(),
    };
  }

  /**
   * Renders the check of a SpinApp: HTTP only, always on the app's port. The initial delay is always rendered, since the API's default
   * of 10 seconds would add to every cold start. Headers are rendered even if empty: for omitted ones the operator's webhook writes null
   * (`json:"httpHeaders"` in api/v1alpha1/spinapp_types.go), which its CRD rejects.
   *
   * @internal
   */
  public _toSpinCheck(scope: IConstruct, prop: string) {
    this.check(scope, prop);
    if (this.kind !== 'httpGet') fail(scope, `${prop} must be an HTTP probe, the only kind a SpinApp supports: use Probe.httpGet()`);
    if (this.options.port !== undefined)
      fail(scope, `${prop} must not have a port (${this.options.port}): a SpinApp is probed on its own port, leave it out`);
    return {
      httpGet: { path: this.path!, httpHeaders: this.headers() ?? [] },
      ...this.timing(),
      initialDelaySeconds: Math.max(1, seconds(this.options.initialDelay) ?? 1),
    };
  }

  private check(scope: IConstruct, prop: string): void {
    checkProps(scope, prop, this.kind === 'httpGet' ? 'HttpProbeOptions' : 'PortProbeOptions', this.options);
    const { port, headers, initialDelay, period, timeout, successThreshold, failureThreshold } = this.options;
    if (this.kind === 'httpGet' && !(typeof this.path === 'string' && this.path.startsWith('/')))
      fail(scope, `${prop}.path (${show(this.path)}) must start with "/"`);
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (!isProbeHeader(name)) fail(scope, `${prop}.headers has ${show(name)}, which must be the name of an HTTP header`);
      if (typeof value !== 'string') fail(scope, `${prop}.headers.${name} (${show(value)}) must be a string: write ${show(String(value))}`);
    }
    checkPort(scope, `${prop}.port`, port);
    checkSeconds(scope, `${prop}.initialDelay`, initialDelay);
    checkSeconds(scope, `${prop}.period`, period, { min: 1 });
    checkSeconds(scope, `${prop}.timeout`, timeout, { min: 1 });
    checkInteger(scope, `${prop}.successThreshold`, successThreshold, { min: 1 });
    checkInteger(scope, `${prop}.failureThreshold`, failureThreshold, { min: 1 });
    if (!prop.endsWith('readinessProbe') && (successThreshold ?? 1) !== 1) {
      fail(scope, `${prop}.successThreshold (${successThreshold}) must be 1, the only value that Kubernetes allows: leave it out`);
    }
  }

  private headers(): { name: string; value: string }[] | undefined {
    const headers = this.options.headers;
    return headers && Object.entries(headers).map(([name, value]) => ({ name, value }));
  }

  private timing() {
    const { initialDelay, period, timeout, successThreshold, failureThreshold } = this.options;
    return {
      initialDelaySeconds: seconds(initialDelay),
      periodSeconds: seconds(period),
      timeoutSeconds: seconds(timeout),
      successThreshold,
      failureThreshold,
    };
  }
}

/** Fails unless the value is a Probe; an absent value passes. */
export function checkProbe(scope: IConstruct, prop: string, probe: Probe | undefined): void {
  if (probe !== undefined) checkInstance(scope, prop, probe, '_toKube', "a Probe, such as Probe.httpGet('/healthz')");
}
