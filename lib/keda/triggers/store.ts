import type { IConstruct } from 'constructs';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import type { RedisAddress } from '../../stores/redis-address';

/** A trigger before its store is resolved. */
interface StoredTrigger {
  readonly type: string;
  readonly props: { readonly [prop: string]: unknown };
  readonly auth?: object;
}

/** Scalers with the prop `store`. */
const STORED: readonly string[] = ['redis', 'redis-streams'];

/** Returns the props of a trigger with the address of its store in place of the store. */
export function withAddressOfStore(scope: IConstruct, at: string, { type, props, auth }: StoredTrigger): StoredTrigger['props'] {
  if (!STORED.includes(type) || props.store === undefined) return props;
  const { store, ...others } = props as { readonly store: RedisAddress; readonly [prop: string]: unknown };
  if (typeof store?._triggerProps !== 'function') {
    const remedy = "RedisAddress.external({ host: 'redis-master.redis' })";
    fail(scope, `${at}.store (${show(store)}) must be a RedisAddress: write ${remedy}, or the address of a Redis`);
  }
  const { props: address, password } = store._triggerProps(scope, `${at}.store`);
  for (const prop of [...Object.keys(address), 'host', 'port']) {
    if (others[prop] !== undefined) fail(scope, `${at}.${prop} (${show(others[prop])}) is set by the store: leave one of the two out`);
  }
  const isGiven = auth !== undefined || others.password !== undefined || others.passwordFromEnv !== undefined;
  if (password && !isGiven) {
    const secret = `Secret.fromSecretName(this, 'RedisSecret', '${password.secret}')`;
    fail(
      scope,
      `${at}.store (${store.host}) has a password, which KEDA reads from an authentication: pass { auth: ` +
        `TriggerAuth.fromSecret(this, 'RedisAuth', { secret: ${secret}, parameters: { password: '${password.key}' } }) }`,
    );
  }
  return { ...address, ...others };
}
