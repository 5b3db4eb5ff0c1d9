/**
 * The expressions to write in place of a string or a number: for an amount of memory or CPU, a duration and a Secret, where a value
 * of cdk8s is expected.
 */

const SIZES: { readonly [unit: string]: string } = {
  Ki: 'kibibytes',
  Mi: 'mebibytes',
  Gi: 'gibibytes',
  Ti: 'tebibytes',
  Pi: 'pebibytes',
  K: 'kibibytes',
  M: 'mebibytes',
  G: 'gibibytes',
  T: 'tebibytes',
};

const DURATIONS: { readonly [unit: string]: string } = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };

/** Returns the Size to write for a value such as `128Mi`; else an example. */
export function sizeExpression(value: unknown, example = 'Size.mebibytes(64)'): string {
  const match = typeof value === 'string' ? /^(\d{1,15}(?:\.\d{1,9})?) ?([KMGT]|[KMGTP]i)B?$/i.exec(value.trim()) : null;
  if (!match) return example;
  const unit = match[2][0].toUpperCase() + match[2].slice(1).toLowerCase();
  return `Size.${SIZES[unit]}(${Number(match[1])})`;
}

/** Returns the Cpu to write for a value such as `100m` or 0.5; else an example. */
export function cpuExpression(value: unknown, example = 'Cpu.millis(100)'): string {
  const match = typeof value === 'string' || typeof value === 'number' ? /^(\d{1,9}(?:\.\d{1,9})?)(m?)$/.exec(`${value}`.trim()) : null;
  if (!match) return example;
  return match[2] === 'm' ? `Cpu.millis(${Number(match[1])})` : `Cpu.units(${Number(match[1])})`;
}

/** Returns the Duration to write for a value such as `5m`, or for a number of seconds; else an example. */
export function durationExpression(value: unknown, example = 'Duration.seconds(30)'): string {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return `Duration.seconds(${value})`;
  const match = typeof value === 'string' ? /^(\d{1,12}(?:\.\d{1,9})?) ?(ms|s|m|h|d)?$/.exec(value.trim()) : null;
  return match ? `Duration.${DURATIONS[match[2] ?? 's']}(${Number(match[1])})` : example;
}

/** Returns the Secret to write for its name; else an example. */
export function secretExpression(value: unknown, id: string, example: string): string {
  return `Secret.fromSecretName(this, '${id}', '${nameIn(value, example)}')`;
}

/** Returns the ConfigMap to write for its name; else an example. */
export function configMapExpression(value: unknown): string {
  return `ConfigMap.fromConfigMapName(this, 'ConfigMap', '${nameIn(value, 'name')}')`;
}

function nameIn(value: unknown, example: string): string {
  return typeof value === 'string' && /^[a-z0-9][-.a-z0-9]*$/.test(value) ? value : example;
}
