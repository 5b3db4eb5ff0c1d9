import type { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { DomainMappingProps } from '../../imports/serving.knative.dev';
import { DOMAIN_MAPPING } from '../cluster/knative';
import { CLUSTER_DOMAIN } from '../cluster/kubernetes';
import { checkHost } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { checkExposure, type Exposure } from '../exposure/exposure';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';

/** Fails for what Knative maps no Service to. */
export function checkDomain(scope: IConstruct, domain: string): void {
  checkHost(scope, 'domain', domain);
  if (domain.startsWith('*') || !domain.includes('.'))
    fail(scope, `domain (${show(domain)}) must be a full domain name without wildcard, such as app.example.com`);
  if (domain.endsWith(`.${CLUSTER_DOMAIN}`))
    fail(scope, `domain (${show(domain)}) must not lie under the cluster's own domain: pass a public name`);
}

/** Fails for an exposure that Knative has no place for. */
export function checkKnativeExposure(scope: IConstruct, exposure: Exposure, domain?: string): void {
  checkExposure(scope, exposure);
  if (exposure._outside)
    fail(
      scope,
      'exposure makes an Ingress or HTTPRoute, and Knative leads requests to the app by itself: leave it out, and pass domain for a name of its own',
    );
  if (exposure._clusterOnly && domain !== undefined)
    fail(scope, `domain (${show(domain)}) is a name for callers outside, whom Exposure.cluster() keeps out: leave one of the two out`);
}

/** Makes the DomainMapping by which a Knative Service has a name of its own. */
export function createDomainMapping(scope: Construct, domain: string, labels: { [name: string]: string }, service: ApiObject): ApiObject {
  const { kind, name } = service;
  const manifest = manifestOf<DomainMappingProps>(DOMAIN_MAPPING, {
    metadata: { name: domain, labels },
    spec: { ref: { apiVersion: service.apiVersion, kind, name } },
  });
  const mapping = createObject(scope, 'DomainMapping', manifest);
  mapping.addDependency(service);
  return mapping;
}
