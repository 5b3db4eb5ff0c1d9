import type { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { ScaledObject, type ScaledObjectProps } from '../../imports/keda.sh';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/since';
import { seconds } from '../core/durations';
import { fail } from '../core/errors';
import type { Draft } from '../synth/draft';
import { manifestOf, type Wire } from '../synth/manifest-of';
import { createObject } from '../synth/objects';
import { fallbackBreach } from './scalers/fallback';
import { checkNames, checkScaling, checkTriggers, minReplicasOf, type ScalingProps } from './scaling';
import { renderScalingRules } from './scaling-rules';
import type { Trigger } from './triggers';
import type { RenderedTrigger } from './triggers/rendered-trigger';

/** What a ScaledObject scales. */
export interface ScaleTarget {
  /** Name of the Deployment, and of the ScaledObject. */
  readonly name: string;
  /** Labels of the ScaledObject. */
  readonly labels: { [name: string]: string };
  /** Object that must exist before: KEDA's webhook looks the target up. */
  readonly workload: Draft;
  /** Further objects that must exist before, such as the route that an external scaler is asked about. */
  readonly after?: (IConstruct | Draft)[];
  /** Containers of the pods, whose requests the triggers cpu and memory are measured against. */
  readonly containers: Pick<Wire<k8s.Container>, 'name' | 'resources'>[];
}

/**
 * Makes the ScaledObject of a Deployment.
 *
 * The target is always an apps/v1 Deployment: a SpinApp has no /scale subresource, and its operator makes a Deployment of its name.
 *
 * @param own triggers that the library adds before the user's
 */
export function createScaledObject(scope: Construct, target: ScaleTarget, props: ScalingProps, own: Trigger[] = []): Draft {
  const platform = Platform.of(scope);
  check(scope, target, props, own, platform);
  const triggers = props.triggers ?? [];
  const rendered = [
    ...renderTriggers(scope, 'own triggers', own, props, platform),
    ...renderTriggers(scope, 'triggers', triggers, props, platform),
  ];
  checkFallbackMetricTypes(scope, rendered, props, platform);
  const manifest = manifestOf<ScaledObjectProps>(ScaledObject.GVK, {
    metadata: { name: target.name, labels: target.labels },
    spec: renderSpec(scope, target.name, props, minReplicasOf(scope, props, [...own, ...triggers]), rendered),
  });
  const scaledObject = createObject(scope, 'ScaledObject', manifest);
  scaledObject.addDependency(target.workload, ...(target.after ?? []), ...triggers.flatMap(({ _auth }) => _auth?.construct ?? []));
  return scaledObject;
}

function check(scope: IConstruct, target: ScaleTarget, props: ScalingProps, own: Trigger[], platform: Platform): void {
  checkScaling(scope, target.name, props, platform);
  checkTriggers(scope, props.triggers);
  checkNames(scope, props, own);
  if (props.triggers) checkRequests(scope, target.containers, props.triggers);
}

function renderTriggers(scope: IConstruct, prop: string, triggers: Trigger[], props: ScalingProps, platform: Platform): RenderedTrigger[] {
  return triggers.map((trigger, index) => withFallbackMetricType(trigger._bind(scope, `${prop}[${index}]`, platform), props));
}

function renderSpec(scope: IConstruct, name: string, props: ScalingProps, minReplicas: number, triggers: RenderedTrigger[]) {
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicaCount: minReplicas,
    maxReplicaCount: props.maxReplicas,
    idleReplicaCount: props.idleReplicas,
    cooldownPeriod: seconds(props.cooldown),
    initialCooldownPeriod: seconds(props.initialCooldown),
    pollingInterval: seconds(props.pollingInterval),
    fallback: renderFallback(props),
    advanced: renderAdvanced(scope, props),
    triggers,
  };
}

function renderFallback({ fallback }: ScalingProps) {
  return fallback && { failureThreshold: fallback.failureThreshold, replicas: fallback.replicas, behavior: fallback.behavior };
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

/** KEDA 2.17.0 refuses a fallback unless the type is written, though it is the default (kedacore/keda issue 6696). */
function withFallbackMetricType<T extends { type: string; metricType?: string }>(trigger: T, { fallback }: ScalingProps): T {
  return fallback && trigger.metricType === undefined ? { ...trigger, metricType: 'AverageValue' } : trigger;
}

/** Before 2.18, KEDA's webhook takes a fallback only beside averages: of every trigger up to 2.16, of one of them or of the formula in 2.17. */
function checkFallbackMetricTypes(scope: IConstruct, triggers: RenderedTrigger[], props: ScalingProps, platform: Platform): void {
  if (!props.fallback || !fallbackBreach((since) => platform._atLeast('keda', since), triggers, props.scalingModifiers)) return;
  fail(
    scope,
    `fallback needs metricType AVERAGE_VALUE before KEDA ${SINCE.keda.fallbackOfAnyMetric}, and the platform declares ${platform.keda}: leave fallback or metricType VALUE out`,
  );
}

/** Fails where a cpu or memory trigger would have no request to measure against, as KEDA's webhook does. */
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
