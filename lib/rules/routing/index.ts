import type { Rule } from '../rule';
import { backendPort } from './backend-port';
import { bypass } from './bypass';
import { crossNamespaceBackend } from './cross-namespace';
import { duplicateRoute } from './duplicate';
import { edgeTimeout } from './edge-timeout';
import { externalName, gatewayExternalName } from './external-name';
import { unroutedHost, unroutedPath, upstreamVhost } from './hosts';
import { ingressExternalName } from './ingress-class';
import { networkPolicy } from './network-policy';
import { rewriteTarget } from './nginx';
import { referenceGrant } from './reference-grant';
import { missingService, targetPort } from './target';
import { backendProtocol, tlsPort } from './tls';
import { unexposedHost } from './unexposed';

/** What must meet from the edge of the cluster to the Service: Ingress, HTTPRoute, route, Service, port. */
export const ROUTING_RULES: readonly Rule[] = [
  bypass,
  crossNamespaceBackend,
  referenceGrant,
  externalName,
  gatewayExternalName,
  ingressExternalName,
  unroutedHost,
  unroutedPath,
  unexposedHost,
  duplicateRoute,
  missingService,
  backendPort,
  targetPort,
  rewriteTarget,
  upstreamVhost,
  edgeTimeout,
  backendProtocol,
  tlsPort,
  networkPolicy,
];
