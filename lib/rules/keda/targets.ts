/** Scalers found by their targets. */
import { derived, grouped } from '../../core/derived';
import { HTTP_SCALED_OBJECT, makesScaledObject } from '../http-add-on/upstream';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { type Target, targetOf } from './target-reference';
import { SCALED_OBJECT } from './upstream';

export const HPA = 'autoscaling/HorizontalPodAutoscaler';

type Workload = Pick<Target, 'groupKind' | 'name'>;

const byTarget = derived((manifests: Manifests) => ({
  scalers: groupedByTarget(manifests.ofKind(SCALED_OBJECT)),
  routes: groupedByTarget(manifests.ofKind(HTTP_SCALED_OBJECT).filter((route) => makesScaledObject(route))),
  autoscalers: groupedByTarget(manifests.ofKind(HPA)),
}));

type Index = ReadonlyMap<string, readonly Manifest[]>;

const NONE: readonly Manifest[] = [];

/** The ScaledObjects of a workload in a namespace. */
export function scalersOf(manifests: Manifests, namespace: string, workload: Workload): readonly Manifest[] {
  return lookup(byTarget(manifests).scalers, namespace, workload);
}

/** The HTTPScaledObjects of a workload in a namespace for which the add-on makes a ScaledObject. */
export function routesOf(manifests: Manifests, namespace: string, workload: Workload): readonly Manifest[] {
  return lookup(byTarget(manifests).routes, namespace, workload);
}

/** The Horizontal Pod Autoscalers of a workload in a namespace. */
export function autoscalersOf(manifests: Manifests, namespace: string, workload: Workload): readonly Manifest[] {
  return lookup(byTarget(manifests).autoscalers, namespace, workload);
}

function groupedByTarget(scalers: readonly Manifest[]): Index {
  return grouped(scalers, (scaler) => {
    const target = targetOf(scaler);
    return target && keyOf(namespaceOf(scaler), target);
  });
}

function lookup(index: Index, namespace: string, workload: Workload): readonly Manifest[] {
  return index.size === 0 ? NONE : (index.get(keyOf(namespace, workload)) ?? NONE);
}

function keyOf(namespace: string, { groupKind, name }: Workload): string {
  return `${namespace} ${groupKind} ${name}`;
}
