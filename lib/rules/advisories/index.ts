import type { Rule } from '../rule';
import { fallbackAtZero, fallbackScaleClient } from './fallbacks';
import { forwardedProto, rateAndConcurrency, rateWindow } from './http-add-on';
import { initialScale, responseStartTimeout } from './knative';
import { accurateStrategy, awsSecretManager, customStrategy, defaultStrategy, envPrefix, transferWithoutName } from './scalers';
import { caSecretName } from './spinkube';
import {
  blobGlob,
  cronComma,
  datadogUnavailable,
  forgejoZero,
  githubEtags,
  kafkaSaslNone,
  lokiPath,
  metricsApiEndpoints,
  pushBesideOthers,
  solrOutage,
  sqsQueueUrl,
  temporalApiKey,
} from './triggers';

/** Known defects of releases (lib/cluster/advisories.ts). */
export const ADVISORIES_RULES: readonly Rule[] = [
  fallbackAtZero,
  fallbackScaleClient,
  sqsQueueUrl,
  temporalApiKey,
  kafkaSaslNone,
  envPrefix,
  datadogUnavailable,
  transferWithoutName,
  accurateStrategy,
  cronComma,
  lokiPath,
  forgejoZero,
  metricsApiEndpoints,
  pushBesideOthers,
  customStrategy,
  defaultStrategy,
  awsSecretManager,
  blobGlob,
  solrOutage,
  githubEtags,
  forwardedProto,
  rateAndConcurrency,
  rateWindow,
  caSecretName,
  responseStartTimeout,
  initialScale,
];
