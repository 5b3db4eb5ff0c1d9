import type { Rule } from '../rule';
import { elements, show } from '../values';
import { APPS, OPERATOR } from './apps';

const STORES = ['keyValueStores', 'sqliteDatabases'];

export const duplicateStore: Rule = {
  id: 'spinkube/duplicate-store',
  severity: 'error',
  title: 'Key-value stores have distinct names, and so have databases',
  rationale: 'The operator writes the stores into the runtime configuration as a map by name.',
  link: `${OPERATOR}/internal/runtimeconfig/types.go`,
  accepted: 'the CRD and the webhook do not compare names; the operator does, and makes no Deployment',
  kinds: APPS,
  check({ spec }, { report }) {
    const config = spec?.runtimeConfig;
    if (config?.loadFromSecret) return;
    for (const field of STORES) {
      const seen = new Set<string>();
      for (const [store, path] of elements(config?.[field], `spec.runtimeConfig.${field}`)) {
        const name = store?.name;
        if (typeof name !== 'string') continue;
        if (seen.has(name))
          report({ path: `${path}.name`, message: `name (${show(name)}) stands twice in ${field}`, fix: 'rename or remove one of them' });
        seen.add(name);
      }
    }
  },
};

export const ignoredConfig: Rule = {
  id: 'spinkube/ignored-runtime-config',
  severity: 'warning',
  title: 'Nothing stands beside runtimeConfig.loadFromSecret',
  rationale: 'The operator mounts the Secret as the whole runtime configuration, and writes nothing else into it.',
  link: `${OPERATOR}/internal/runtimeconfig/runtime_config.go`,
  kinds: APPS,
  check({ spec }, { report }) {
    const config = spec?.runtimeConfig;
    if (typeof config?.loadFromSecret !== 'string' || config.loadFromSecret === '') return;
    for (const field of [...STORES, 'llmCompute']) {
      const given = config[field];
      if (given === null || typeof given !== 'object' || (Array.isArray(given) && given.length === 0)) continue;
      report({
        path: `spec.runtimeConfig.${field}`,
        message: `${field} does nothing beside loadFromSecret (${show(config.loadFromSecret)})`,
        fix: 'write it into the Secret, or leave loadFromSecret out',
      });
    }
  },
};
