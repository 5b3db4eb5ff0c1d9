/**
 * A copy of an object with other values in some of its fields, or with more of them.
 *
 * Not `{ ...object, field }`: V8 gives every object of its own hidden class that gets a new field after a spread, and whoever reads such objects looks each
 * field up anew. In a fleet that takes longer than all checks.
 */
export function withFields<Type extends object, Fields extends object>(object: Type, fields: Fields): Omit<Type, keyof Fields> & Fields {
  return Object.assign({}, object, fields);
}
