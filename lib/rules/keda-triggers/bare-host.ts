import { kedaNamespaces } from '../keda/keda-namespaces';
import { scaledOf } from '../keda/scaled';
import { SCALED } from '../keda/upstream';
import { type Manifest, namespaceOf, UNKNOWN_NAMESPACE } from '../manifest';
import type { Context, Rule } from '../rule';
import { show } from '../values';
import { addressesOf } from './addresses';

export const bareHost: Rule = {
  id: 'keda-triggers/bare-host',
  severity: 'warning',
  title: 'The address of a trigger names the namespace of its Service',
  rationale: 'KEDA connects to the source of a trigger from its own pod, where a name without a namespace is one of its own namespace.',
  link: 'https://keda.sh/docs/latest/scalers/postgresql/',
  kinds: SCALED,
  check(object, context) {
    for (const { type, metadata, path } of scaledOf(object).triggers) {
      for (const { key, address } of addressesOf(metadata, context.cluster)) {
        const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([a-z](?:[a-z0-9-]*[a-z0-9])?)(?::\d+)?(?:[/?]|$)/.exec(address)?.[1];
        if (host === undefined || host === 'localhost' || !isElsewhere(host, object, context)) continue;
        const namespace = namespaceOf(object) || '<namespace>';
        context.report({
          path: `${path}.metadata.${key}`,
          message: `${key} (${show(address)}) of ${type} names no namespace, and KEDA looks ${host} up in its own`,
          fix: `write ${address.replace(host, `${host}.${namespace}.svc`)}`,
        });
      }
    }
  },
};

/** Whether a host is in another namespace than KEDA, as far as that can be told: that of the scaler, or of a Service among the manifests. */
function isElsewhere(host: string, object: Manifest, context: Context): boolean {
  const namespace = namespaceOf(object);
  const isOfKeda = (one: string) => kedaNamespaces(context).includes(one);
  if (namespace !== UNKNOWN_NAMESPACE) return !isOfKeda(namespace);
  return context.manifests.named('Service', host).some((service) => !isOfKeda(namespaceOf(service)));
}
