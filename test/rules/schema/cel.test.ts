import { broken } from '../../../lib/rules/schema/cel';
import { SCHEMAS } from '../../../lib/rules/schema/crds';
import type { Structural } from '../../../lib/rules/schema/structural';

test('every CEL rule of every CRD can be evaluated, without an error where all fields are there', () => {
  const rules: Structural[] = [];
  const collect = (schema: Structural) => {
    if (schema.rules) rules.push(schema);
    for (const property of Object.values(schema.properties ?? {})) collect(property);
    if (schema.items) collect(schema.items);
    if (schema.additionalProperties) collect(schema.additionalProperties);
  };
  for (const { load } of SCHEMAS) collect(JSON.parse(load()));
  expect(rules.length).toBeGreaterThan(50);
  for (const schema of rules) expect(() => [...broken(schema.type === 'array' ? [] : {}, schema)]).not.toThrow();
});
