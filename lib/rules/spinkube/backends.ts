import { KEY_VALUE_BACKENDS, LLM_BACKENDS, type SpinBackend, type SpinBackends, SQLITE_BACKENDS } from '../../cluster/spin-backends';
import type { Value } from '../manifest';
import { elements, isMap, mapOf, textOf } from '../values';

/** A store, a database or the inferencing in the runtime configuration of a SpinApp. */
export interface ConfiguredBackend {
  readonly type: string;
  /** Undefined for a type that Spin does not have. */
  readonly backend?: SpinBackend;
  /** The types that could stand there. */
  readonly backends: SpinBackends;
  readonly options: Value;
  readonly path: string;
}

/** The backends that the operator writes into the runtime configuration: none where a Secret has the whole of it. */
export function backendsOf(spec: Value): ConfiguredBackend[] {
  const config = mapOf(mapOf(spec).runtimeConfig);
  if (textOf(config.loadFromSecret)) return [];
  const found: ConfiguredBackend[] = [];
  const add = (given: Value, path: string, backends: SpinBackends) => {
    const type = isMap(given) ? textOf(given.type) : undefined;
    if (type === undefined) return;
    found.push({ type, backend: Object.hasOwn(backends, type) ? backends[type] : undefined, backends, options: given.options, path });
  };
  for (const [store, path] of elements(config.keyValueStores, 'spec.runtimeConfig.keyValueStores')) add(store, path, KEY_VALUE_BACKENDS);
  for (const [database, path] of elements(config.sqliteDatabases, 'spec.runtimeConfig.sqliteDatabases'))
    add(database, path, SQLITE_BACKENDS);
  add(config.llmCompute, 'spec.runtimeConfig.llmCompute', LLM_BACKENDS);
  return found;
}
