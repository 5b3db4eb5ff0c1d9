import { SERVICE } from '../rules/knative/template';
import type { Level } from '../rules/kubernetes/pod-security';
import { kindOf, type Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { COMPONENTS, type ComponentId } from './components';
import { RequirementKind } from './requirement';

/** A release that bounds a range, and the reason. */
export interface Bound {
  readonly version: string;
  readonly because: string;
}

/** What to look for on a cluster, where the name and the kind of a need do not say it. */
export interface Question {
  /** A key of one of Knative's ConfigMaps. */
  readonly setting?: { readonly map: string; readonly key: string; readonly value: string };
  /** A label of nodes. */
  readonly label?: { readonly key: string; readonly value: string };
  /** A runtime of containerd. */
  readonly handler?: string;
  /** A ReferenceGrant from HTTPRoutes of a namespace to a Service. */
  readonly grant?: { readonly from?: string; readonly service: string };
  /** The strictest Pod Security Standard that a namespace may enforce. */
  readonly podSecurity?: Level;
}

/** A need of one object. The needs of several objects for the same thing become one requirement. */
export interface Need {
  readonly kind: RequirementKind;
  readonly name: string;
  readonly objectKind?: string;
  /** API group of the object. */
  readonly group?: string;
  readonly namespace?: string;
  readonly component?: ComponentId;
  /** The version of a CRD that must be served. */
  readonly version?: string;
  readonly atLeast?: Bound;
  readonly below?: Bound;
  readonly details?: readonly string[];
  readonly note?: string;
  readonly install?: readonly string[];
  readonly link?: string;
  readonly question?: Question;
}

/** Reports the needs of the objects of one upstream project. It never throws, and skips malformed fields. */
export interface Upstream {
  /** Groups and kinds that it reads; `*` for every object. */
  readonly kinds: readonly string[];
  needs(object: Manifest, context: Context): Iterable<Need>;
}

/** Returns the need of a component. */
export function component(id: ComponentId, more: Partial<Pick<Need, 'name' | 'atLeast' | 'below' | 'note'>> = {}): Need {
  return { kind: RequirementKind.COMPONENT, component: id, name: COMPONENTS[id].title, ...more };
}

/** Returns the name of an object for people: `ScaledObject default/worker`. */
export function nameOf(object: Manifest): string {
  const { name, namespace } = object.metadata;
  const kind = kindOf(object) === SERVICE ? 'Knative Service' : object.kind;
  return `${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${typeof name === 'string' ? name : '(no name)'}`;
}
