import { fieldVersionsOf } from '../cluster/releases';
import { kindOf, type Manifest } from '../rules/manifest';
import { resolve } from '../rules/values';
import { type Bound, nameOf } from './need';

/** Returns the bounds of the releases that have each field of an object: the first release with it, or the first without it. */
export function* fieldBounds(object: Manifest): Generator<{ readonly atLeast?: Bound; readonly below?: Bound }> {
  for (const { field, since, until, value } of fieldVersionsOf(kindOf(object))) {
    for (const [found, path] of resolve(object.spec, '', field)) {
      if (value !== undefined && found !== value) continue;
      const because = `${path}${value === undefined ? '' : ` ${value}`} in ${nameOf(object)}`;
      if (since) yield { atLeast: { version: since, because } };
      if (until) yield { below: { version: until, because } };
    }
  }
}
