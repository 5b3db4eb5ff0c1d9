import { FIELD_VERSIONS, type FieldVersion } from '../cluster/field-versions';
import type { Component } from '../cluster/versions';
import { kindOf, type Manifest } from '../rules/manifest';
import { resolve } from '../rules/values';
import { type Bound, nameOf } from './need';

const BY_KIND = new Map<string, FieldVersion[]>();
for (const version of FIELD_VERSIONS) {
  for (const kind of version.kinds) {
    const key = `${version.component} ${kind}`;
    const list = BY_KIND.get(key);
    if (list) list.push(version);
    else BY_KIND.set(key, [version]);
  }
}

/** What the fields of an object say of the releases that have them all: of each field the first, or the one that no longer has it. */
export function* fieldBounds(component: Component, object: Manifest): Generator<{ readonly atLeast?: Bound; readonly below?: Bound }> {
  for (const { field, since, until, value } of BY_KIND.get(`${component} ${kindOf(object)}`) ?? []) {
    for (const [found, path] of resolve(object.spec, '', field)) {
      if (value !== undefined && found !== value) continue;
      const because = `${path}${value === undefined ? '' : ` ${value}`} in ${nameOf(object)}`;
      if (since) yield { atLeast: { version: since, because } };
      if (until) yield { below: { version: until, because } };
    }
  }
}
