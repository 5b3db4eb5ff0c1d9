import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Duration } from 'cdk8s';
import { parse, type Scalar, type ScalarTag } from 'yaml';
import type { MetricType, Trigger } from '../../../lib';
import type { Source } from '../../../lib/keda/scalers/definition';
import { auth, create, giving } from './bind';

/** A trigger as the typed props take it: `!duration 5m` in the props is `Duration.minutes(5)`. */
export interface Example {
  readonly props: { readonly [prop: string]: unknown };
  /** Parameters that the authentication gives; `unknown` for one that exists already. */
  readonly auth?: readonly string[] | 'unknown';
  readonly metricType?: MetricType;
  /** The metadata as KEDA reads it. */
  readonly metadata: { readonly [key: string]: string };
}

/** Facts about a scaler, written down from KEDA's documentation and source: parameters have KEDA's names. */
export interface ScalerFacts {
  readonly type: string;
  /** The page of KEDA's documentation that the examples come from. */
  readonly page: string;
  /** The fewest parameters that KEDA can do with: it fails without any one of them. */
  readonly smallest: Example & { readonly auth?: readonly string[] };
  /** Parameters that must be whole numbers. */
  readonly integers?: readonly string[];
  /** Limits of numbers and durations, such as `>= 1`. */
  readonly bounds?: { readonly [key: string]: string };
  /** The releases in which parameters, and the scaler itself (`*`), came, were deprecated, or went. */
  readonly releases?: { readonly [key: string]: string };
  /** The releases from which KEDA reads a parameter from a source that came later than the parameter. */
  readonly sources?: { readonly [key: string]: { readonly [source in Source]?: string } };
  /** Parameters that KEDA reads from an authentication. */
  readonly authParameters?: readonly string[];
  readonly podIdentities?: readonly string[];
  /** The examples of KEDA's documentation. */
  readonly documented?: readonly Example[];
  /** Parameters, and forms of their values, that the documented examples do not have. */
  readonly further?: readonly Example[];
  /** Triggers that KEDA would refuse. */
  readonly refused?: readonly (Omit<Example, 'metadata'> & { readonly error: string })[];
}

const folder = join(__dirname, 'scalers');

const durationTag: ScalarTag = {
  tag: '!duration',
  resolve: (text: string) => {
    const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(text)!;
    return { ms: Duration.millis, s: Duration.seconds, m: Duration.minutes, h: Duration.hours }[unit]!(Number(amount));
  },
  stringify: (item: Scalar) => String(item.value),
};

/** The facts about every scaler, one file each. */
export const FACTS: readonly ScalerFacts[] = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  return {
    type: basename(file, '.yaml'),
    page: /^# (.*)\n/.exec(text)?.[1] ?? '',
    ...(parse(text, { merge: true, customTags: [durationTag] }) as Omit<ScalerFacts, 'type' | 'page'>),
  };
});

/** The trigger of an example. */
export function triggerOf(type: string, { props, auth: given, metricType }: Omit<Example, 'metadata'>): Trigger {
  const options = {
    ...(metricType && { metricType }),
    ...(given && { auth: given === 'unknown' ? auth : giving(...given) }),
  };
  return create(type, props, options);
}
