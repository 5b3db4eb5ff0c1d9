import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { DEFAULT_PORT, RESERVED_PORTS, RESERVED_VARIABLES } from '../cluster/knative';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { checkLabels, checkNotEmpty, checkObject, checkObjects, checkPort, checkTexts } from '../core/checks';
import { fail } from '../core/errors';
import { type AppProps, checkApp } from '../pod/app-props';
import { RESTRICTED_POD, WASM_REQUESTS } from '../pod/defaults';
import { checkNonRoot, renderEnv, renderResources, restrictedContainer } from '../pod/pod-parts';
import { checkProbe, type Probe } from '../pod/probe';
import { checkTolerations, renderTolerations } from '../pod/tolerations';
import { renderMounts, renderVolumes } from '../pod/volumes';
import type { Wire } from '../synth/manifest-of';
import { checkFieldReferences, checkSecurityContext, checkVolumes, requireFeature } from './features';

/** Pod settings of an app that Knative runs. */
export interface KnativePodProps extends AppProps {
  /**
   * Port the image listens on: on all addresses, or on 127.0.0.1 without a liveness or startup probe.
   *
   * @default 8080 - the default of Knative
   */
  readonly port?: number;

  /**
   * Command in place of the image's entrypoint.
   *
   * @default - the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Arguments in place of those of the image. WAGI listens on port 3000 by default: include `-l 0.0.0.0:8080` in the arguments, or
   * pass port.
   *
   * @default - the arguments of the image
   */
  readonly args?: string[];

  /**
   * Probe that runs until the app has started.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * Volumes of the pod: Secrets, ConfigMaps, projected volumes and emptyDirs; other types need a flag among the platform's
   * knativeFeatures. Each volume must be mounted.
   *
   * @default - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Mounts of the volumes in the container of the app.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Labels of the nodes that may run the pods. Needs the flag `kubernetes.podspec-nodeselector` among the platform's knativeFeatures.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints that the pods tolerate. Needs the flag `kubernetes.podspec-tolerations` among the platform's knativeFeatures.
   *
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * Security settings of the container, merged over those of the Restricted Pod Security Standard.
   *
   * @default - Restricted, as user and group 65532
   */
  readonly securityContext?: k8s.SecurityContext;
}

/** Fails for pod settings that Knative rejects. */
export function checkKnativePod(scope: IConstruct, props: KnativePodProps): void {
  checkApp(scope, props);
  checkProbe(scope, 'startupProbe', props.startupProbe);
  Platform.of(scope)._require(scope, 'knative', SINCE.knative.startupProbe, 'startupProbe', props.startupProbe);
  checkObject(scope, 'securityContext', props.securityContext);
  checkLabels(scope, 'nodeSelector', props.nodeSelector);
  checkPort(scope, 'port', props.port);
  if (props.port !== undefined && RESERVED_PORTS.includes(props.port)) {
    fail(scope, `port (${props.port}) is reserved by Knative (${RESERVED_PORTS.join(', ')}): pass another port`);
  }
  for (const prop of ['command', 'args'] as const) {
    checkNotEmpty(scope, prop, props[prop], "leave it out for the image's");
    checkTexts(scope, prop, props[prop]);
  }
  for (const name of RESERVED_VARIABLES) {
    if (props.env?.[name] !== undefined) fail(scope, `env.${name} is reserved by Knative: leave it out or rename it`);
  }
  for (const prop of ['volumes', 'volumeMounts'] as const) checkObjects(scope, prop, props[prop]);
  checkTolerations(scope, 'tolerations', props.tolerations);
  checkVolumes(scope, props.volumes, props.volumeMounts);
  checkSecurityContext(scope, props.securityContext);
  checkNonRoot(scope, 'securityContext', { ...(RESTRICTED_POD as k8s.SecurityContext), ...props.securityContext });
  requireFeature(scope, 'kubernetes.podspec-nodeselector', 'nodeSelector', props.nodeSelector);
  requireFeature(scope, 'kubernetes.podspec-tolerations', 'tolerations', props.tolerations);
}

/** Renders the pod spec of a revision, without the fields that only Knative has. */
export function renderKnativePod(scope: IConstruct, name: string, props: KnativePodProps) {
  const env = renderEnv(scope, 'env', props.env);
  checkFieldReferences(scope, env);
  const port = props.port ?? DEFAULT_PORT;
  const readinessProbe = props.readinessProbe?._toKube(scope, 'readinessProbe', port);
  if (readinessProbe) checkReadiness(scope, readinessProbe);
  const container: Wire<k8s.Container> = {
    name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy,
    command: props.command,
    args: props.args,
    env,
    ports: [{ containerPort: port }],
    readinessProbe,
    livenessProbe: props.livenessProbe?._toKube(scope, 'livenessProbe', port),
    startupProbe: props.startupProbe?._toKube(scope, 'startupProbe', port),
    resources: renderResources(props.resources ?? WASM_REQUESTS),
    volumeMounts: renderMounts(props.volumeMounts),
    // on the container, since Knative accepts the security context of the pod only behind a flag
    securityContext: { ...RESTRICTED_POD, ...restrictedContainer(props.securityContext) } as Wire<k8s.SecurityContext>,
  };
  return {
    nodeSelector: props.nodeSelector && { ...props.nodeSelector },
    tolerations: renderTolerations(props.tolerations),
    volumes: renderVolumes(props.volumes),
    containers: [container],
  };
}

/** Fails for settings of a readiness probe that Knative rejects without a period, since it then probes many times a second by itself. */
function checkReadiness(scope: IConstruct, probe: Wire<k8s.Probe>): void {
  if (probe.periodSeconds !== undefined) return;
  const given = { timeout: probe.timeoutSeconds, failureThreshold: probe.failureThreshold };
  for (const [prop, value] of Object.entries(given)) {
    if (value !== undefined) {
      fail(scope, `readinessProbe.${prop} (${value}) is rejected by Knative without a period: pass period, or leave ${prop} out`);
    }
  }
}
