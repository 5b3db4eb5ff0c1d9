import { derived } from '../../core/derived';
import { parseDuration } from '../../core/go';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import type { Manifests } from '../manifests';
import { elements, isMap, listOf, mapOf, show } from '../values';
import { advisoryRule } from './advisory-rule';

/** More buckets than this make the rate of one request less than half of the third decimal. */
const MAX_BUCKETS = 2000;

/** The hosts that an Ingress serves with TLS. */
const hostsWithTls = derived((manifests: Manifests) => {
  const ingresses = manifests.ofKind('networking.k8s.io/Ingress');
  return new Set(ingresses.flatMap(({ spec }) => listOf(mapOf(spec).tls).flatMap((tls) => listOf(mapOf(tls).hosts))));
});

export const forwardedProto = advisoryRule('advisories/forwarded-proto', {
  kinds: [HTTP_SCALED_OBJECT],
  *places({ spec }, { manifests }) {
    const secure = hostsWithTls(manifests);
    for (const [host, path] of elements(mapOf(spec).hosts, 'spec.hosts')) {
      if (secure.has(host)) yield { path, seen: `host (${show(host)}) is served with TLS by an Ingress` };
    }
  },
});

export const rateAndConcurrency = advisoryRule('advisories/rate-and-concurrency', {
  kinds: [INTERCEPTOR_ROUTE],
  *places({ spec }) {
    const { concurrency, requestRate } = mapOf(mapOf(spec).scalingMetric);
    if (isMap(concurrency) && isMap(requestRate)) yield { path: 'spec.scalingMetric', seen: 'concurrency and requestRate stand together' };
  },
});

export const rateWindow = advisoryRule('advisories/rate-window', {
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  *places({ spec }) {
    const { requestRate } = mapOf(mapOf(spec).scalingMetric);
    if (!isMap(requestRate)) return;
    const { window = '1m', granularity = '1s' } = requestRate;
    const [whole, part] = [window, granularity].map((duration) => (typeof duration === 'string' ? parseDuration(duration) : undefined));
    if (!whole || !part || whole / part <= MAX_BUCKETS) return;
    yield {
      path: 'spec.scalingMetric.requestRate',
      seen: `window (${show(window)}) is ${Math.round(whole / part)} times the granularity (${show(granularity)})`,
    };
  },
});
