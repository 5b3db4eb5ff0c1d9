import type { Rule } from '../rule';
import { appName, invocationLimits, ownObject, variableName } from './app';
import { backendOptions } from './backend-options';
import { checkDelay, checkHeaders, healthCheck } from './checks';
import { deploymentAnnotations, executor, executorConfig, executorMissing } from './executor';
import { newerField } from './newer-field';
import { autoscaling, hpaToZero, replicas } from './replicas';
import { duplicateStore, ignoredConfig, reservedVolume } from './runtime-config';
import { shimFeature } from './shim-features';

/** What SpinKube's operator checks, and what it makes of an app. */
export const SPINKUBE_RULES: readonly Rule[] = [
  replicas,
  autoscaling,
  hpaToZero,
  executorMissing,
  executor,
  executorConfig,
  deploymentAnnotations,
  appName,
  ownObject,
  invocationLimits,
  variableName,
  healthCheck,
  checkHeaders,
  checkDelay,
  backendOptions,
  duplicateStore,
  ignoredConfig,
  reservedVolume,
  newerField,
  shimFeature,
];
