/** The rules whose findings `migrate` repairs (lib/migrate/steps). */
export const MIGRATED: readonly string[] = [
  'http-add-on/deprecated-kind',
  'http-add-on/misplaced-field',
  'http-add-on/api-version',
  'http-add-on/fields-by-version',
  'removed/api-version',
  'removed/api',
  'removed/spin-operator-group',
  'keda/scaling-field-placement',
  'keda-triggers/removed-key',
];
