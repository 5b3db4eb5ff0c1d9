import { kindOf, type Manifest } from '../../rules/manifest';
import { APPS } from '../../rules/spinkube/apps';
import { mapOf } from '../../rules/values';
import type { Change } from '../change';
import { variables, WITH_CONTAINERS } from './environment';

/** The field of a SpinApp for which the operator sets a variable, or the variable itself. */
function uses(object: Manifest, field: string, variable: string): readonly string[] {
  if (!APPS.includes(kindOf(object))) return variables(object, [variable]);
  return mapOf(object.spec)[field] === undefined ? [] : [`spec.${field}`];
}

const KINDS = [...WITH_CONTAINERS, ...APPS];

export const spinShimChanges: readonly Change[] = [
  {
    id: 'spin-shim/components',
    component: 'spinShim',
    release: '0.17',
    what: 'the shim runs only the components that SPIN_COMPONENTS_TO_RETAIN names, and ran all of them',
    remedy: 'look at the names of the components',
    link: 'https://github.com/spinframework/containerd-shim-spin/pull/197',
    kinds: KINDS,
    fields: (object) => uses(object, 'components', 'SPIN_COMPONENTS_TO_RETAIN'),
  },
  {
    id: 'spin-shim/instance-memory',
    component: 'spinShim',
    release: '0.20',
    what: 'an instance that takes more memory than SPIN_MAX_INSTANCE_MEMORY fails, and took what it needed',
    remedy: 'measure what a request needs, and raise the limit where it is too small',
    link: 'https://github.com/spinframework/containerd-shim-spin/pull/333',
    kinds: KINDS,
    fields: (object) => uses(object, 'invocationLimits', 'SPIN_MAX_INSTANCE_MEMORY'),
  },
];
