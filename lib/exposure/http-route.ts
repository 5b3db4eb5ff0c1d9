import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { HttpRouteProps, ReferenceGrantV1Beta1Props } from '../../imports/gateway.networking.k8s.io';
import { HTTP_ROUTE, REFERENCE_GRANT } from '../cluster/kinds';
import { fail } from '../core/errors';
import { claimInCluster } from '../synth/claims';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import type { GrantConfig, HttpRouteConfig } from './config';

/** Creates the HTTPRoute of an Exposure. */
export function createHttpRoute(scope: Construct, labels: { [name: string]: string }, config: HttpRouteConfig): ApiObject {
  const { name, annotations, parentRefs, hostnames, paths, service, servicePort, namespace, requestTimeout } = config;
  checkClaims(scope, config);
  const manifest = manifestOf<HttpRouteProps>(HTTP_ROUTE, {
    metadata: { name, labels, annotations },
    spec: {
      parentRefs,
      hostnames,
      rules: [
        {
          matches: paths.map((value) => ({ path: { type: 'PathPrefix', value } })),
          backendRefs: [{ name: service, namespace, port: servicePort }],
          timeouts: requestTimeout === undefined ? undefined : { request: requestTimeout },
        },
      ],
    },
  });
  return createObject(scope, 'HTTPRoute', manifest);
}

/** Fails for a host and path of another HTTPRoute on the same Gateway, which would serve only the older one. */
function checkClaims(scope: Construct, { parentRefs, hostnames = ['*'], paths }: HttpRouteConfig): void {
  for (const { name, namespace = '', sectionName = '', port = '' } of parentRefs) {
    for (const host of hostnames) {
      for (const path of paths) {
        const first = claimInCluster(scope, 'gateway', namespace, name, `${sectionName} ${port}`, path, host);
        if (first !== undefined && first !== scope.node.path) {
          fail(
            scope,
            `host ${host} with path ${path} of Gateway ${name} is already routed to [${first}]: ` +
              'pass another host or path, or Exposure.none() to one of the two',
          );
        }
      }
    }
  }
}

/** Creates the ReferenceGrant for an HTTPRoute. */
export function createReferenceGrant(scope: Construct, labels: { [name: string]: string }, config: GrantConfig): ApiObject {
  const { name, namespace, from, service } = config;
  const manifest = manifestOf<ReferenceGrantV1Beta1Props>(REFERENCE_GRANT, {
    metadata: { name, namespace, labels },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: from }],
      to: [{ group: '', kind: 'Service', name: service }],
    },
  });
  return createObject(scope, 'ReferenceGrant', manifest);
}
