import { SERVICE } from '../rules/knative/template';
import { kindOf, type Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { COMPONENTS, type ComponentId } from './components';
import { RequirementKind } from './requirement';

/** A release, and what makes it the first or the last. */
export interface Bound {
  readonly version: string;
  readonly because: string;
}

/** What one object needs of the cluster. Needs of several objects for one thing become one requirement. */
export interface Need {
  readonly kind: RequirementKind;
  readonly name: string;
  readonly objectKind?: string;
  readonly namespace?: string;
  readonly component?: ComponentId;
  /** Of a CRD, the version that must be served. */
  readonly version?: string;
  readonly atLeast?: Bound;
  readonly below?: Bound;
  readonly details?: readonly string[];
  readonly note?: string;
  readonly install?: readonly string[];
  readonly link?: string;
}

/** What the objects of one upstream project need: one file each. It never throws, and says nothing of fields that it cannot read. */
export interface Upstream {
  /** Groups and kinds that it looks at; `*` for every object. */
  readonly kinds: readonly string[];
  needs(object: Manifest, context: Context): Iterable<Need>;
}

/** A component, with what an object makes of its versions. */
export function component(id: ComponentId, more: Partial<Pick<Need, 'name' | 'atLeast' | 'below' | 'note'>> = {}): Need {
  return { kind: RequirementKind.COMPONENT, component: id, name: COMPONENTS[id].title, ...more };
}

/** An object as its readers call it: `ScaledObject default/worker`. */
export function nameOf(object: Manifest): string {
  const { name, namespace } = object.metadata;
  const kind = kindOf(object) === SERVICE ? 'Knative Service' : object.kind;
  return `${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${typeof name === 'string' ? name : '(no name)'}`;
}
