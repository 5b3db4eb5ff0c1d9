import { FALLBACK_WAIT } from '../../cluster/http-add-on';
import { parseDuration } from '../../core/go';
import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, show } from '../values';
import { answersAlways } from './unused-fallback';
import { INTERCEPTOR_ROUTE, SOURCE } from './upstream';

export const timeouts: Rule = {
  id: 'http-add-on/timeouts',
  severity: 'warning',
  title: 'The timeouts of a request end before the request, and leave time for a fallback',
  rationale: 'The request timeout starts with the request and ends every wait within it; a fallback that would answer later is not called.',
  link: `${SOURCE}/interceptor/middleware/endpoint_resolver.go#L56-L88`,
  kinds: [INTERCEPTOR_ROUTE],
  check(object, { report }) {
    const { timeouts, coldStart } = mapOf(object.spec);
    const { request, readiness, responseHeader } = mapOf(timeouts);
    const whole = secondsOf(request);
    // without a limit every wait fits
    if (!whole) return;
    const wait = secondsOf(readiness);
    const falls = mapOf(mapOf(coldStart).fallback).service !== undefined && !answersAlways(object);
    if (falls && (wait || FALLBACK_WAIT) >= whole) {
      report({
        path: 'spec.timeouts.request',
        message: `request (${show(request)}) is not longer than ${wait ? `readiness (${show(readiness)})` : `the default wait of ${FALLBACK_WAIT}s`}, after which the fallback answers: it never does, and the client gets 504`,
        fix: `raise request, or ${wait ? 'lower' : 'write a shorter'} readiness`,
      });
    } else if (wait !== undefined && wait > whole) {
      report({
        path: 'spec.timeouts.readiness',
        message: `readiness (${show(readiness)}) is longer than request (${show(request)}), and never applies`,
        fix: 'lower readiness, or raise request',
      });
    }
    const headers = secondsOf(responseHeader);
    if (headers === undefined || headers <= whole) return;
    report({
      path: 'spec.timeouts.responseHeader',
      message: `responseHeader (${show(responseHeader)}) is longer than request (${show(request)}), and never applies`,
      fix: 'lower responseHeader, or raise request',
    });
  },
};

function secondsOf(value: Value): number | undefined {
  return typeof value === 'string' ? parseDuration(value) : undefined;
}
