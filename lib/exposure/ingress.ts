import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { INGRESS } from '../cluster/kinds';
import { fail } from '../core/errors';
import { claimInCluster, otherCluster } from '../synth/claims';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import type { IngressConfig } from './config';

/** Creates the Ingress of an Exposure. */
export function createIngress(scope: Construct, labels: { [name: string]: string }, config: IngressConfig): ApiObject {
  const { name, namespace, annotations, className, tls, hosts } = config;
  checkClaims(scope, config);
  const paths = config.paths.map(({ path, pathType, service, servicePort }) => ({
    path,
    pathType,
    backend: { service: { name: service, port: { number: servicePort } } },
  }));
  const manifest = manifestOf<k8s.KubeIngressProps>(INGRESS, {
    metadata: { name, namespace, labels, annotations },
    spec: { ingressClassName: className, tls, rules: hosts.map((host) => ({ host, http: { paths } })) },
  });
  return createObject(scope, 'Ingress', manifest);
}

/** Fails for a host and path of another Ingress, which ingress-nginx rejects and other controllers resolve arbitrarily. */
function checkClaims(scope: Construct, { className = '', hosts, paths }: IngressConfig): void {
  for (const host of hosts) {
    for (const { path, pathType } of paths) {
      const first = claimInCluster(scope, 'ingress', className, pathType, path, host ?? '');
      if (first !== undefined && first !== scope.node.path) {
        fail(
          scope,
          `host ${host ?? '*'} with path ${path} is already routed to [${first}]: ` +
            `pass another host or path, or Exposure.none() to one of the two${otherCluster(scope, first)}`,
        );
      }
    }
  }
}
