import type { Part } from '../part';
import { entries, gateways } from './entries';
import { domainMappings, knativeServices } from './knative';
import { routes } from './routes';
import { autoscalers, scaledJobs, scaledObjects } from './scalers';
import { services } from './services';
import { spinApps, workloads } from './workloads';

/** Every part, each for other kinds, in the order in which they are drawn. */
export const PARTS: readonly Part[] = [
  entries,
  gateways,
  domainMappings,
  routes,
  services,
  knativeServices,
  workloads,
  spinApps,
  scaledObjects,
  scaledJobs,
  autoscalers,
];
