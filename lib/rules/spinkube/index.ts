import type { Rule } from '../rule';
import { appName, invocationLimits, ownObject, podLabels, serviceAccount, variableName, variableSource } from './app';
import { backendOptions } from './backend-options';
import { checkDelay, checkHeaders, healthCheck } from './checks';
import { configFile } from './config-file';
import { configMapOption } from './config-map-option';
import { deploymentAnnotations, executor, executorConfig, executorMissing } from './executor';
import { keyMissing } from './key-missing';
import { newerField } from './newer-field';
import { autoscaling, hpaToZero, replicas } from './replicas';
import { resources } from './resources';
import { duplicateStore, ignoredConfig } from './runtime-config';
import { shimFeature } from './shim-features';
import { reservedVolume, volume } from './volumes';

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
  resources,
  podLabels,
  serviceAccount,
  variableName,
  variableSource,
  healthCheck,
  checkHeaders,
  checkDelay,
  backendOptions,
  duplicateStore,
  ignoredConfig,
  keyMissing,
  configMapOption,
  configFile,
  reservedVolume,
  volume,
  newerField,
  shimFeature,
];
