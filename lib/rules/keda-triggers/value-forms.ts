import { SINCE } from '../../cluster/releases';
import { parseDuration } from '../../core/go';
import type { Parameter } from '../../keda/scalers/definition';
import { formBreach } from '../../keda/scalers/forms';
import { elementsOf } from './reading';

const UNITS = { milliseconds: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

const INTEGER = /^[+-]?\d+$/;
const FLOAT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const BOOLEAN = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
/** Whether a text is one that Go's strconv.ParseBool takes for true. */
export const isTrue = (text: string): boolean => /^(1|t|T|TRUE|true|True)$/.test(text);

/** No number or duration is longer. */
const LONGEST = 1_000;

/** What a text should have been. */
export interface Expected {
  readonly is: string;
  readonly fix: string;
  /** The element of a list that is not. */
  readonly element?: string;
}

/** What a text should have been, if KEDA cannot read it as the parameter. */
export function formProblem(parameter: Parameter, text: string): Expected | undefined {
  const long = text.length > LONGEST;
  switch (parameter.kind) {
    case 'int':
      if (!long && INTEGER.test(text)) return undefined;
      return { is: 'a whole number', fix: FLOAT.test(text.slice(0, LONGEST)) ? 'round it' : 'write a whole number, such as "5"' };
    case 'number':
      return !long && FLOAT.test(text) ? undefined : { is: 'a number', fix: 'write a number, such as "5" or "0.5"' };
    case 'boolean':
      return !long && BOOLEAN.test(text) ? undefined : { is: 'a boolean', fix: 'write "true" or "false"' };
    case 'duration':
      return !long && millisecondsOf(parameter, text) !== undefined ? undefined : durationForm(parameter);
    case 'list': {
      for (const element of elementsOf(parameter, text)) {
        // clients pass over an element without text
        const form = element === '' ? undefined : formBreach(parameter.form, element);
        if (form) return { is: form.is, fix: `write it as ${form.example}`, element };
      }
      return undefined;
    }
    default: {
      const form = formBreach(parameter.form, text);
      return form && { is: form.is, fix: `write it as ${form.example}` };
    }
  }
}

/** What a number should have been, if KEDA refuses it since a release that reads numbers as JSON does. */
export function jsonNumberProblem({ kind, textual }: Parameter, text: string, since: string): Expected | undefined {
  if ((kind !== 'int' && kind !== 'number') || textual || text.length > LONGEST || JSON_NUMBER.test(text)) return undefined;
  return { is: `a JSON number, as KEDA ${since} and newer need it`, fix: `write ${jsonNumber(text)}` };
}

/** What a boolean should have been, where KEDA reads booleans as JSON does. */
export function jsonBooleanProblem({ kind }: Parameter, text: string): Expected | undefined {
  if (kind !== 'boolean' || text === 'true' || text === 'false') return undefined;
  return { is: `true or false, as KEDA before ${SINCE.keda.goBooleans} needs it`, fix: `write "${isTrue(text)}"` };
}

/** Writes a number of Go as one of JSON. */
function jsonNumber(text: string): string {
  const [, sign, whole, fraction, exponent] = /^([+-]?)(\d*)(?:\.(\d*))?([eE].*)?$/.exec(text) ?? [];
  return `${sign === '-' ? '-' : ''}${whole?.replace(/^0+/, '') || '0'}${fraction ? `.${fraction}` : ''}${exponent ?? ''}`;
}

function durationForm({ unit }: Parameter): Expected {
  if (unit === 'go') return { is: 'a duration', fix: 'write a duration such as "30s"' };
  const name = unit ?? 'milliseconds';
  return {
    is: `a number of ${name}`,
    fix: `write a number of ${name}, such as "${unit === undefined || unit === 'milliseconds' ? 3000 : 30}"`,
  };
}

/** The bound that a number or duration breaks, in words. */
export function boundsProblem(parameter: Parameter, text: string): string | undefined {
  const duration = parameter.kind === 'duration';
  if (!duration && parameter.kind !== 'int' && parameter.kind !== 'number') return undefined;
  const value = duration ? millisecondsOf(parameter, text) : Number(text);
  if (value === undefined) return undefined;
  const unit = parameter.unit ?? 'milliseconds';
  const scale = duration ? (unit === 'go' ? 1_000 : UNITS[unit]) : 1;
  const shown = (bound: number) => (duration ? `${bound}${unit === 'go' ? 's' : ` ${unit}`}` : String(bound));
  const { min, max, exclusiveMin, exclusiveMax } = parameter;
  if (min !== undefined && value < min * scale) return `at least ${shown(min)}`;
  if (max !== undefined && value > max * scale) return `at most ${shown(max)}`;
  if (exclusiveMin !== undefined && value <= exclusiveMin * scale) return `more than ${shown(exclusiveMin)}`;
  if (exclusiveMax !== undefined && value >= exclusiveMax * scale) return `less than ${shown(exclusiveMax)}`;
  return undefined;
}

/** The length of a duration: a plain number is one of the parameter's unit, of milliseconds where that is Go text. */
function millisecondsOf({ unit = 'milliseconds' }: Parameter, text: string): number | undefined {
  if (FLOAT.test(text)) return Number(text) * (unit === 'go' ? 1 : UNITS[unit]);
  // units other than these two are read as plain numbers
  if (unit !== 'go' && unit !== 'milliseconds') return undefined;
  const seconds = parseDuration(text);
  return seconds === undefined ? undefined : seconds * 1_000;
}
