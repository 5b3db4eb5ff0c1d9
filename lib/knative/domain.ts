import type { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { DomainMappingProps } from '../../imports/serving.knative.dev';
import { DOMAIN_MAPPING } from '../cluster/kinds';
import { CLUSTER_DOMAIN } from '../cluster/kubernetes';
import { checkHost } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { checkExposure, type Exposure } from '../exposure/exposure';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';

/** Fails for a domain that Knative cannot map to a Service. */
export function checkDomain(scope: IConstruct, domain: string): void {
  checkHost(scope, 'domain', domain);
  if (domain.startsWith('*') || !domain.includes('.'))
    fail(scope, `domain (${show(domain)}) must be a full domain name without wildcard, such as app.example.com`);
  if (domain.endsWith(`.${CLUSTER_DOMAIN}`))
    fail(scope, `domain (${show(domain)}) must not be below the domain of the cluster: pass a public name`);
}

/** Fails for an exposure that Knative cannot use. */
export function checkKnativeExposure(scope: IConstruct, exposure: Exposure, domain?: string): void {
  checkExposure(scope, exposure);
  if (exposure._outside)
    fail(
      scope,
      'exposure creates an Ingress or HTTPRoute, and Knative routes requests itself: leave it out, or pass domain for a custom domain',
    );
  if (exposure._clusterOnly && domain !== undefined)
    fail(scope, `domain (${show(domain)}) is for callers outside the cluster, which Exposure.cluster() excludes: leave one of the two out`);
}

/** Creates the DomainMapping from a custom domain name to a Knative Service. */
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
