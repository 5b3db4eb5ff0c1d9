/** The rules whose findings `migrate` repairs (lib/migrate/steps). */
export const MIGRATED: readonly string[] = [
  'http-add-on/deprecated-kind',
  'http-add-on/fields-by-version',
  'http-add-on/misplaced-field',
  'keda/scaling-field-placement',
  'keda/target-replicas',
  'keda-triggers/removed-key',
  'keda-triggers/unknown-key',
  'knative/autoscaling-annotation-placement',
  'knative/annotation-text',
  'removed/api-version',
  'removed/ingress-fields',
  'removed/spin-operator-group',
  'spinkube/own-object',
];
