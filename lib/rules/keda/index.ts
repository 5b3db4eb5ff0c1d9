import type { Rule } from '../rule';
import { annotationKind } from './annotation-kind';
import { annotationKey, pausedAnnotation } from './annotations';
import { fallback, fallbackFromZero, fallbackMetricType } from './fallback';
import { fieldVersion } from './field-version';
import { hpaBehavior } from './hpa-behavior';
import { ineffectiveInterval } from './intervals';
import { hpaNameTaken, nameLength } from './names';
import { hpaOnTarget, oneScaler, targetReplicas } from './one-scaler';
import { fieldOfOtherKind } from './other-kind';
import { scalingFieldPlacement } from './placement';
import { idleReplicas, replicaBounds, scaleToZero } from './replicas';
import { resourceRequests } from './resource-requests';
import { jobResourceTrigger, jobRestartPolicy, jobStrategy } from './scaled-job';
import { formula, formulaTriggers, scalingModifiers } from './scaling-modifiers';
import { targetApiVersion, targetScale } from './target';
import { targetMissing } from './target-missing';
import { triggerOutage } from './trigger-outage';
import { cachedMetrics, noTriggers, triggerNames } from './triggers';

/** What KEDA's webhook and controller check of ScaledObjects and ScaledJobs. */
export const KEDA_RULES: readonly Rule[] = [
  replicaBounds,
  idleReplicas,
  scaleToZero,
  ineffectiveInterval,
  nameLength,
  hpaNameTaken,
  targetScale,
  targetApiVersion,
  targetMissing,
  targetReplicas,
  oneScaler,
  hpaOnTarget,
  hpaBehavior,
  noTriggers,
  triggerNames,
  cachedMetrics,
  resourceRequests,
  scalingFieldPlacement,
  fallback,
  fallbackMetricType,
  fallbackFromZero,
  triggerOutage,
  scalingModifiers,
  formula,
  formulaTriggers,
  pausedAnnotation,
  annotationKey,
  annotationKind,
  fieldVersion,
  fieldOfOtherKind,
  jobRestartPolicy,
  jobResourceTrigger,
  jobStrategy,
];
