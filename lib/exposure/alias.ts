import { type ApiObject, Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { SERVICE } from '../cluster/kinds';
import { CLUSTER_DOMAIN } from '../cluster/kubernetes';
import { fail } from '../core/errors';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import type { AliasConfig, ExposureTarget } from './config';

/**
 * Returns an ExternalName Service for a Service of another namespace. The external name is fully qualified: DNS returns it unchanged, and a
 * shorter one would not resolve. An ExternalName Service does not map ports: callers use the port of the Service that it points to.
 *
 * @see https://github.com/kedacore/http-add-on/issues/993
 */
export function aliasOf({ name, service, servicePort }: ExposureTarget, namespace: string): AliasConfig {
  return { name: aliasName(name), externalName: `${service}.${namespace}.svc.${CLUSTER_DOMAIN}`, port: servicePort };
}

/** Returns the name of an app's alias. */
function aliasName(name: string): string {
  return `${name}-proxy`;
}

/**
 * Returns the hosts by which callers in the cluster reach the alias of an app. The bare name is not among them: two namespaces
 * may each have an alias of that name, and the interceptor matches only the host.
 */
export function aliasHosts(scope: IConstruct, name: string): string[] {
  const host = `${aliasName(name)}.${namespaceOf(scope, 'Exposure.cluster()', 'the host contains it')}`;
  return [host, `${host}.svc`, `${host}.svc.${CLUSTER_DOMAIN}`];
}

/** Returns the namespace of the chart; fails if it has none. */
export function namespaceOf(scope: IConstruct, exposure: string, because: string): string {
  const { namespace } = Chart.of(scope);
  if (namespace === undefined) fail(scope, `${exposure} needs the namespace of the app, since ${because}: pass namespace to the chart`);
  return namespace;
}

/** Creates the ExternalName Service. */
export function createAlias(scope: Construct, labels: { [name: string]: string }, { name, externalName, port }: AliasConfig): ApiObject {
  const manifest = manifestOf<k8s.KubeServiceProps>(SERVICE, {
    metadata: { name, labels },
    spec: { type: 'ExternalName', externalName, ports: [{ name: 'proxy', port }] },
  });
  return createObject(scope, 'Alias', manifest);
}
