import type { Rule } from '../rule';
import { filePath, oauth2, podIdentity, servicePrincipal } from './authentications';
import { bareHost } from './bare-host';
import { cronMetricType, cronReplicas, cronSchedule, cronTimezone, cronWindow } from './cron';
import { environment, environmentContainer } from './environment';
import { kafkaOffset } from './kafka';
import { deprecatedKey, newerKey, removedKey } from './key-versions';
import { keySource, unknownKey } from './keys';
import { metricType, resourceValue } from './metric-type';
import { ownMetrics, ownPods } from './own-source';
import { parameters } from './parameters';
import { prometheusQuery } from './prometheus';
import { authenticationParameter, authenticationReference, podIdentityProvider } from './references';
import { authenticationSource } from './secrets';
import { deprecatedType, triggerType } from './type';
import { bounds, enumeration, exclusiveElements, metadataText, targetValue, valueForm } from './values';

/** The metadata of KEDA's triggers, and their authentication. */
export const KEDA_TRIGGERS_RULES: readonly Rule[] = [
  triggerType,
  deprecatedType,
  metadataText,
  unknownKey,
  keySource,
  parameters,
  valueForm,
  enumeration,
  bounds,
  targetValue,
  exclusiveElements,
  removedKey,
  deprecatedKey,
  newerKey,
  metricType,
  resourceValue,
  cronSchedule,
  cronWindow,
  cronTimezone,
  cronReplicas,
  cronMetricType,
  prometheusQuery,
  kafkaOffset,
  ownPods,
  ownMetrics,
  bareHost,
  environmentContainer,
  environment,
  authenticationReference,
  authenticationSource,
  authenticationParameter,
  podIdentityProvider,
  podIdentity,
  oauth2,
  servicePrincipal,
  filePath,
];
