import { placeholderOf } from '../placeholder';
import type { Rule } from '../rule';
import { show } from '../values';
import { isPlain } from './served';

export const notRendered: Rule = {
  id: 'kubernetes/not-rendered',
  severity: 'note',
  title: 'Placeholders are replaced before the manifest is checked',
  rationale:
    'Flux, envsubst and templates replace placeholders before a cluster sees the object, and no rule judges what is not written yet.',
  link: 'https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution',
  kinds: ['*'],
  check(object, { report }) {
    if (!isPlain(object.apiVersion)) return;
    const found = placeholderOf(object);
    if (found.token === undefined) return;
    report({
      path: found.path,
      message: `${show(found.token.slice(0, 80))} is not replaced yet: nothing is said of placeholders and of what they stand for`,
      fix: 'check the rendered manifests, for example the output of flux build, envsubst or helm template',
    });
  },
};
