import { isEmptyOption, otherSchemes, otherValues } from '../../cluster/spin-backends';
import { nearest } from '../../core/suggest';
import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, isMap, listOf, mapOf, show, textOf } from '../values';
import { APPS } from './apps';
import { backendsOf, type ConfiguredBackend } from './backends';

export const backendOptions: Rule = {
  id: 'spinkube/backend-options',
  severity: 'warning',
  title: 'A store, a database or the inferencing of a SpinApp has the options that Spin reads for its type',
  rationale:
    'The operator writes the options into the runtime configuration as they are, and Spin exits at one that is missing or that it cannot read.',
  link: 'https://github.com/spinframework/spin/blob/v3.6.3/crates/runtime-config/src/lib.rs',
  kinds: APPS,
  check({ spec }, { report }) {
    for (const configured of backendsOf(spec)) ofBackend(configured, report);
  },
};

function ofBackend({ type, backend, backends, options, path }: ConfiguredBackend, report: Report): void {
  if (!backend) {
    const types = Object.keys(backends);
    const meant = nearest(type.slice(0, 100), types);
    report({
      path: `${path}.type`,
      message: `type (${show(type)}) is not a type of Spin, and needs a shim of its own`,
      fix: meant ? `write ${meant}` : `write one of ${types.join(', ')}`,
    });
    return;
  }
  const { required, optional, flags } = backend;
  const known = [...required, ...optional];
  const given = listOf(options).flatMap((option) => textOf(mapOf(option).name) ?? []);
  const missing = required.filter((name) => !given.includes(name));
  /** Missing options that a strange name stands for. */
  const meant = new Set<string>();
  for (const [option, at] of elements(options, `${path}.options`)) {
    const { name, value, valueFrom } = mapOf(option);
    if (!textOf(name)) continue;
    const values = otherValues(backend, name, value);
    if (flags.includes(name)) {
      report({
        path: `${at}.name`,
        message: `name (${show(name)}) is an option of true or false, and the operator writes a string, with which Spin exits`,
        fix: 'write the runtime configuration into a Secret, and name it by loadFromSecret',
      });
    } else if (!known.includes(name)) {
      // the one option that is missing is the one that was meant
      const near = nearest(name.slice(0, 100), known) ?? (missing.length === 1 ? missing[0] : undefined);
      if (near) meant.add(near);
      report({
        path: `${at}.name`,
        message: `name (${show(name)}) is not an option of type ${type}`,
        fix: near ? `write ${near}` : known.length > 0 ? `write one of ${known.join(', ')}` : 'leave it out',
      });
    } else if (isEmptyOption(name, value, isSource(valueFrom))) {
      report({
        path: at,
        message: `option ${name} has neither a value nor a key to read it from, and the operator writes an empty string`,
        fix: optional.includes(name) ? 'write a value, or leave the option out' : 'write a value, or valueFrom with secretKeyRef',
      });
    } else if (values) {
      report({
        path: `${at}.value`,
        message: `${name} (${show(value)}) is not one of ${values.join(', ')}, and Spin exits at it`,
        fix: `write ${values.join(' or ')}`,
      });
    } else if (name === 'url' && textOf(value)) {
      const schemes = otherSchemes(backend, value);
      if (!schemes) continue;
      report({
        path: `${at}.value`,
        message: `url (${show(value)}) does not start with ${schemes.join(' or ')}`,
        fix: `write a URL of ${backend.schemes.join(' or ')}`,
      });
    }
  }
  for (const name of missing) {
    if (meant.has(name)) continue;
    report({ path: `${path}.options`, message: `type ${type} needs the option ${name}`, fix: `add an option of name ${name}` });
  }
  const pair = ['access_key', 'secret_key'].filter((name) => given.includes(name));
  if (pair.length === 1)
    report({
      path: `${path}.options`,
      message: `the option ${pair[0]} does nothing without ${pair[0] === 'access_key' ? 'secret_key' : 'access_key'}`,
      fix: 'write both, or neither',
    });
}

/** Whether the operator finds a key to read in `valueFrom`. */
function isSource(valueFrom: Value): boolean {
  const { secretKeyRef, configMapKeyRef } = mapOf(valueFrom);
  return isMap(secretKeyRef) || isMap(configMapKeyRef);
}
