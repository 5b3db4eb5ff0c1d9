import { podTemplateOf } from '../../rules/kubernetes/pod-template';
import { kindOf, type Manifest, namespaceOf, type Value } from '../../rules/manifest';
import { APPS } from '../../rules/spinkube/apps';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { Node } from '../graph';
import type { DrawContext } from '../part';

/** Schemes of stores and brokers. */
const STORE = /^(rediss?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|amqps?|nats|kafka|memcached)$/;
/** An address: scheme, credentials, host, port. The credentials are never shown. */
const ADDRESS = /^(?:([a-z][a-z0-9+.-]{0,20}):\/\/)?(?:[^\s/@]*@)?([a-z0-9][a-z0-9.-]{0,252})(?::(\d{1,5}))?(?:[/?#]|$)/i;

/** Spin's stores, and what they are called. */
const SPIN_STORES: readonly (readonly [field: string, kind: string])[] = [
  ['keyValueStores', 'key-value store'],
  ['sqliteDatabases', 'SQLite database'],
  ['llmCompute', 'inferencing'],
];

/** Draws the stores and Services that the environment and the runtime configuration of an app name. */
export function drawStores(app: Manifest, context: DrawContext): void {
  const { graph } = context.drawing;
  const node = context.drawing.object(app);
  const isSpinApp = APPS.includes(kindOf(app));
  const spec = mapOf(app.spec);
  for (const value of isSpinApp ? valuesOf(spec.variables) : environmentOf(app)) {
    for (const address of value.length > 2000 ? [] : value.split(',')) {
      const store = storeAt(address.trim(), namespaceOf(app), context);
      if (store && store !== node) graph.edge(node, store);
    }
  }
  if (!isSpinApp) return;
  for (const [field, kind] of SPIN_STORES) {
    const stores = mapOf(spec.runtimeConfig)[field];
    for (const store of Array.isArray(stores) ? stores : stores === undefined ? [] : [stores]) {
      const { name, type, options } = mapOf(store);
      const url = listOf(options)
        .map(mapOf)
        .find((option) => option.name === 'url')?.value;
      const known = textOf(url) && storeAt(url, namespaceOf(app), context);
      graph.edge(
        node,
        known ||
          graph.node('store', kind, textOf(name) ?? 'default', { namespace: app.metadata.namespace, notes: textOf(type) ? [type] : [] }),
      );
    }
  }
}

/** Returns the Service or store of an address: a Service of the manifests, or a store by its scheme. */
export function storeAt(address: string, from: string, { drawing }: DrawContext): Node | undefined {
  const match = ADDRESS.exec(address);
  if (!match) return undefined;
  const [, scheme, host, port] = match;
  const [name, namespace = from, svc] = host.toLowerCase().split('.');
  // a bare word is the name of a Service only with a scheme or a port
  const isAddress = scheme !== undefined || port !== undefined || host.includes('.');
  const known = isAddress && (svc === undefined || svc === 'svc') ? drawing.knownService(namespace, name) : undefined;
  if (known) return known;
  return scheme && STORE.test(scheme.toLowerCase())
    ? drawing.graph.node('store', scheme.toLowerCase(), port ? `${host}:${port}` : host)
    : undefined;
}

function environmentOf(app: Manifest): readonly string[] {
  const { containers, initContainers } = mapOf(podTemplateOf(app).spec);
  return [...listOf(containers), ...listOf(initContainers)].flatMap((container) => valuesOf(mapOf(container).env));
}

function valuesOf(list: Value): readonly string[] {
  return listOf(list).flatMap((entry) => textOf(mapOf(entry).value) ?? []);
}
