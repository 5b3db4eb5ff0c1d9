import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { millisecondsOf } from '../../core/checks';
import { goDuration } from '../../core/durations';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { and } from '../../core/words';
import type { Parameter } from '../scalers/definition';
import { formBreach, shownText } from '../scalers/forms';

const UNITS = { milliseconds: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/**
 * Renders the value of a prop as the strings that KEDA reads: one, or the elements of a list.
 *
 * Fails for an empty string, since KEDA treats it as absent.
 */
export function renderValue(scope: IConstruct, at: string, parameter: Parameter, value: unknown): string[] {
  switch (parameter.kind) {
    case 'int':
    case 'number':
      return [renderNumber(scope, at, parameter, value)];
    case 'boolean':
      if (typeof value !== 'boolean') fail(scope, `${at} (${show(value)}) must be true or false`);
      return [String(value)];
    case 'duration':
      return [renderDuration(scope, at, parameter, value)];
    case 'list':
    case 'intList':
      return renderList(scope, at, parameter, value);
    case 'map':
      return renderMap(scope, at, parameter, value);
    case 'enum':
      return [member(scope, at, parameter, value)];
    default: {
      const text = nonEmptyString(scope, at, value);
      checkForm(scope, at, parameter, text);
      return [text];
    }
  }
}

function checkForm(scope: IConstruct, at: string, { form }: Parameter, text: string): void {
  const breach = formBreach(form, text);
  if (breach) fail(scope, `${at} (${show(shownText(form, text))}) must be ${breach.is}, such as ${breach.example}`);
}

/** Returns the separator of the rendered elements in the metadata. */
export function separatorOf(parameter: Parameter): string {
  return parameter.separator ?? ',';
}

/** Returns the value; fails unless it is a string that is not blank. */
export function nonEmptyString(scope: IConstruct, at: string, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') fail(scope, `${at} (${show(value)}) must be a string: write '${value}'`);
  if (typeof value !== 'string' || value.trim() === '') fail(scope, `${at} (${show(value)}) must be a non-empty string`);
  return value;
}

function renderNumber(scope: IConstruct, at: string, parameter: Parameter, value: unknown): string {
  const isInteger = parameter.kind === 'int';
  if (typeof value !== 'number' || !(isInteger ? Number.isSafeInteger(value) : Number.isFinite(value))) {
    const remedy =
      typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? `: write ${Number(value)} without quotes` : '';
    fail(scope, `${at} (${Number.isNaN(value) ? 'NaN' : show(value)}) must be a ${isInteger ? 'whole number' : 'number'}${remedy}`);
  }
  checkBounds(scope, at, show(value), value, parameter, '');
  return String(value);
}

function renderDuration(scope: IConstruct, at: string, parameter: Parameter, value: unknown): string {
  const milliseconds = millisecondsOf(scope, at, value as Duration);
  const shown = goDuration(value as Duration);
  const unit = parameter.unit ?? 'milliseconds';
  if (unit === 'go') {
    checkBounds(scope, at, shown, milliseconds / 1000, parameter, ' s');
    return shown;
  }
  const amount = milliseconds / UNITS[unit];
  if (!Number.isInteger(amount))
    fail(scope, `${at} (${shown}) must be whole ${unit}: write Duration.${factoryOf(unit)}(${Math.ceil(amount)})`);
  checkBounds(scope, at, `${amount} ${unit}`, amount, parameter, ` ${unit}`);
  return String(amount);
}

function factoryOf(unit: keyof typeof UNITS): string {
  return unit === 'milliseconds' ? 'millis' : unit;
}

function checkBounds(scope: IConstruct, at: string, shown: string, value: number, parameter: Parameter, unit: string): void {
  const { min, max, exclusiveMin, exclusiveMax } = parameter;
  if (min !== undefined && value < min) fail(scope, `${at} (${shown}) must be at least ${min}${unit}`);
  if (max !== undefined && value > max) fail(scope, `${at} (${shown}) must be at most ${max}${unit}`);
  if (exclusiveMin !== undefined && value <= exclusiveMin) fail(scope, `${at} (${shown}) must be more than ${exclusiveMin}${unit}`);
  if (exclusiveMax !== undefined && value >= exclusiveMax) fail(scope, `${at} (${shown}) must be less than ${exclusiveMax}${unit}`);
}

function renderList(scope: IConstruct, at: string, parameter: Parameter, value: unknown): string[] {
  if (!Array.isArray(value)) fail(scope, `${at} (${show(value)}) must be a list: write [${show(value)}]`);
  if (value.length === 0) fail(scope, `${at} ([]) must not be empty: leave it out, or pass at least one element`);
  const elements = value.map((element, index) => renderElement(scope, `${at}[${index}]`, parameter, element));
  const conflicting = elements.filter((element) => parameter.exclusive?.includes(element));
  if (conflicting.length > 1)
    fail(scope, `${at} (${show(elements)}) must have only one of ${and(parameter.exclusive!)}: leave ${conflicting[1]} out`);
  return elements;
}

function renderElement(scope: IConstruct, at: string, parameter: Parameter, element: unknown): string {
  if (parameter.kind === 'intList') return renderRange(scope, at, element);
  if (parameter.enum) return member(scope, at, parameter, element);
  const rendered = nonEmptyString(scope, at, element);
  const separator = separatorOf(parameter);
  if (rendered.includes(separator))
    fail(scope, `${at} (${show(element)}) must not contain ${show(separator)}: pass each element separately`);
  checkForm(scope, at, parameter, rendered);
  return rendered;
}

function renderRange(scope: IConstruct, at: string, element: unknown): string {
  if (typeof element === 'number' && Number.isSafeInteger(element)) return String(element);
  if (typeof element === 'string' && /^\d+(-\d+)?$/.test(element)) return element;
  return fail(scope, `${at} (${show(element)}) must be a whole number or a range such as '5-8'`);
}

function renderMap(scope: IConstruct, at: string, parameter: Parameter, value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail(scope, `${at} (${show(value)}) must be an object of strings`);
  const entries = Object.entries(value);
  if (entries.length === 0) fail(scope, `${at} ({}) must not be empty: leave it out, or pass at least one entry`);
  const separator = separatorOf(parameter);
  const assign = parameter.assign ?? '=';
  return entries.map(([key, element]) => {
    const rendered = nonEmptyString(scope, `${at}[${show(key)}]`, element);
    if (parameter.prefix !== undefined) return rendered;
    // a map with the separator '&' is the query of a URL, the only format with escaping
    if (separator === '&') return `${encodeURIComponent(key)}${assign}${encodeURIComponent(rendered)}`;
    for (const reserved of [separator, assign]) {
      if (key.includes(reserved)) fail(scope, `${at} has the key ${show(key)}, which must not contain ${show(reserved)}`);
      if (rendered.includes(reserved)) fail(scope, `${at}[${show(key)}] (${show(element)}) must not contain ${show(reserved)}`);
    }
    return `${key}${assign}${rendered}`;
  });
}

function member(scope: IConstruct, at: string, parameter: Parameter, value: unknown): string {
  const members = parameter.enum ?? [];
  if (!members.includes(value as string)) fail(scope, `${at} (${show(value)}) must be one of ${members.join(', ')}`);
  return value as string;
}
