import type { Rule } from '../rule';
import { annotations } from './annotations';
import { directPods } from './direct-pods';
import { fieldsByVersion } from './fields';
import { host, hostList, hostMissing } from './hosts';
import { metricTarget, oneMetric, targetPendingRequests } from './metrics';
import { misplacedField } from './misplaced';
import { order } from './order';
import { placeholderConfigMap } from './placeholder';
import { nameLength, replicaBounds, skippedFields, targetName } from './replicas';
import { responseStatus } from './response-status';
import { routeRules, shadowedRoute } from './route';
import { routeKeda } from './route-keda';
import { scalerAddress } from './scaler-address';
import { scalerReference } from './scaler-trigger';
import { targetPort } from './target-port';
import { externalNameTarget, spinPort } from './target-service';
import { timeouts } from './timeouts';
import { unusedFallback } from './unused-fallback';
import { apiVersion, deprecatedKind } from './versions';

/** What the KEDA HTTP add-on accepts and does. */
export const HTTP_ADD_ON_RULES: readonly Rule[] = [
  apiVersion,
  deprecatedKind,
  fieldsByVersion,
  misplacedField,
  hostList,
  host,
  hostMissing,
  routeRules,
  shadowedRoute,
  targetPort,
  externalNameTarget,
  spinPort,
  directPods,
  targetName,
  replicaBounds,
  nameLength,
  oneMetric,
  targetPendingRequests,
  metricTarget,
  annotations,
  skippedFields,
  scalerReference,
  routeKeda,
  scalerAddress,
  order,
  placeholderConfigMap,
  responseStatus,
  timeouts,
  unusedFallback,
];
