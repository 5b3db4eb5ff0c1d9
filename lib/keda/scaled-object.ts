import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import type { ScaledObjectProps } from '../../imports/keda.sh';
import { DEPLOYMENT, SCALED_OBJECT } from '../cluster/kinds';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { seconds } from '../core/durations';
import { fail } from '../core/errors';
import { createObject } from '../synth/create-object';
import { manifestOf, type Wire } from '../synth/manifest-of';
import { renderScalingRules } from './hpa-behavior';
import { fallbackBreach } from './scalers/fallback-metric-types';
import { checkNames, checkScaling, checkTriggers, minReplicasOf, type ScalingProps } from './scaling';
import type { Trigger } from './triggers';
import type { RenderedTrigger } from './triggers/rendered-trigger';

/** The target of a ScaledObject. */
export interface ScaleTarget {
  /** Name of the Deployment, and of the ScaledObject. */
  readonly name: string;
  /** Labels of the ScaledObject. */
  readonly labels: { [name: string]: string };
  /** Object to apply before the ScaledObject: KEDA's webhook looks up the target. */
  readonly workload: ApiObject;
  /** Further objects to apply before the ScaledObject, such as the route that an external scaler looks up. */
  readonly after?: IConstruct[];
  /** Containers of the pods, whose resource requests the triggers cpu and memory need. */
  readonly containers: Pick<Wire<k8s.Container>, 'name' | 'resources'>[];
}

/**
 * Creates the ScaledObject of a Deployment.
 *
 * The target is always an apps/v1 Deployment: a SpinApp has no /scale subresource, and its operator creates a Deployment of its name.
 *
 * @param own triggers that the library adds before the user's
 */
export function createScaledObject(scope: Construct, target: ScaleTarget, props: ScalingProps, own: Trigger[] = []): ApiObject {
  const platform = Platform.of(scope);
  checkScaling(scope, target.name, props, platform);
  checkTriggers(scope, props.triggers);
  checkNames(scope, props, own);
  if (props.triggers) checkRequests(scope, target.containers, props.triggers);
  const triggers = props.triggers ?? [];
  const rendered = [
    ...renderTriggers(scope, 'own triggers', own, props, platform),
    ...renderTriggers(scope, 'triggers', triggers, props, platform),
  ];
  checkFallbackMetricTypes(scope, rendered, props, platform);
  const manifest = manifestOf<ScaledObjectProps>(SCALED_OBJECT, {
    metadata: { name: target.name, labels: target.labels, annotations: renderPause(props) },
    spec: renderSpec(scope, target.name, props, minReplicasOf(scope, props, [...own, ...triggers]), rendered),
  });
  const scaledObject = createObject(scope, 'ScaledObject', manifest);
  scaledObject.addDependency(target.workload, ...(target.after ?? []), ...triggers.flatMap(({ _auth }) => _auth?.construct ?? []));
  return scaledObject;
}

function renderTriggers(scope: IConstruct, prop: string, triggers: Trigger[], props: ScalingProps, platform: Platform): RenderedTrigger[] {
  return triggers.map((trigger, index) =>
    withFallbackMetricType(trigger._bind(scope, `${prop}[${index}]`, platform, props.scalingModifiers !== undefined), props),
  );
}

function renderSpec(scope: IConstruct, name: string, props: ScalingProps, minReplicas: number, triggers: RenderedTrigger[]) {
  const { fallback } = props;
  return {
    scaleTargetRef: { ...DEPLOYMENT, name },
    minReplicaCount: minReplicas,
    maxReplicaCount: props.maxReplicas,
    idleReplicaCount: props.idleReplicas,
    cooldownPeriod: seconds(props.cooldown),
    initialCooldownPeriod: seconds(props.initialCooldown),
    pollingInterval: seconds(props.pollingInterval),
    fallback: fallback && { failureThreshold: fallback.failureThreshold, replicas: fallback.replicas, behavior: fallback.behavior },
    advanced: renderAdvanced(scope, props),
    triggers,
  };
}

/** The annotations with which KEDA pauses: it reads them on the ScaledObject alone. */
function renderPause({ paused, pausedReplicas }: ScalingProps): { [annotation: string]: string } | undefined {
  if (pausedReplicas !== undefined) return { 'autoscaling.keda.sh/paused-replicas': String(pausedReplicas) };
  return paused ? { 'autoscaling.keda.sh/paused': 'true' } : undefined;
}

function renderAdvanced(scope: IConstruct, props: ScalingProps) {
  const { scaleUp, scaleDown, hpaName, scalingModifiers, restoreToOriginalReplicaCount } = props;
  const behavior = (scaleUp || scaleDown) && {
    scaleUp: renderScalingRules(scope, 'scaleUp', scaleUp),
    scaleDown: renderScalingRules(scope, 'scaleDown', scaleDown),
  };
  const horizontalPodAutoscalerConfig = behavior || hpaName ? { name: hpaName, behavior } : undefined;
  if (!horizontalPodAutoscalerConfig && !scalingModifiers && restoreToOriginalReplicaCount === undefined) return undefined;
  return {
    restoreToOriginalReplicaCount,
    horizontalPodAutoscalerConfig,
    scalingModifiers: scalingModifiers && {
      formula: scalingModifiers.formula,
      target: String(scalingModifiers.target),
      activationTarget: scalingModifiers.activationTarget === undefined ? undefined : String(scalingModifiers.activationTarget),
      metricType: scalingModifiers.metricType,
    },
  };
}

/** Sets the default metric type if there is a fallback: KEDA 2.17.0 rejects a fallback without it (kedacore/keda issue 6696). */
function withFallbackMetricType<T extends { type: string; metricType?: string }>(trigger: T, { fallback }: ScalingProps): T {
  return fallback && trigger.metricType === undefined ? { ...trigger, metricType: 'AverageValue' } : trigger;
}

/**
 * Fails for a fallback that KEDA passes over or rejects before 2.18: it needs the metric type AverageValue, of every trigger up to
 * 2.16, and of one trigger or of the formula in 2.17, whose webhook rejects others.
 */
function checkFallbackMetricTypes(scope: IConstruct, triggers: RenderedTrigger[], props: ScalingProps, platform: Platform): void {
  if (!props.fallback || !fallbackBreach((since) => platform._atLeast('keda', since), triggers, props.scalingModifiers)) return;
  fail(
    scope,
    `fallback needs metricType AVERAGE_VALUE before KEDA ${SINCE.keda.fallbackOfAnyMetric}, and the platform declares ${platform.keda}: ` +
      'leave fallback or metricType VALUE out',
  );
}

/** Fails for a cpu or memory trigger without a resource request, which KEDA's webhook rejects. */
function checkRequests(scope: IConstruct, containers: ScaleTarget['containers'], triggers: Trigger[]): void {
  for (const trigger of triggers.filter(({ _measuresPods }) => _measuresPods)) {
    const resource = trigger.type;
    const measured = trigger._containerName;
    if (measured !== undefined && !containers.some(({ name }) => name === measured)) {
      fail(
        scope,
        `the ${resource} trigger measures container ${measured}, and the pod has only ${containers.map(({ name }) => name).join(', ')}`,
      );
    }
    for (const { name, resources } of containers) {
      if (measured !== undefined && name !== measured) continue;
      if (resources?.requests?.[resource] === undefined && resources?.limits?.[resource] === undefined) {
        fail(scope, `the ${resource} trigger needs a ${resource} request of container ${name}: pass it in resources`);
      }
    }
  }
}
