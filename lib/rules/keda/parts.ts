import type { Manifest, Value } from '../manifest';

export const SCALED_OBJECT = 'keda.sh/ScaledObject';
export const SCALED_JOB = 'keda.sh/ScaledJob';
export const HTTP_SCALED_OBJECT = 'http.keda.sh/HTTPScaledObject';

/** KEDA's source at the release that the rules were read from. */
export const KEDA_SOURCE = 'https://github.com/kedacore/keda/blob/v2.20.2';
export const WEBHOOK = `${KEDA_SOURCE}/apis/keda/v1alpha1/scaledobject_webhook.go`;
export const TYPES = `${KEDA_SOURCE}/apis/keda/v1alpha1/scaledobject_types.go`;
export const TRIGGERS = `${KEDA_SOURCE}/apis/keda/v1alpha1/scaletriggers_types.go`;

/** Whether a field is a map, whose keys can be asked for. */
export function isMap(value: Value): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const NOTHING = {};

/** The map that a field is, or an empty one. */
export function mapOf(value: Value): { readonly [key: string]: Value } {
  return isMap(value) ? value : NOTHING;
}

/** The text that a field is, if there is something in it: KEDA takes an empty text for none. */
export function textOf(value: Value): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A trigger of a ScaledObject or ScaledJob. */
export interface TriggerPart {
  readonly trigger: { readonly [key: string]: Value };
  /** Where it stands: `spec.triggers[0]`. */
  readonly path: string;
  readonly type?: string;
}

/** The triggers of a ScaledObject or ScaledJob, without those that are no maps. */
export function triggersOf({ spec }: Manifest): TriggerPart[] {
  const { triggers } = mapOf(spec);
  const parts: TriggerPart[] = [];
  if (!Array.isArray(triggers)) return parts;
  // a plain loop: every rule asks for them, on every scaler
  for (let index = 0; index < triggers.length; index++) {
    const trigger = triggers[index];
    if (isMap(trigger)) parts.push({ trigger, path: `spec.triggers[${index}]`, type: textOf(trigger.type) });
  }
  return parts;
}

/** The formula and its target, where any of it is written. */
export function modifiersOf({ spec }: Manifest): { readonly [key: string]: Value } | undefined {
  const modifiers = mapOf(mapOf(mapOf(spec).advanced).scalingModifiers);
  return Object.values(modifiers).some((value) => value !== undefined && value !== null && value !== '') ? modifiers : undefined;
}
