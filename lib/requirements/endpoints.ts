import { addressesOf } from '../rules/keda-triggers/addresses';
import type { Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import type { Need } from './need';
import { RequirementKind } from './requirement';

/** KEDA builds all triggers of a scaler or none, and keeps those that it has built (pkg/scaling/scalers_builder.go). */
const NOTE = 'queried by KEDA; while it is away when KEDA first reads the scaler, none of its triggers scales the app';

/** Reports the addresses that a trigger queries. */
export function* endpoints(metadata: Value, { cluster }: Context): Generator<Need> {
  for (const { address: name } of addressesOf(metadata, cluster)) yield { kind: RequirementKind.ENDPOINT, name, note: NOTE };
}
