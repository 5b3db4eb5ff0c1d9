import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { spinAppExecutorKind } from '../cluster/kinds';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { DEFAULT_EXECUTOR } from '../cluster/spinkube';
import { checkAnnotations, checkBoolean, checkLabels, checkSubdomain } from '../core/checks';
import { fail } from '../core/errors';
import { checkImage } from '../core/image';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { checkNodeRuntime } from '../nodes/runtime-classes';
import { WasmRuntime } from '../pod/wasm-runtime';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import { scopeOf } from '../synth/new-construct';
import { awaitProvider, executorKey, provide, runtimeClassKey } from '../synth/order';
import { operatorGroup } from './spin-app';

/** OTLP endpoints of Spin's telemetry, such as `http://otel-collector.observability:4318`. */
export interface SpinTelemetry {
  /**
   * Default endpoint of all signals.
   *
   * @default - none
   */
  readonly endpoint?: string;

  /**
   * Endpoint for traces.
   *
   * @default - endpoint
   */
  readonly tracesEndpoint?: string;

  /**
   * Endpoint for metrics.
   *
   * @default - endpoint
   */
  readonly metricsEndpoint?: string;

  /**
   * Endpoint for logs.
   *
   * @default - endpoint
   */
  readonly logsEndpoint?: string;
}

/** Properties of a SpinExecutor. */
export interface SpinExecutorProps {
  /**
   * Name of the SpinAppExecutor.
   *
   * @default containerd-shim-spin - the default executor of apps
   */
  readonly name?: string;

  /**
   * Spin runtime of the nodes; the pods of apps use its RuntimeClass. Pass `runtime` of a ShimInstall or a WasmRuntimeClass.
   *
   * @default WasmRuntime.SPIN
   */
  readonly runtime?: WasmRuntime;

  /**
   * Image of Spin that runs the apps in ordinary containers, in place of a shim. The images of the apps must then be public.
   * Needs spin-operator 0.4 or newer.
   *
   * @default - none, the shim runs the apps
   */
  readonly spinImage?: string;

  /**
   * Name of the Secret with the CA certificates that apps trust, in the key `ca-certificates.crt`. Needs spin-operator 0.2 or newer.
   *
   * @default - the Secret that the operator creates
   */
  readonly caCertSecret?: string;

  /**
   * Whether the operator creates a Secret with its default CA certificates. An app needs CA certificates to call https URLs. Needs
   * spin-operator 0.2 or newer.
   *
   * @default - true, unless caCertSecret is given
   */
  readonly installDefaultCaCerts?: boolean;

  /**
   * Endpoints to which Spin sends telemetry. Needs spin-operator 0.3 or newer.
   *
   * @default - none, Spin sends no telemetry
   */
  readonly telemetry?: SpinTelemetry;

  /**
   * Whether the operator creates a Deployment for each app. An executor without Deployments runs the apps outside of Kubernetes,
   * and takes no settings of a Deployment.
   *
   * @default true
   */
  readonly createDeployment?: boolean;

  /**
   * Labels of the SpinAppExecutor.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the SpinAppExecutor.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** Settings of the Deployments that the operator creates. */
const CONFIG = ['runtime', 'spinImage', 'caCertSecret', 'installDefaultCaCerts', 'telemetry'] as const;

/**
 * A SpinAppExecutor, by which the operator runs the apps of its namespace. Each namespace with apps needs one.
 *
 * @example
 * const executor = new SpinExecutor(chart, 'executor', { runtime: WasmRuntime.SPIN });
 * new SpinAppScaled(chart, 'hello', { image: 'ghcr.io/my-org/hello:v1', executor: executor.name, replicas: 1 });
 *
 * @see https://github.com/spinframework/spin-operator/blob/v0.6.1/api/v1alpha1/spinappexecutor_types.go
 */
export class SpinExecutor extends Construct {
  /** Name of the SpinAppExecutor, for the apps' `executor`. */
  public readonly name: string;

  /** The SpinAppExecutor. */
  public readonly executor: ApiObject;

  constructor(scope: Construct, id: string, props: SpinExecutorProps = {}) {
    super(scopeOf('SpinExecutor', scope, id), id);
    checkProps(this, '', 'SpinExecutorProps', props);
    this.name = props.name ?? DEFAULT_EXECUTOR;
    this.check(props);
    const { createDeployment = true, labels, annotations } = props;
    const manifest = manifestOf(spinAppExecutorKind(operatorGroup(this)), {
      metadata: { name: this.name, labels, annotations },
      spec: { createDeployment, deploymentConfig: createDeployment ? this.renderConfig(props) : undefined },
    });
    this.executor = createObject(this, 'Executor', manifest);
    if (createDeployment && props.spinImage === undefined)
      awaitProvider(this.executor, runtimeClassKey((props.runtime ?? WasmRuntime.SPIN).runtimeClassName));
    provide(this.executor, executorKey(this.executor.metadata.namespace, this.name));
  }

  private check(props: SpinExecutorProps): void {
    checkSubdomain(this, 'name', this.name);
    for (const prop of ['createDeployment', 'installDefaultCaCerts'] as const) checkBoolean(this, prop, props[prop]);
    const unused = CONFIG.find((prop) => props.createDeployment === false && props[prop] !== undefined);
    if (unused) fail(this, `${unused} is a setting of the Deployments, and createDeployment is false: leave one of the two out`);
    if (props.spinImage !== undefined) checkImage(this, 'spinImage', props.spinImage);
    if (props.runtime !== undefined) this.checkSpin(props.runtime);
    if (props.spinImage !== undefined && props.runtime !== undefined)
      fail(this, 'spinImage and runtime exclude each other: leave one of the two out');
    if (props.caCertSecret !== undefined) checkSubdomain(this, 'caCertSecret', props.caCertSecret);
    this.checkTelemetry(props.telemetry);
    checkLabels(this, 'labels', props.labels);
    checkAnnotations(this, 'annotations', props.annotations);
    const require = (field: 'caCertSecret' | 'installDefaultCACerts' | 'otel' | 'spinImage', prop: string, value: unknown) =>
      Platform.of(this)._require(this, 'spinOperator', SINCE.spinOperator[field], prop, value);
    require('spinImage', 'spinImage', props.spinImage);
    require('caCertSecret', 'caCertSecret', props.caCertSecret);
    require('installDefaultCACerts', 'installDefaultCaCerts', props.installDefaultCaCerts);
    require('otel', 'telemetry', props.telemetry);
  }

  private checkSpin(runtime: WasmRuntime): void {
    checkNodeRuntime(this, runtime);
    const { runtimeType, runtimeClassName } = runtime;
    if (/^io\.containerd\.(?!spin\.)/.test(runtimeType))
      fail(
        this,
        `runtime (${show(runtimeClassName)}, ${runtimeType}) does not run Spin apps: ` +
          'pass WasmRuntime.SPIN, or the runtime of a ShimInstall of Spin',
      );
  }

  private checkTelemetry(telemetry: SpinTelemetry | undefined): void {
    if (telemetry === undefined) return;
    const given = Object.entries(telemetry).filter(([, value]) => value !== undefined);
    if (given.length === 0) fail(this, 'telemetry is empty: pass endpoint, or leave telemetry out');
    for (const [name, value] of given) {
      if (typeof value !== 'string' || !/^https?:\/\/[^\s/]+/.test(value))
        fail(this, `telemetry.${name} (${show(value)}) must be an http or https URL, such as http://otel-collector.observability:4318`);
    }
  }

  private renderConfig({ runtime = WasmRuntime.SPIN, spinImage, caCertSecret, installDefaultCaCerts, telemetry }: SpinExecutorProps) {
    const hasCerts = Platform.of(this)._atLeast('spinOperator', SINCE.spinOperator.installDefaultCACerts);
    return {
      ...(spinImage === undefined ? { runtimeClassName: runtime.runtimeClassName } : { spinImage }),
      caCertSecret,
      installDefaultCACerts: installDefaultCaCerts ?? (hasCerts && caCertSecret === undefined ? true : undefined),
      otel: telemetry && {
        exporter_otlp_endpoint: telemetry.endpoint,
        exporter_otlp_traces_endpoint: telemetry.tracesEndpoint,
        exporter_otlp_metrics_endpoint: telemetry.metricsEndpoint,
        exporter_otlp_logs_endpoint: telemetry.logsEndpoint,
      },
    };
  }
}
