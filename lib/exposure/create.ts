import type { Construct } from 'constructs';
import { createAlias } from './alias';
import type { ExposureConfig, ExposureObjects } from './config';
import { createHttpRoute, createReferenceGrant } from './http-route';
import { createIngress } from './ingress';

/** Creates the objects of an Exposure; an Ingress or HTTPRoute is applied after the object that it depends on. */
export function createExposure(scope: Construct, labels: { [name: string]: string }, config: ExposureConfig): ExposureObjects {
  const alias = config.alias && createAlias(scope, labels, config.alias);
  const referenceGrant = config.grant && createReferenceGrant(scope, labels, config.grant);
  const ingress = config.ingress && createIngress(scope, labels, config.ingress);
  const httpRoute = config.httpRoute && createHttpRoute(scope, labels, config.httpRoute);
  if (alias) ingress?.addDependency(alias);
  if (referenceGrant) httpRoute?.addDependency(referenceGrant);
  return { ingress, alias, httpRoute, referenceGrant };
}
