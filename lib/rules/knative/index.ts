import type { Rule } from '../rule';
import { annotationName, annotationPlacement } from './annotation-keys';
import { annotationText, annotationValue, initialScale } from './annotation-values';
import { autoscalingClass, autoscalingMetric, hpaScaleToZero, hpaTarget, kpaOnly } from './autoscaler';
import { containerName, containers, environment } from './containers';
import { domainClaim, domainName, domainTarget } from './domain-mapping';
import { featureFlag, runtimeClassName } from './feature-flags';
import { fieldVersion } from './field-version';
import { fieldsNotTaken } from './fields-not-taken';
import { featureName } from './flags';
import { listenAddress } from './listen';
import { onePort, port, reservedPort } from './ports';
import { probe } from './probes';
import { containerConcurrency, objectName, revisionName, targetAboveConcurrency, timeout } from './revision';
import { scaleBounds } from './scale-bounds';
import { rolloutDuration, templateAnnotation } from './template-annotations';
import { traffic } from './traffic';
import { volume, volumeMount } from './volumes';
import { wasmRuntimeClass } from './wasm-runtime-class';

/** What Knative's webhook checks. */
export const KNATIVE_RULES: readonly Rule[] = [
  annotationPlacement,
  annotationName,
  annotationText,
  annotationValue,
  scaleBounds,
  initialScale,
  autoscalingClass,
  autoscalingMetric,
  hpaScaleToZero,
  hpaTarget,
  kpaOnly,
  containerConcurrency,
  targetAboveConcurrency,
  timeout,
  objectName,
  revisionName,
  containers,
  containerName,
  environment,
  onePort,
  reservedPort,
  port,
  listenAddress,
  probe,
  volume,
  volumeMount,
  fieldsNotTaken,
  fieldVersion,
  runtimeClassName,
  wasmRuntimeClass,
  featureFlag,
  featureName,
  templateAnnotation,
  rolloutDuration,
  traffic,
  domainName,
  domainTarget,
  domainClaim,
];
