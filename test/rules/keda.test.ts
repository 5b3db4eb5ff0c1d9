import { KEDA_RULES } from '../../lib/rules/keda';
import { describeFindings, survives } from './whole-findings';

describeFindings(KEDA_RULES, [
  [
    'keda/annotation-key.older',
    [
      'keda/annotation-key',
      'warning',
      'metadata.annotations["autoscaling.keda.sh/paused-scale-in"]',
      'autoscaling.keda.sh/paused-scale-in does nothing before KEDA 2.18, and the cluster has 2.17',
      'remove it, or upgrade KEDA',
    ],
  ],
  [
    'keda/annotation-key.scaled-job',
    [
      'keda/annotation-key',
      'warning',
      'metadata.annotations["autoscaling.keda.sh/paused-replicas"]',
      'autoscaling.keda.sh/paused-replicas is no annotation that KEDA reads on a ScaledJob',
      'remove it',
    ],
  ],
  [
    'keda/annotation-key',
    [
      'keda/annotation-key',
      'warning',
      'metadata.annotations["autoscaling.keda.sh/pause"]',
      'autoscaling.keda.sh/pause is no annotation that KEDA reads on a ScaledObject',
      'did you mean autoscaling.keda.sh/paused?',
    ],
  ],
  [
    'keda/cached-metrics.cpu',
    [
      'keda/cached-metrics',
      'error',
      'spec.triggers[0].useCachedMetrics',
      'useCachedMetrics (true) stands on a cpu trigger, whose metrics KEDA does not cache',
      'leave it out',
    ],
  ],
  [
    'keda/cached-metrics',
    [
      'keda/cached-metrics',
      'error',
      'spec.triggers[0].useCachedMetrics',
      'useCachedMetrics (true) stands on a cron trigger, whose metrics KEDA does not cache',
      'leave it out',
    ],
  ],
  [
    'keda/fallback-metric-type.formula',
    [
      'keda/fallback-metric-type',
      'error',
      'spec.advanced.scalingModifiers.metricType',
      'metricType ("Value") is not AverageValue, and KEDA 2.17 refuses a fallback then',
      'write metricType: AverageValue',
    ],
  ],
  [
    'keda/fallback-metric-type.older',
    [
      'keda/fallback-metric-type',
      'error',
      'spec.triggers[1].metricType',
      'metricType is not written, and KEDA 2.16 refuses a fallback then',
      'write metricType: AverageValue',
    ],
  ],
  [
    'keda/fallback-metric-type.value',
    [
      'keda/fallback-metric-type',
      'error',
      'spec.triggers[0].metricType',
      'no trigger has metricType AverageValue, and KEDA 2.17 refuses a fallback then',
      'write metricType: AverageValue',
    ],
  ],
  [
    'keda/fallback-metric-type',
    [
      'keda/fallback-metric-type',
      'warning',
      'spec.triggers[0].metricType',
      'metricType is written on no trigger that the fallback stands in for, and KEDA 2.17.0 refuses that',
      'write metricType: AverageValue',
    ],
  ],
  [
    'keda/fallback.no-formula',
    [
      'keda/fallback',
      'error',
      'spec.fallback.behavior',
      'behavior scalingModifiers has no formula to put fallback.replicas into',
      'write spec.advanced.scalingModifiers.formula, or another behavior',
    ],
  ],
  [
    'keda/fallback.older',
    [
      'keda/fallback',
      'error',
      'spec.triggers[1].type',
      'a cpu trigger stands beside a fallback, which KEDA 2.16 refuses',
      'leave one of them out',
    ],
  ],
  [
    'keda/fallback.target',
    [
      'keda/fallback',
      'warning',
      'spec.advanced.scalingModifiers.target',
      'target ("2.5") is not a whole number, and KEDA passes over the fallback then',
      'write a whole number, and scale the formula to it',
    ],
  ],
  [
    'keda/fallback',
    [
      'keda/fallback',
      'error',
      'spec.fallback',
      'fallback stands in for no trigger, since all are of type cpu or memory',
      'leave it out, or add a trigger of another type',
    ],
  ],
  [
    'keda/field-version.oauth2',
    [
      'keda/field-version',
      'error',
      'spec.oauth2',
      'oauth2 needs KEDA 2.20, and the cluster has 2.19',
      'leave it out, or upgrade KEDA to 2.20',
    ],
  ],
  [
    'keda/field-version.value',
    [
      'keda/field-version',
      'error',
      'spec.fallback.behavior',
      'behavior ("scalingModifiers") needs KEDA 2.20, and the cluster has 2.19',
      'leave it out, or upgrade KEDA to 2.20',
    ],
  ],
  [
    'keda/field-version',
    [
      'keda/field-version',
      'error',
      'spec.fallback.behavior',
      'behavior needs KEDA 2.17, and the cluster has 2.16',
      'leave it out, or upgrade KEDA to 2.17',
    ],
  ],
  [
    'keda/formula.cpu',
    [
      'keda/formula',
      'error',
      'spec.advanced.scalingModifiers.formula',
      'formula ("events + load") refers to load, a cpu or memory trigger, which the HPA reads past the formula',
      'leave load out',
    ],
  ],
  [
    'keda/formula.unnamed',
    [
      'keda/formula',
      'error',
      'spec.advanced.scalingModifiers.formula',
      'formula ("events / 2") refers to events, which is the name of no trigger',
      'write a name on each trigger that it uses',
    ],
  ],
  [
    'keda/formula',
    [
      'keda/formula',
      'error',
      'spec.advanced.scalingModifiers.formula',
      'formula ("(event + retries) / 2") refers to event, which is the name of no trigger',
      'did you mean events?',
    ],
  ],
  [
    'keda/hpa-behavior.no-policies',
    [
      'keda/hpa-behavior',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies',
      'policies is empty',
      'write at least one policy, or leave it out for those of Kubernetes',
    ],
  ],
  [
    'keda/hpa-behavior.policy',
    [
      'keda/hpa-behavior',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.selectPolicy',
      'selectPolicy ("Fastest") is not one of Max, Min, Disabled',
      'write one of Max, Min, Disabled',
    ],
    [
      'keda/hpa-behavior',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[0].type',
      'type ("Pod") is not one of Pods, Percent',
      'write one of Pods, Percent',
    ],
    [
      'keda/hpa-behavior',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[0].value',
      'value (0) is not at least 1',
      'write a number of at least 1',
    ],
    [
      'keda/hpa-behavior',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[0].periodSeconds',
      'periodSeconds (3600) is not from 1 to 1800',
      'write a number from 1 to 1800',
    ],
  ],
  [
    'keda/hpa-behavior',
    [
      'keda/hpa-behavior',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds',
      'stabilizationWindowSeconds (7200) is not from 0 to 3600',
      'write a number from 0 to 3600',
    ],
  ],
  [
    'keda/hpa-name-taken.default',
    [
      'keda/hpa-name-taken',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.name',
      'the HPA "keda-hpa-a" is that of ScaledObject a too',
      'write another name, or leave it out',
    ],
  ],
  [
    'keda/hpa-name-taken',
    [
      'keda/hpa-name-taken',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.name',
      'the HPA "shared" is that of ScaledObject a too',
      'write another name, or leave it out',
    ],
  ],
  [
    'keda/hpa-on-target.generated',
    [
      'keda/hpa-on-target',
      'error',
      'spec.scaleTargetRef.name',
      'Deployment "worker" is scaled by HorizontalPodAutoscaler keda-hpa-worker too',
      'remove the HorizontalPodAutoscaler: KEDA makes one; what it measures becomes a cpu or memory trigger',
    ],
  ],
  [
    'keda/hpa-on-target.transfer',
    [
      'keda/hpa-on-target',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.name',
      'the HPA to take over is "worker", and the name of the HPA is not written',
      'write name: worker',
    ],
  ],
  [
    'keda/hpa-on-target',
    [
      'keda/hpa-on-target',
      'error',
      'spec.scaleTargetRef.name',
      'Deployment "worker" is scaled by HorizontalPodAutoscaler worker too',
      'remove the HorizontalPodAutoscaler: KEDA makes one; what it measures becomes a cpu or memory trigger',
    ],
  ],
  [
    'keda/idle-replicas.equal',
    [
      'keda/idle-replicas',
      'error',
      'spec.idleReplicaCount',
      'idleReplicaCount (2) is not less than minReplicaCount (2)',
      'write 0, or leave it out and raise minReplicaCount to what always runs',
    ],
  ],
  [
    'keda/idle-replicas.not-zero',
    [
      'keda/idle-replicas',
      'warning',
      'spec.idleReplicaCount',
      'idleReplicaCount (1) is not 0, and the HPA raises any other number to minReplicaCount (3)',
      'write 0, or leave it out',
    ],
  ],
  [
    'keda/idle-replicas',
    [
      'keda/idle-replicas',
      'error',
      'spec.idleReplicaCount',
      'idleReplicaCount (0) is not less than minReplicaCount (0, where it is not written)',
      'leave it out: the workload scales to zero without it',
    ],
  ],
  [
    'keda/ineffective-interval',
    [
      'keda/ineffective-interval',
      'warning',
      'spec.pollingInterval',
      'pollingInterval (5) does nothing with minReplicaCount 2: it counts only between 0 and 1 replicas',
      'leave it out, or write useCachedMetrics: true on a trigger',
    ],
    [
      'keda/ineffective-interval',
      'warning',
      'spec.cooldownPeriod',
      'cooldownPeriod (30) does nothing with minReplicaCount 2: it counts only between 0 and 1 replicas',
      'leave it out; what slows the HPA down is advanced.horizontalPodAutoscalerConfig.behavior.scaleDown',
    ],
  ],
  [
    'keda/job-resource-trigger.beside',
    [
      'keda/job-resource-trigger',
      'warning',
      'spec.triggers[1].type',
      'type ("cpu") is passed over by a ScaledJob',
      'write a trigger that counts what there is to do, such as the length of a queue',
    ],
  ],
  [
    'keda/job-resource-trigger',
    [
      'keda/job-resource-trigger',
      'error',
      'spec.triggers[0].type',
      'type ("cpu") is passed over by a ScaledJob, which so never makes a Job',
      'write a trigger that counts what there is to do, such as the length of a queue',
    ],
  ],
  [
    'keda/job-restart-policy.always',
    [
      'keda/job-restart-policy',
      'error',
      'spec.jobTargetRef.template.spec.restartPolicy',
      'restartPolicy ("Always") is refused on every Job that KEDA makes',
      'write OnFailure or Never',
    ],
  ],
  [
    'keda/job-restart-policy',
    [
      'keda/job-restart-policy',
      'error',
      'spec.jobTargetRef.template.spec.restartPolicy',
      'restartPolicy ("Always", where it is not written) is refused on every Job that KEDA makes',
      'write OnFailure or Never',
    ],
  ],
  [
    'keda/job-strategy.default',
    [
      'keda/job-strategy',
      'warning',
      'spec.scalingStrategy.customScalingRunningJobPercentage',
      'customScalingRunningJobPercentage does nothing with the strategy default',
      'write strategy: custom, or leave it out',
    ],
  ],
  [
    'keda/job-strategy',
    [
      'keda/job-strategy',
      'warning',
      'spec.scalingStrategy.customScalingRunningJobPercentage',
      'customScalingRunningJobPercentage is not written, and KEDA takes the strategy default in place of custom',
      'write a number such as "0.5"',
    ],
  ],
  [
    'keda/name-length.hpa',
    [
      'keda/name-length',
      'error',
      'spec.advanced.horizontalPodAutoscalerConfig.name',
      'the name of the HPA has 64 characters, and KEDA takes at most 63',
      'write a name of at most 63 characters',
    ],
  ],
  [
    'keda/name-length.label',
    [
      'keda/name-length',
      'error',
      'metadata.name',
      'the name has 64 characters, and KEDA labels its HPA with it, which takes 63',
      'write a name of at most 54 characters',
    ],
  ],
  [
    'keda/name-length.scaled-job',
    [
      'keda/name-length',
      'error',
      'metadata.name',
      'the name has 64 characters, and KEDA labels its Jobs with it, which takes 63',
      'write a name of at most 63 characters',
    ],
  ],
  [
    'keda/name-length',
    [
      'keda/name-length',
      'error',
      'metadata.name',
      'the name has 55 characters, and KEDA names the HPA keda-hpa-<name>, which may have 63',
      'write a name of at most 54 characters, or a shorter spec.advanced.horizontalPodAutoscalerConfig.name',
    ],
  ],
  ['keda/no-triggers.unwritten', ['keda/no-triggers', 'error', 'spec.triggers', 'triggers is not written', 'write at least one trigger']],
  ['keda/no-triggers', ['keda/no-triggers', 'error', 'spec.triggers', 'triggers is empty', 'write at least one trigger']],
  [
    'keda/one-scaler.http',
    [
      'keda/one-scaler',
      'error',
      'spec.scaleTargetRef.name',
      'Deployment "worker" is scaled by HTTPScaledObject worker too',
      'write the annotation httpscaledobject.keda.sh/skip-scaledobject-creation: "true" on the HTTPScaledObject, and here a trigger external-push with scalerAddress and httpScaledObject',
    ],
  ],
  [
    'keda/one-scaler.same-name',
    [
      'keda/one-scaler',
      'error',
      'metadata.name',
      'HTTPScaledObject "worker" makes a ScaledObject of this name, which takes the place of this one',
      'write the annotation httpscaledobject.keda.sh/skip-scaledobject-creation: "true" on the HTTPScaledObject, and here a trigger external-push with scalerAddress and httpScaledObject',
    ],
  ],
  [
    'keda/one-scaler',
    [
      'keda/one-scaler',
      'error',
      'spec.scaleTargetRef.name',
      'Deployment "worker" is scaled by ScaledObject by-day too',
      'put the triggers of both into one ScaledObject',
    ],
  ],
  [
    'keda/paused-annotation.replicas',
    [
      'keda/paused-annotation',
      'error',
      'metadata.annotations["autoscaling.keda.sh/paused-replicas"]',
      'autoscaling.keda.sh/paused-replicas ("none") is not a whole number',
      'write the number of replicas, such as "0"',
    ],
  ],
  [
    'keda/paused-annotation.scaled-job',
    [
      'keda/paused-annotation',
      'warning',
      'metadata.annotations["autoscaling.keda.sh/paused"]',
      'autoscaling.keda.sh/paused ("off") counts as "true", since KEDA reads it as no boolean',
      'write "true", or remove the annotation',
    ],
  ],
  [
    'keda/paused-annotation',
    [
      'keda/paused-annotation',
      'warning',
      'metadata.annotations["autoscaling.keda.sh/paused"]',
      'autoscaling.keda.sh/paused ("no") counts as "true", since KEDA reads it as no boolean',
      'write "true", or remove the annotation',
    ],
  ],
  [
    'keda/replica-bounds.default-maximum',
    [
      'keda/replica-bounds',
      'error',
      'spec.minReplicaCount',
      "minReplicaCount (150) is above maxReplicaCount (100, KEDA's default)",
      'raise maxReplicaCount or lower minReplicaCount',
    ],
  ],
  [
    'keda/replica-bounds.maximum-zero',
    [
      'keda/replica-bounds',
      'error',
      'spec.maxReplicaCount',
      'maxReplicaCount (0) is less than 1',
      'write at least 1; the annotation autoscaling.keda.sh/paused-replicas: "0" keeps a workload at zero',
    ],
  ],
  [
    'keda/replica-bounds.scaled-job',
    [
      'keda/replica-bounds',
      'warning',
      'spec.minReplicaCount',
      'minReplicaCount (5) is above maxReplicaCount (2)',
      'raise maxReplicaCount or lower minReplicaCount',
    ],
  ],
  [
    'keda/replica-bounds',
    [
      'keda/replica-bounds',
      'error',
      'spec.minReplicaCount',
      'minReplicaCount (5) is above maxReplicaCount (2)',
      'raise maxReplicaCount or lower minReplicaCount',
    ],
  ],
  [
    'keda/resource-requests.container-name',
    [
      'keda/resource-requests',
      'warning',
      'spec.triggers[0].metadata.containerName',
      'containerName ("wroker") is no container of Deployment worker',
      'write one of worker',
    ],
  ],
  [
    'keda/resource-requests.sidecar',
    [
      'keda/resource-requests',
      'warning',
      'spec.triggers[0]',
      'container "logger" of Deployment worker has no cpu request for the cpu trigger to measure against',
      'write resources.requests.cpu on the container',
    ],
  ],
  [
    'keda/resource-requests.spin-app',
    [
      'keda/resource-requests',
      'warning',
      'spec.triggers[0]',
      'container "hello" of Deployment hello has no memory request for the memory trigger to measure against',
      'write resources.requests.memory on the container',
    ],
  ],
  [
    'keda/resource-requests',
    [
      'keda/resource-requests',
      'warning',
      'spec.triggers[0]',
      'container "worker" of Deployment worker has no cpu request for the cpu trigger to measure against',
      'write resources.requests.cpu on the container',
    ],
  ],
  [
    'keda/resource-requests.zero',
    [
      'keda/resource-requests',
      'warning',
      'spec.triggers[0]',
      'container "worker" of Deployment worker has no cpu request for the cpu trigger to measure against',
      'write resources.requests.cpu on the container',
    ],
  ],
  [
    'keda/scale-to-zero.rollout',
    [
      'keda/scale-to-zero',
      'warning',
      'spec.minReplicaCount',
      'minReplicaCount (0) cannot be reached with nothing but cpu triggers, which see no pods at zero',
      'write minReplicaCount: 1, or add a trigger of another type',
    ],
  ],
  [
    'keda/scale-to-zero.unwritten',
    [
      'keda/scale-to-zero',
      'error',
      'spec.minReplicaCount',
      'minReplicaCount (0, where it is not written) cannot be reached with nothing but cpu and memory triggers, which see no pods at zero',
      'write minReplicaCount: 1, or add a trigger of another type',
    ],
  ],
  [
    'keda/scale-to-zero',
    [
      'keda/scale-to-zero',
      'error',
      'spec.minReplicaCount',
      'minReplicaCount (0) cannot be reached with nothing but cpu triggers, which see no pods at zero',
      'write minReplicaCount: 1, or add a trigger of another type',
    ],
  ],
  [
    'keda/scaling-field-placement.trigger',
    [
      'keda/scaling-field-placement',
      'error',
      'spec.triggers[0].metadata.metricType',
      'metricType stands in the metadata of a trigger, where KEDA does not read it',
      'write it beside metadata, as spec.triggers[0].metricType',
    ],
  ],
  [
    'keda/scaling-field-placement',
    [
      'keda/scaling-field-placement',
      'error',
      'spec.triggers[0].metadata.minReplicaCount',
      'minReplicaCount stands in the metadata of a trigger, where KEDA does not read it',
      'write it as spec.minReplicaCount',
    ],
    [
      'keda/scaling-field-placement',
      'error',
      'spec.triggers[0].metadata.maxReplicaCount',
      'maxReplicaCount stands in the metadata of a trigger, where KEDA does not read it',
      'write it as spec.maxReplicaCount',
    ],
  ],
  [
    'keda/scaling-modifiers.no-formula',
    [
      'keda/scaling-modifiers',
      'error',
      'spec.advanced.scalingModifiers.formula',
      'formula is not written',
      'write an expression over the names of the triggers, or leave scalingModifiers out',
    ],
  ],
  [
    'keda/scaling-modifiers.target',
    [
      'keda/scaling-modifiers',
      'error',
      'spec.advanced.scalingModifiers.target',
      'target ("0") is not a number above 0',
      'write a number such as "10"',
    ],
    [
      'keda/scaling-modifiers',
      'error',
      'spec.advanced.scalingModifiers.activationTarget',
      'activationTarget ("some") is not a number',
      'write a number such as "5"',
    ],
  ],
  [
    'keda/scaling-modifiers.utilization',
    [
      'keda/scaling-modifiers',
      'error',
      'spec.advanced.scalingModifiers.metricType',
      'metricType ("Utilization") is not for a formula, which has no requested amount to be a share of',
      'write AverageValue or Value, or leave it out',
    ],
  ],
  [
    'keda/scaling-modifiers',
    [
      'keda/scaling-modifiers',
      'error',
      'spec.advanced.scalingModifiers.target',
      'target is not written',
      'write the value of the formula that one replica should handle',
    ],
  ],
  [
    'keda/target-api-version.hpa',
    [
      'keda/target-api-version',
      'error',
      'spec.scaleTargetRef.apiVersion',
      'apiVersion ("apps/v1") does not hold GameServerSet',
      'write the apiVersion of GameServerSet',
    ],
  ],
  [
    'keda/target-api-version.no-group',
    [
      'keda/target-api-version',
      'error',
      'spec.scaleTargetRef.apiVersion',
      'apiVersion ("apps") is not a group and a version',
      'write apps/v1',
    ],
  ],
  [
    'keda/target-api-version.no-kind',
    [
      'keda/target-api-version',
      'error',
      'spec.scaleTargetRef.apiVersion',
      'apiVersion ("argoproj.io/v1alpha1") stands without a kind, and does not hold Deployment, the kind that is taken then',
      'write the kind',
    ],
  ],
  [
    'keda/target-api-version.rollout',
    [
      'keda/target-api-version',
      'error',
      'spec.scaleTargetRef.apiVersion',
      'apiVersion ("apps/v1") does not hold Rollout',
      'write the apiVersion of Rollout',
    ],
  ],
  [
    'keda/target-api-version.unwritten',
    [
      'keda/target-api-version',
      'error',
      'spec.scaleTargetRef.kind',
      'kind ("Rollout") is looked up in apps/v1, where there is no such kind, since no apiVersion is written',
      'write the apiVersion of Rollout',
    ],
  ],
  [
    'keda/target-api-version',
    ['keda/target-api-version', 'error', 'spec.scaleTargetRef.apiVersion', 'apiVersion ("v1") does not hold Deployment', 'write apps/v1'],
  ],
  [
    'keda/target-missing.namespace',
    [
      'keda/target-missing',
      'warning',
      'spec.scaleTargetRef.name',
      'Deployment "worker" is in namespace apps, and the ScaledObject in scaling',
      'move the ScaledObject to namespace apps: KEDA looks for the target in its own',
    ],
  ],
  [
    'keda/target-missing',
    [
      'keda/target-missing',
      'warning',
      'spec.scaleTargetRef.name',
      'Deployment "wroker" is not among these manifests',
      'check the name, and apply the Deployment before the ScaledObject',
    ],
  ],
  [
    'keda/target-replicas.stateful-set',
    [
      'keda/target-replicas',
      'warning',
      'spec.replicas',
      'replicas (3) is set back with every apply, against ScaledObject worker',
      'leave replicas out',
    ],
  ],
  [
    'keda/target-replicas',
    [
      'keda/target-replicas',
      'warning',
      'spec.replicas',
      'replicas (1) is set back with every apply, against ScaledObject worker',
      'leave replicas out',
    ],
  ],
  [
    'keda/target-scale.cron-job',
    [
      'keda/target-scale',
      'error',
      'spec.scaleTargetRef.kind',
      'kind ("CronJob") has no /scale subresource, so that KEDA cannot scale it',
      'write a ScaledJob',
    ],
  ],
  [
    'keda/target-scale.daemon-set',
    [
      'keda/target-scale',
      'error',
      'spec.scaleTargetRef.kind',
      'kind ("DaemonSet") has no /scale subresource, so that KEDA cannot scale it',
      'scale a Deployment: a DaemonSet has one pod a node',
    ],
  ],
  [
    'keda/target-scale.knative',
    [
      'keda/target-scale',
      'error',
      'spec.scaleTargetRef.kind',
      'kind ("Service") has no /scale subresource, so that KEDA cannot scale it',
      'leave the ScaledObject out, and write autoscaling.knative.dev annotations on spec.template.metadata',
    ],
  ],
  [
    'keda/target-scale.no-api-version',
    [
      'keda/target-scale',
      'error',
      'spec.scaleTargetRef.kind',
      'kind ("SpinApp") has no /scale subresource, so that KEDA cannot scale it',
      'write apiVersion: apps/v1 and kind: Deployment: the operator makes a Deployment hello for SpinApp hello',
    ],
  ],
  [
    'keda/target-scale',
    [
      'keda/target-scale',
      'error',
      'spec.scaleTargetRef.kind',
      'kind ("SpinApp") has no /scale subresource, so that KEDA cannot scale it',
      'write apiVersion: apps/v1 and kind: Deployment: the operator makes a Deployment hello for SpinApp hello',
    ],
  ],
  [
    'keda/trigger-names.scaled-job',
    [
      'keda/trigger-names',
      'error',
      'spec.triggers[1].name',
      'name ("lag") is that of spec.triggers[0] too',
      'give each trigger a name of its own',
    ],
  ],
  [
    'keda/trigger-names',
    [
      'keda/trigger-names',
      'error',
      'spec.triggers[1].name',
      'name ("lag") is that of spec.triggers[0] too',
      'give each trigger a name of its own',
    ],
  ],
]);

survives('keda', KEDA_RULES);
