import type { Value } from '../../rules/manifest';
import { ingressFields } from '../../rules/removed/ingress-fields';
import { at, elements } from '../../rules/values';
import type { Item } from '../item';
import { follow, type Step } from '../step';

/** Replaces the fields of Ingress v1beta1 by those of v1. */
export const ingress: Step = {
  title: 'Ingress: backends of v1beta1 become service and port of v1, every path gets a pathType',
  run(workspace) {
    const why = 'networking.k8s.io/v1beta1 has not been served since Kubernetes 1.22';
    follow(workspace, [ingressFields], (item, { path, steps, value }) => {
      const field = steps.at(-1);
      const parent = steps.slice(0, -1);
      if (field === 'backend') {
        workspace.change(item, steps, 'backend becomes defaultBackend', why);
        item.rename(steps, 'defaultBackend');
        rewriteBackend(item, ['spec', 'defaultBackend']);
      } else if (field === 'pathType') {
        workspace.change(item, parent, `${path} is added: ImplementationSpecific`, `${why}, and its default was ImplementationSpecific`);
        item.set(steps, 'ImplementationSpecific', 'path');
      } else if (value !== undefined) {
        workspace.change(item, steps, `${field} becomes ${field === 'serviceName' ? 'service.name' : 'service.port'}`, why);
        rewriteBackend(item, parent);
      }
    });
  },
};

/** Replaces serviceName and servicePort by service, with the comments. */
function rewriteBackend(item: Item, backend: readonly (string | number)[]): void {
  item.move([...backend, 'serviceName'], [...backend, 'service', 'name']);
  const port: Value = item.value([...backend, 'servicePort']);
  if (port === undefined) return;
  const isNumber = typeof port === 'number' || /^\d+$/.test(String(port));
  item.set([...backend, 'servicePort'], isNumber ? Number(port) : port);
  item.move([...backend, 'servicePort'], [...backend, 'service', 'port', isNumber ? 'number' : 'name']);
}

/** Returns the paths of the backends of an Ingress. */
export function backendsIn({ manifest }: Item): string[] {
  const paths: string[] = [];
  for (const [rule, rulePath] of elements(manifest.spec?.rules, 'spec.rules')) {
    for (const [, path] of elements(rule?.http?.paths, `${rulePath}.http.paths`)) paths.push(at(path, 'backend'));
  }
  return ['spec.defaultBackend', ...paths];
}
