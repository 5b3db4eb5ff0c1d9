import { nearest } from '../../core/suggest';
import { or } from '../../core/words';
import type { Scaler, Source } from '../../keda/scalers/definition';
import { isMisplaced } from '../keda/placement';
import { SCALED } from '../keda/upstream';
import { successorOf } from '../removed/keda-1-keys';
import type { Rule } from '../rule';
import { MANIFEST, readingsOf, SCALERS } from './reading';

export const unknownKey: Rule = {
  id: 'keda-triggers/unknown-key',
  severity: 'warning',
  title: 'The metadata of a trigger holds keys that its scaler reads',
  rationale: 'KEDA passes over keys that the scaler does not read in silence, so that a misspelt one has no effect.',
  link: SCALERS,
  kinds: SCALED,
  check(object, context) {
    for (const { type, scaler, entries, open } of readingsOf(object, context)) {
      for (const { key, path, parameter } of entries) {
        if (open || parameter || isMisplaced(object, key)) continue;
        context.report(
          key === 'metricName'
            ? { path, message: 'metricName does nothing since KEDA 2.12, which names metrics itself', fix: 'leave it out' }
            : { path, message: `${key} is not read by ${type}`, fix: suggestion(type, scaler, key) },
        );
      }
    }
  },
};

function suggestion(type: string, scaler: Scaler, key: string): string {
  const renamed = successorOf(type, key, undefined)?.plain;
  if (renamed) return `write ${renamed} or ${renamed}FromEnv, and protocol: http`;
  const meant = key.length < 60 ? nearest(key, readable(scaler)) : undefined;
  return meant ? `did you mean ${meant}?` : 'leave it out';
}

/** Everything that the metadata of a trigger can hold. */
function readable({ params }: Scaler): string[] {
  return Object.entries(params)
    .filter(([, { removed }]) => !removed)
    .flatMap(([key, { from }]) => [...(from.includes('metadata') ? [key] : []), ...(from.includes('env') ? [`${key}FromEnv`] : [])]);
}

export const keySource: Rule = {
  id: 'keda-triggers/key-source',
  severity: 'warning',
  title: 'A parameter comes from where its scaler reads it: the metadata, a variable, or the authentication',
  rationale: 'A scaler reads each parameter from the metadata, the environment or the authentication, and not from all of them.',
  link: SCALERS,
  kinds: SCALED,
  check(object, context) {
    for (const { type, entries, open } of readingsOf(object, context)) {
      for (const { key, name, path, parameter, read, variable } of entries) {
        if (!parameter || read || parameter.removed || open) continue;
        context.report({
          path,
          message: `${key} is not read from ${variable ? 'a variable' : 'the metadata'} by ${type}`,
          fix: or(parameter.from.map((source) => place(source, name))),
        });
      }
    }
  },
};

/** What to write where a parameter comes from a source. */
function place(source: Source, name: string): string {
  if (source === 'auth') return `write ${MANIFEST.auth} the parameter ${name}`;
  return source === 'env' ? `write ${name}FromEnv` : `write ${name}`;
}
