import type { Manifest } from '../manifest';
import type { Rule } from '../rule';
import { isMap, mapOf } from '../values';
import { INTERCEPTOR_ROUTE, SOURCE } from './upstream';

export const unusedFallback: Rule = {
  id: 'http-add-on/unused-fallback',
  severity: 'warning',
  title: 'A route has a placeholder or a fallback',
  rationale: 'The interceptor answers with the placeholder before it waits for a replica, and a fallback answers only after the wait.',
  link: `${SOURCE}/interceptor/proxy.go#L78-L83`,
  kinds: [INTERCEPTOR_ROUTE],
  check(object, { report }) {
    if (!isMap(mapOf(mapOf(mapOf(object.spec).coldStart).fallback).service) || !answersAlways(object)) return;
    report({
      path: 'spec.coldStart.fallback',
      message: 'fallback never answers: the placeholder takes every request while no replica is ready',
      fix: 'leave out fallback or placeholder',
    });
  },
};

/** Whether a placeholder takes every request of a cold start, rather than those beyond a limit. */
export function answersAlways({ spec }: Manifest): boolean {
  const { placeholder, overflow } = mapOf(mapOf(spec).coldStart);
  return isMap(mapOf(placeholder).response) && overflow !== 'Placeholder';
}
