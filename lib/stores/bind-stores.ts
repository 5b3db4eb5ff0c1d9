import type { EnvValue } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkObject } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { RedisAddress, StoreConfig } from './redis-address';

/** The stores of an app, with the variable that takes the address of each. */
export type Stores = { [variable: string]: RedisAddress };

const NONE: StoreConfig[] = [];

/** What an app gets of its stores. */
export function bindStores(
  scope: IConstruct,
  stores: Stores | undefined,
  env: { [name: string]: EnvValue } | undefined,
  reference?: (variable: string) => string,
): StoreConfig[] {
  if (stores === undefined) return NONE;
  checkObject(scope, 'stores', stores);
  return Object.entries(stores).map(([variable, store]) => {
    if (typeof store?._bind !== 'function')
      fail(
        scope,
        `stores.${variable} (${show(store)}) must be a RedisAddress, such as RedisAddress.external({ host: 'redis-master.redis' })`,
      );
    const config = store._bind(scope, variable, reference);
    for (const name of Object.keys(config.env))
      if (env?.[name] !== undefined) fail(scope, `env.${name} is written from stores.${variable}: leave one of the two out`);
    return config;
  });
}

/** The props of an app, with the addresses of its stores before its environment. */
export function withStores<Props extends { readonly env?: { [name: string]: EnvValue } }>(
  props: Props,
  stores: readonly StoreConfig[],
): Props {
  if (stores.length === 0) return props;
  return { ...props, env: Object.assign({}, ...stores.map((store) => store.env), props.env) };
}
