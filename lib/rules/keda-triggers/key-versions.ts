import { type Scaler, sinceOf } from '../../keda/scalers/definition';
import { POD_IDENTITY } from '../../keda/scalers/given';
import { atLeast } from '../cluster';
import { READ_BY_OPERATOR, RELEASES, SCALED } from '../keda/upstream';
import type { Rule } from '../rule';
import { at } from '../values';
import { type Entry, MANIFEST, readingsOf } from './reading';

export const removedKey: Rule = {
  id: 'keda-triggers/removed-key',
  severity: 'error',
  title: 'The metadata of a trigger holds no key that the KEDA release no longer reads',
  rationale: 'KEDA removes deprecated keys, and then refuses them or passes over them in silence.',
  link: RELEASES,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, context) {
    for (const { type, scaler, entries } of readingsOf(object, context)) {
      for (const { key, path, parameter } of entries) {
        const { removed } = parameter ?? {};
        if (!removed || !atLeast(context.cluster, 'keda', removed.since)) continue;
        const failing = removed.effect === 'error';
        context.report({
          path,
          message: failing
            ? `${key} was removed from ${type} in KEDA ${removed.since}`
            : `${key} does nothing in ${type} since KEDA ${removed.since}`,
          fix: instead(scaler, removed.use, path),
          severity: failing ? undefined : 'warning',
        });
      }
    }
  },
};

export const deprecatedKey: Rule = {
  id: 'keda-triggers/deprecated-key',
  severity: 'warning',
  title: 'The metadata of a trigger holds no key that is announced to be removed',
  rationale: 'KEDA removes a deprecated key in a later release, and the trigger changes with the upgrade.',
  link: RELEASES,
  kinds: SCALED,
  check(object, context) {
    for (const { scaler, entries, type } of readingsOf(object, context)) {
      for (const { key, path, parameter, read } of entries) {
        const { deprecated, removed } = parameter ?? {};
        if (removed && atLeast(context.cluster, 'keda', removed.since)) continue;
        if (!deprecated || !read || !atLeast(context.cluster, 'keda', deprecated.since)) continue;
        context.report({
          path,
          message: `${key} is deprecated in ${type} since KEDA ${deprecated.since}`,
          fix: instead(scaler, deprecated.use, path),
        });
      }
    }
  },
};

export const newerKey: Rule = {
  id: 'keda-triggers/newer-key',
  severity: 'warning',
  title: 'The metadata of a trigger holds no key that a later KEDA release reads',
  rationale: 'An older release does not know the key, and passes over it in silence.',
  link: RELEASES,
  kinds: SCALED,
  check(object, context) {
    for (const { entries, type, scaler } of readingsOf(object, context)) {
      // a type that is not there is told of as such
      if (scaler.since && !atLeast(context.cluster, 'keda', scaler.since)) continue;
      for (const { key, path, parameter, read, variable } of entries) {
        const since = parameter && sinceOf(parameter, variable ? 'env' : 'metadata');
        if (!since || !read || atLeast(context.cluster, 'keda', since)) continue;
        context.report({
          path,
          message: `${key} does nothing in ${type} before KEDA ${since}, and the cluster has ${context.cluster.keda}`,
          fix: 'leave it out, or upgrade KEDA',
        });
      }
    }
  },
};

/** What replaces a key. */
function instead(scaler: Scaler, use: string | undefined, path: Entry['path']): string {
  if (use === undefined) return 'leave it out';
  if (use === POD_IDENTITY) return `write ${MANIFEST.auth} a pod identity`;
  if (Object.hasOwn(scaler.params, use)) return `write ${MANIFEST.nameOf(scaler, use)}`;
  // metricType is a field of the trigger
  return `write ${at(path.replace(/\.metadata[.[].*/s, ''), use)}`;
}
