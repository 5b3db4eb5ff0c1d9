import { ADVISORIES_RULES } from './advisories';
import { HTTP_ADD_ON_RULES } from './http-add-on';
import { KEDA_RULES } from './keda';
import { KEDA_TRIGGERS_RULES } from './keda-triggers';
import { KNATIVE_RULES } from './knative';
import { KUBERNETES_RULES } from './kubernetes';
import { REMOVED_RULES } from './removed';
import { ROUTING_RULES } from './routing';
import type { Rule } from './rule';
import { RUNTIMES_RULES } from './runtimes';
import { SCHEMA_RULES } from './schema';
import { SPINKUBE_RULES } from './spinkube';
import { YAML_RULES } from './yaml';

/** Every rule, in the order in which the docs list them. */
export const RULES: readonly Rule[] = [
  ...KEDA_RULES,
  ...KEDA_TRIGGERS_RULES,
  ...HTTP_ADD_ON_RULES,
  ...ROUTING_RULES,
  ...SPINKUBE_RULES,
  ...RUNTIMES_RULES,
  ...KNATIVE_RULES,
  ...KUBERNETES_RULES,
  ...REMOVED_RULES,
  ...SCHEMA_RULES,
  ...YAML_RULES,
  ...ADVISORIES_RULES,
];

/** The rules whose findings somebody should act on. */
export const RULES_WITHOUT_NOTES: readonly Rule[] = RULES.filter(({ severity }) => severity !== 'note');
