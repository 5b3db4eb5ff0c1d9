import { grouped } from '../../core/derived';
import { stepsOf } from '../../files/yaml/locate';
import { ownObject } from '../../rules/spinkube/app';
import type { Item } from '../item';
import { identityOf } from '../scopes';
import { follow, type Step } from '../step';
import type { Workspace } from '../workspace';
import { backendsIn } from './ingress';

/** Port of the Service that the operator creates. It has no name. */
const PORT = 80;

/** Removes a Service that the operator creates itself. */
export const spinService: Step = {
  title: 'A Service with the name of a SpinApp is removed, since the operator creates it; Ingresses to it use port 80',
  run(workspace) {
    const removed: Item[] = [];
    follow(workspace, [ownObject], (item) => {
      const { manifest, name } = item;
      if (manifest.kind !== 'Service') {
        workspace.leave(
          item,
          [],
          'remove it, and move its settings into the SpinApp',
          'the operator creates a Deployment of that name, and overwrites this one',
        );
        return;
      }
      workspace.change(item, [], 'removed', 'the operator creates a Service of that name with port 80, and overwrites this one');
      const { type } = manifest.spec ?? {};
      if (type && type !== 'ClusterIP') {
        workspace.leave(
          item,
          ['spec', 'type'],
          `expose ${name} by an Ingress or an HTTPRoute, and point its DNS there`,
          `the operator's Service is not of type ${type}`,
        );
      }
      removed.push(item);
    });
    usePort80(workspace, removed);
    for (const item of removed) workspace.remove(item);
  },
};

/** Replaces the ports of the removed Services in Ingresses. */
function usePort80(workspace: Workspace, removed: readonly Item[]): void {
  const services = grouped(removed, identityOf);
  for (const item of workspace.ofKind('networking.k8s.io/Ingress')) {
    for (const backend of backendsIn(item).map((path) => [...stepsOf(path), 'service'])) {
      const key = JSON.stringify(['Service', item.namespace, item.value([...backend, 'name'])]);
      if (!services.get(key)?.some((service) => workspace.sees(item, service))) continue;
      const { number, name: portName } = item.value([...backend, 'port']) ?? {};
      if (number === PORT && portName === undefined) continue;
      workspace.change(item, [...backend, 'port'], `port becomes ${PORT}`, "the operator's Service has only this port, without a name");
      item.remove([...backend, 'port', 'name']);
      item.set([...backend, 'port', 'number'], PORT);
    }
  }
}
