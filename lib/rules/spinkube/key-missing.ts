import { CA_KEY, CONFIG_KEY } from '../../cluster/spinkube';
import { nearest } from '../../core/suggest';
import { keyReferences, keyRemedy, type MissingKey, missingKey } from '../kubernetes/held-keys';
import { kindOf, type Value } from '../manifest';
import type { Rule, RuleContext } from '../rule';
import { elements, mapOf, show, textOf } from '../values';
import { APPS, EXECUTORS, OPERATOR } from './apps';
import { backendsOf } from './backends';

export const keyMissing: Rule = {
  id: 'spinkube/key-missing',
  severity: 'warning',
  title: 'A Secret or ConfigMap that an app or its executor reads has the key',
  rationale:
    'The container of an app waits for a key of its variables; the operator takes a missing key of an option for empty, and mounts an empty directory in place of a file.',
  link: `${OPERATOR}/internal/runtimeconfig/types.go`,
  kinds: [...APPS, ...EXECUTORS],
  check(object, context) {
    const { manifests, report } = context;
    const find = (kind: string, reference: Value) => missingKey(kind, reference, object, manifests);
    const spec = mapOf(object.spec);
    if (EXECUTORS.includes(kindOf(object))) {
      const name = mapOf(spec.deploymentConfig).caCertSecret;
      const missing = find('Secret', { name, key: CA_KEY });
      if (missing) ofFile(missing, 'spec.deploymentConfig.caCertSecret', 'so that apps trust no certificate', context);
      return;
    }
    for (const [variable, path] of elements(spec.variables, 'spec.variables')) {
      for (const { reference, kind, path: at } of keyReferences(variable, path)) {
        const missing = reference.optional === true ? undefined : find(kind, reference);
        if (!missing) continue;
        report({
          path: `${at}.key`,
          message: `key (${show(missing.key)}) is not in ${missing.holder}, and the container does not start without it`,
          fix: keyRemedy(missing.key, missing.keys),
        });
      }
    }
    const { loadFromSecret } = mapOf(spec.runtimeConfig);
    const missing = find('Secret', { name: loadFromSecret, key: CONFIG_KEY });
    if (missing) ofFile(missing, 'spec.runtimeConfig.loadFromSecret', 'at which Spin exits', context);
    for (const { options, path } of backendsOf(spec)) ofOptions(options, `${path}.options`, find, context);
  },
};

/** The options of a store, a database or the inferencing. The operator does not read `optional`, which says that an empty string will do. */
function ofOptions(
  options: Value,
  path: string,
  find: (kind: string, reference: Value) => MissingKey | undefined,
  { report }: RuleContext,
): void {
  for (const [option, where] of elements(options, path)) {
    for (const { reference, kind, path: at } of keyReferences(option, where)) {
      const missing = reference.optional === true || textOf(mapOf(option).value) ? undefined : find(kind, reference);
      if (!missing) continue;
      report({
        path: `${at}.key`,
        message: `key (${show(missing.key)}) is not in ${missing.holder}, and the operator writes an empty string`,
        fix: keyRemedy(missing.key, missing.keys),
      });
    }
  }
}

function ofFile({ key, holder, keys }: MissingKey, path: string, consequence: string, { report }: RuleContext): void {
  const meant = keys.length === 1 ? keys[0] : nearest(key, keys.slice(0, 50));
  report({
    path,
    message: `${holder} has no key ${key}: the operator mounts an empty directory in its place, ${consequence}`,
    fix: meant ? `rename key ${meant} of the Secret to ${key}` : `add the key ${key} to the Secret`,
  });
}
