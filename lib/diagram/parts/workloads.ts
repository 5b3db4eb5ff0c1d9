import { SELECTED } from '../../rules/kubernetes/pod-template';
import { APPS } from '../../rules/spinkube/apps';
import type { Part } from '../part';
import { drawStores } from './stores';

/** Deployments and other workloads of Kubernetes. */
export const workloads: Part = {
  kinds: SELECTED,
  draw(object, context) {
    context.drawing.object(object);
    drawStores(object, context);
  },
};

/** SpinApps, each with the Deployment and the Service that the operator makes. */
export const spinApps: Part = {
  kinds: APPS,
  draw(object, context) {
    context.drawing.object(object);
    drawStores(object, context);
  },
};
