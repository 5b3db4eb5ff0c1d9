import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SpinAppExecutor } from '../../imports/core.spinkube.dev';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/since';
import { DEFAULT_EXECUTOR } from '../cluster/spinkube';
import { checkAnnotations, checkBoolean, checkKeys, checkLabels, checkObject, checkSubdomain, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { checkNodeRuntime } from '../nodes/runtime-classes';
import { WasmRuntime } from '../pod/wasm-runtime';
import { manifestOf } from '../synth/manifest-of';
import { createObject } from '../synth/objects';
import { awaitProvider, executorKey, provide, runtimeClassKey } from '../synth/order';
import { operatorGroup } from './spin-app';

/** Where Spin sends its telemetry: addresses of OpenTelemetry collectors, such as `http://otel-collector.observability:4318`. */
export interface SpinTelemetry {
  /**
   * Address for everything that has none of its own.
   *
   * @default - none
   */
  readonly endpoint?: string;

  /**
   * Address for traces.
   *
   * @default - endpoint
   */
  readonly tracesEndpoint?: string;

  /**
   * Address for metrics.
   *
   * @default - endpoint
   */
  readonly metricsEndpoint?: string;

  /**
   * Address for logs.
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
   * @default containerd-shim-spin - the executor that apps name by default
   */
  readonly name?: string;

  /**
   * Spin as the nodes have it; its RuntimeClass is that of the apps' pods. Pass `runtime` of a ShimInstall or a WasmRuntimeClass.
   *
   * @default WasmRuntime.SPIN
   */
  readonly runtime?: WasmRuntime;

  /**
   * Image of Spin that runs the apps in ordinary containers, instead of a shim. Images of apps must then be public. Needs spin-operator 0.4 or newer.
   *
   * @default - none, the shim runs the apps
   */
  readonly spinImage?: string;

  /**
   * Secret with the certificate authorities that apps trust, in its key `ca-certificates.crt`. Needs spin-operator 0.2 or newer.
   *
   * @default - the operator's own
   */
  readonly caCertSecret?: string;

  /**
   * Whether the operator makes a Secret of the certificate authorities that it comes with. An app that calls https addresses needs some. Needs spin-operator 0.2 or
   * newer.
   *
   * @default - true, unless caCertSecret is given
   */
  readonly installDefaultCaCerts?: boolean;

  /**
   * Where Spin sends its telemetry. Needs spin-operator 0.3 or newer.
   *
   * @default - nowhere
   */
  readonly telemetry?: SpinTelemetry;

  /**
   * Whether the operator makes a Deployment of each app. An executor outside of Kubernetes runs the apps itself, and takes nothing but a name.
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

/** What says how Deployments are made. */
const CONFIG = ['runtime', 'spinImage', 'caCertSecret', 'installDefaultCaCerts', 'telemetry'] as const;

/**
 * A SpinAppExecutor: how the apps of its namespace are run. Each namespace with apps needs one.
 *
 * @see https://github.com/spinframework/spin-operator/blob/v0.6.1/api/v1alpha1/spinappexecutor_types.go
 */
export class SpinExecutor extends Construct {
  /** Name of the SpinAppExecutor, for the apps' `executor`. */
  public readonly name: string;

  /** The SpinAppExecutor. */
  public readonly executor: ApiObject;

  constructor(scope: Construct, id: string, props: SpinExecutorProps = {}) {
    super(scope, id);
    checkObject(this, 'props', props ?? null);
    this.name = props.name ?? DEFAULT_EXECUTOR;
    this.check(props);
    const { createDeployment = true, labels, annotations } = props;
    const { spec } = SpinAppExecutor.manifest({
      spec: { createDeployment, deploymentConfig: createDeployment ? this.renderConfig(props) : undefined },
    });
    const gvk = { apiVersion: `${operatorGroup(this)}/v1alpha1`, kind: 'SpinAppExecutor' };
    this.executor = createObject(this, 'Executor', manifestOf(gvk, { metadata: { name: this.name, labels, annotations }, spec })).object;
    if (createDeployment && props.spinImage === undefined)
      awaitProvider(this.executor, runtimeClassKey((props.runtime ?? WasmRuntime.SPIN).runtimeClassName));
    provide(this.executor, executorKey(this.executor.metadata.namespace, this.name));
  }

  private check(props: SpinExecutorProps): void {
    checkSubdomain(this, 'name', this.name);
    for (const prop of ['createDeployment', 'installDefaultCaCerts'] as const) checkBoolean(this, prop, props[prop]);
    const idle = CONFIG.find((prop) => props.createDeployment === false && props[prop] !== undefined);
    if (idle) fail(this, `${idle} says how a Deployment is made, and createDeployment is false: leave one of the two out`);
    if (props.spinImage !== undefined) checkText(this, 'spinImage', props.spinImage);
    if (props.runtime !== undefined) this.checkSpin(props.runtime);
    if (props.spinImage !== undefined && props.runtime !== undefined)
      fail(this, 'spinImage stands beside runtime, and the operator takes one of the two: leave the other out');
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
        `runtime (${show(runtimeClassName)}, ${runtimeType}) does not run Spin apps: pass WasmRuntime.SPIN, or the runtime of a ShimInstall of it`,
      );
  }

  private checkTelemetry(telemetry: SpinTelemetry | undefined): void {
    checkObject(this, 'telemetry', telemetry);
    if (telemetry === undefined) return;
    checkKeys(this, 'telemetry', telemetry, ['endpoint', 'tracesEndpoint', 'metricsEndpoint', 'logsEndpoint']);
    const given = Object.entries(telemetry).filter(([, value]) => value !== undefined);
    if (given.length === 0) fail(this, 'telemetry is empty: write endpoint, or leave telemetry out');
    for (const [name, value] of given) {
      if (typeof value !== 'string' || !/^https?:\/\/[^\s/]+/.test(value))
        fail(this, `telemetry.${name} (${show(value)}) must be an http or https address, such as http://otel-collector.observability:4318`);
    }
  }

  private renderConfig({ runtime = WasmRuntime.SPIN, spinImage, caCertSecret, installDefaultCaCerts, telemetry }: SpinExecutorProps) {
    const hasCerts = Platform.of(this)._atLeast('spinOperator', SINCE.spinOperator.installDefaultCACerts);
    return {
      ...(spinImage === undefined ? { runtimeClassName: runtime.runtimeClassName } : { spinImage }),
      caCertSecret,
      installDefaultCaCerts: installDefaultCaCerts ?? (hasCerts && caCertSecret === undefined ? true : undefined),
      otel: telemetry && {
        exporterOtlpEndpoint: telemetry.endpoint,
        exporterOtlpTracesEndpoint: telemetry.tracesEndpoint,
        exporterOtlpMetricsEndpoint: telemetry.metricsEndpoint,
        exporterOtlpLogsEndpoint: telemetry.logsEndpoint,
      },
    };
  }
}
