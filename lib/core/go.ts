/** Strings as Go's strconv and time packages parse them; undefined for a string that they refuse. */

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const INFINITY = /^([+-]?)inf(inity)?$/i;

/** A number as strconv.ParseFloat takes it. */
export function parseNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text);
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  const infinity = INFINITY.exec(text);
  if (infinity) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return undefined;
}

/** A whole number as strconv.ParseInt takes it, of any size. */
export function parseInteger(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

const NANOSECONDS: { readonly [unit: string]: number } = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 };
const DURATION = /^[+-]?((\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;

/** A duration such as `1m30s` as time.ParseDuration takes it, in seconds. */
export function parseDuration(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0;
  if (!DURATION.test(text)) return undefined;
  // the pattern makes numbers and units alternate
  const parts = text.match(/[\d.]+|[a-zµμ]+/g) ?? [];
  let nanoseconds = 0;
  for (let index = 0; index < parts.length; index += 2) nanoseconds += Number(parts[index]) * NANOSECONDS[parts[index + 1]];
  return (text.startsWith('-') ? -1 : 1) * (Math.round(nanoseconds) / 1e9);
}
