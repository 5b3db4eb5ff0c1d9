import type { Value } from '../../rules/manifest';
import { ingressFields } from '../../rules/removed/ingress-fields';
import { at, elements } from '../../rules/values';
import type { Item } from '../item';
import { follow, type Step } from '../step';

/** The fields that an Ingress of v1 has in place of those of v1beta1. */
export const ingress: Step = {
  title: 'Ingress: backends of v1beta1 become service and port of v1, every path has a pathType',
  run(workspace) {
    const why = 'networking.k8s.io/v1beta1 is not served since Kubernetes 1.22';
    follow(workspace, [ingressFields], (item, { path, steps, value }) => {
      const field = steps.at(-1);
      const parent = steps.slice(0, -1);
      if (field === 'backend') {
        workspace.change(item, steps, 'backend becomes defaultBackend', why);
        item.rename(steps, 'defaultBackend');
        rewriteBackend(item, ['spec', 'defaultBackend']);
      } else if (field === 'pathType') {
        workspace.change(
          item,
          parent,
          `${path} is added: ImplementationSpecific`,
          `${why}, and that is what it took where none was written`,
        );
        item.set(steps, 'ImplementationSpecific', 'path');
      } else if (value !== undefined) {
        workspace.change(item, steps, `${field} becomes ${field === 'serviceName' ? 'service.name' : 'service.port'}`, why);
        rewriteBackend(item, parent);
      }
    });
  },
};

/** The name stays where it was, with its comment; the port follows. */
function rewriteBackend(item: Item, backend: readonly (string | number)[]): void {
  item.move([...backend, 'serviceName'], [...backend, 'service', 'name']);
  const port: Value = item.value([...backend, 'servicePort']);
  if (port === undefined) return;
  const isNumber = typeof port === 'number' || /^\d+$/.test(String(port));
  item.set([...backend, 'servicePort'], isNumber ? Number(port) : port);
  item.move([...backend, 'servicePort'], [...backend, 'service', 'port', isNumber ? 'number' : 'name']);
}

/** Where the paths of an Ingress lead, as steps. */
export function backendsIn({ manifest }: Item): string[] {
  const paths: string[] = [];
  for (const [rule, rulePath] of elements(manifest.spec?.rules, 'spec.rules')) {
    for (const [, path] of elements(rule?.http?.paths, `${rulePath}.http.paths`)) paths.push(at(path, 'backend'));
  }
  return ['spec.defaultBackend', ...paths];
}
