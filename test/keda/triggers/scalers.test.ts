/** The types of the props, which the compiler forgets: read from the source, and held against the definitions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../../../lib';
import type { Parameter } from '../../../lib/keda/scalers/definition';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { TYPES } from './selection';

const source = readFileSync(join(__dirname, '../../../lib/keda/triggers/scalers.ts'), 'utf8');

const TYPE_OF_KIND: { readonly [kind: string]: RegExp } = {
  string: /^string$/,
  int: /^number$/,
  number: /^number$/,
  boolean: /^boolean$/,
  duration: /^Duration$/,
  list: /^string\[\]$/,
  intList: /^(string|number)\[\]$/,
  map: /^\{ \[(key|\w+): string\]: string \}$/,
};

/** The props of a scaler with their types, such as `query?: string`. */
function propsOf(type: string): { readonly [prop: string]: { readonly optional: boolean; readonly written: string } } {
  const name = type.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const [, body] = new RegExp(`^export interface ${name}TriggerProps extends ScalerProps \\{\\n(.*?)^\\}`, 'ms').exec(source)!;
  const props = [...body.matchAll(/^ {2}readonly (\w+)(\?)?: (.*);$/gm)];
  return Object.fromEntries(props.map(([, prop, optional, written]) => [prop, { optional: optional !== undefined, written }]));
}

/** Whether a prop has the type of its parameter: an enum has a type of its own, with its members. */
function isTyped({ kind, enum: members }: Parameter, written: string): boolean {
  if (!members) return TYPE_OF_KIND[kind].test(written);
  const values = (library as unknown as { readonly [name: string]: object })[written.replace('[]', '')];
  return written.endsWith('[]') === (kind === 'list') && Object.values(values ?? {}).join() === members.join();
}

test('a scaler has the props that its metadata and variables give, and no others', () => {
  const props = TYPES.map((type) => ({ type, props: Object.keys(propsOf(type)).sort() }));
  const given = TYPES.map((type) => {
    const parameters = Object.entries(SCALERS[type].params).filter(([, { removed }]) => !removed);
    const names = parameters.flatMap(([key, { prop = key, from }]) => [
      ...(from.includes('metadata') ? [prop] : []),
      ...(from.includes('env') ? [`${prop}FromEnv`] : []),
    ]);
    // the address of a store stands for several parameters
    return { type, props: [...names, ...(type === 'redis' || type === 'redis-streams' ? ['store'] : [])].sort() };
  });
  expect(props).toStrictEqual(given);
});

test('a prop has the type of its values, and is optional unless nothing else can give what is required', () => {
  const mistyped = TYPES.flatMap((type) => {
    const props = propsOf(type);
    return Object.entries(SCALERS[type].params).flatMap(([key, parameter]) => {
      const { prop = key, from, required = false } = parameter;
      const variable = props[`${prop}FromEnv`];
      return [
        ...(from.includes('metadata') && props[prop] && !isTyped(parameter, props[prop].written) ? [`${type}.${prop}`] : []),
        ...(from.join() === 'metadata' && props[prop] && props[prop].optional === required ? [`${type}.${prop} optional`] : []),
        ...(variable && !(variable.optional && variable.written === 'string') ? [`${type}.${prop}FromEnv`] : []),
      ];
    });
  });
  expect(mistyped).toStrictEqual([]);
});
