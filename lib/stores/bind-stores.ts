import type { EnvValue } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkInstance, checkObject } from '../core/checks';
import { fail } from '../core/errors';
import type { RedisAddress, StoreConfig } from './redis-address';

/** The stores of an app by the environment variable for the address. */
export type Stores = { [variable: string]: RedisAddress };

const NONE: StoreConfig[] = [];

/** Returns the configuration of an app's stores. */
export function bindStores(
  scope: IConstruct,
  stores: Stores | undefined,
  env: { [name: string]: EnvValue } | undefined,
  reference?: (variable: string) => string,
): StoreConfig[] {
  if (stores === undefined) return NONE;
  checkObject(scope, 'stores', stores);
  return Object.entries(stores).map(([variable, store]) => {
    checkInstance(
      scope,
      `stores.${variable}`,
      store,
      '_bind',
      "a RedisAddress, such as RedisAddress.external({ host: 'redis-master.redis' })",
    );
    const config = store._bind(scope, variable, reference);
    for (const name of Object.keys(config.env))
      if (env?.[name] !== undefined) fail(scope, `env.${name} is set by stores.${variable}: leave one of the two out`);
    return config;
  });
}

/** Returns the props of an app with the variables of its stores before its own. */
export function withStores<Props extends { readonly env?: { [name: string]: EnvValue } }>(
  props: Props,
  stores: readonly StoreConfig[],
): Props {
  if (stores.length === 0) return props;
  return { ...props, env: Object.assign({}, ...stores.map((store) => store.env), props.env) };
}
