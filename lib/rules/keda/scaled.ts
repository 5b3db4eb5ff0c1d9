import { derived } from '../../core/derived';
import type { Manifest, Value } from '../manifest';
import { isMap, listOf, mapOf, trimmedOf } from '../values';
import { type Target, targetOf } from './target-reference';

type Fields = { readonly [key: string]: Value };

/** A trigger of a ScaledObject or ScaledJob. */
export interface TriggerPart {
  readonly trigger: Fields;
  /** Where it stands: `spec.triggers[0]`. */
  readonly path: string;
  readonly type?: string;
  readonly metadata: Fields;
}

/** A ScaledObject or ScaledJob, read once. Numbers are as they are written, of any type. */
export interface Scaled {
  readonly isJob: boolean;
  readonly spec: Fields;
  readonly min: Value;
  readonly max: Value;
  readonly idle: Value;
  /** Whether it goes down to zero, by its minimum or by idleReplicaCount. */
  readonly scalesToZero: boolean;
  readonly target?: Target;
  /** Without those that are no maps. */
  readonly triggers: readonly TriggerPart[];
  /** `advanced.horizontalPodAutoscalerConfig`. */
  readonly hpa: Fields;
  /** The name of the HPA, where it is written. */
  readonly hpaName?: string;
  /** The formula and its target, where any of it is written. */
  readonly modifiers?: Fields;
}

/** The bound by which a scaler goes down to zero, as messages name it: `minReplicaCount (0, by default)`. */
export function zeroBound({ min, idle }: Scaled): string {
  return idle === 0 ? 'idleReplicaCount (0)' : `minReplicaCount (0${min === undefined ? ', by default' : ''})`;
}

/** Reads a ScaledObject or ScaledJob. */
export const scaledOf = derived((object: Manifest): Scaled => {
  const spec = mapOf(object.spec);
  const advanced = mapOf(spec.advanced);
  const hpa = mapOf(advanced.horizontalPodAutoscalerConfig);
  const { minReplicaCount: min, maxReplicaCount: max, idleReplicaCount: idle } = spec;
  return {
    isJob: object.kind === 'ScaledJob',
    spec,
    min,
    max,
    idle,
    scalesToZero: idle === 0 || min === 0 || min === undefined || min === null,
    target: targetOf(object),
    triggers: triggersOf(spec.triggers),
    hpa,
    hpaName: trimmedOf(hpa.name),
    modifiers: modifiersOf(mapOf(advanced.scalingModifiers)),
  };
});

function triggersOf(triggers: Value): readonly TriggerPart[] {
  const parts: TriggerPart[] = [];
  listOf(triggers).forEach((trigger, index) => {
    if (!isMap(trigger)) return;
    parts.push({ trigger, path: `spec.triggers[${index}]`, type: trimmedOf(trigger.type), metadata: mapOf(trigger.metadata) });
  });
  return parts;
}

function modifiersOf(modifiers: Fields): Fields | undefined {
  return Object.values(modifiers).some((value) => value !== undefined && value !== null && value !== '') ? modifiers : undefined;
}
