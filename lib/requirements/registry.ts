import { apis } from './apis';
import { issuerNeeds } from './certificates';
import { routes as httpRoutes, triggers } from './http-add-on';
import { authentications, scalers } from './keda';
import { domains, templates } from './knative';
import { accounts, autoscalers, claims, namespaces, pods } from './kubernetes';
import type { Upstream } from './need';
import { podStandards } from './pod-security';
import { gateways, ingresses, policies, routes, services } from './routing';
import { podClasses, runtimeClasses, shims } from './runtimes';
import { apps, executors } from './spinkube';

const certificates: Upstream = { kinds: ['cert-manager.io/Certificate'], needs: issuerNeeds };

/** All sources of requirements. */
export const UPSTREAMS: readonly Upstream[] = [
  namespaces,
  apis,
  scalers,
  authentications,
  httpRoutes,
  triggers,
  apps,
  executors,
  podClasses,
  runtimeClasses,
  shims,
  templates,
  domains,
  ingresses,
  routes,
  gateways,
  policies,
  services,
  pods,
  podStandards,
  accounts,
  claims,
  autoscalers,
  certificates,
];
