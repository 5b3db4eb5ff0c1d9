import { measuresPods } from '../../keda/scalers/trigger-types';
import { scaledOf, type TriggerPart, zeroBound } from '../keda/scaled';
import { READ_BY_OPERATOR, SCALED, SCALED_OBJECT } from '../keda/upstream';
import { readingsOf } from '../keda-triggers/reading';
import { isTrue } from '../keda-triggers/value-forms';
import type { Manifest } from '../manifest';
import { at, show, trimmedOf } from '../values';
import { advisoryRule, type Place } from './advisory-rule';

/** The metadata keys of triggers of a type, as far as they are written. */
function* keysOf(object: Manifest, type: string, keys: readonly string[], meets: (text: string) => boolean): Iterable<Place> {
  for (const { metadata, path } of triggersOf(object, type)) {
    for (const key of keys) {
      const text = textOf(metadata[key]);
      if (text !== undefined && meets(text))
        yield { path: at(`${path}.metadata`, key), seen: `${key} (${show(metadata[key])}) of ${type}` };
    }
  }
}

function triggersOf(object: Manifest, type: string): readonly TriggerPart[] {
  return scaledOf(object).triggers.filter((trigger) => trigger.type === type);
}

function textOf(value: unknown): string | undefined {
  return trimmedOf(typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);
}

/** The triggers of a type on a ScaledObject that goes to zero. */
function* atZero(object: Manifest, type: string): Iterable<Place> {
  const scaled = scaledOf(object);
  if (!scaled.scalesToZero) return;
  for (const { path } of triggersOf(object, type))
    yield { path: `${path}.type`, seen: `type (${show(type)}) stands beside ${zeroBound(scaled)}` };
}

export const sqsQueueUrl = advisoryRule('advisories/sqs-queue-url', {
  kinds: SCALED,
  severity: 'error',
  accepted: READ_BY_OPERATOR,
  places: (object) => keysOf(object, 'aws-sqs-queue', ['queueURLFromEnv'], () => true),
});

export const temporalApiKey = advisoryRule('advisories/temporal-api-key', {
  kinds: SCALED,
  *places(object, context) {
    for (const { type, path, metadata, auth } of readingsOf(object, context)) {
      if (type !== 'temporal') continue;
      if (metadata.apiKeyFromEnv !== undefined) {
        yield { path: `${path}.metadata.apiKeyFromEnv`, seen: `apiKeyFromEnv (${show(metadata.apiKeyFromEnv)}) of temporal` };
      } else if (auth?.parameters?.includes('apiKey')) {
        yield { path: `${path}.authenticationRef`, seen: `${auth.kind} ${auth.name} gives the apiKey of temporal` };
      }
    }
  },
});

export const kafkaSaslNone = advisoryRule('advisories/kafka-sasl-none', {
  kinds: SCALED,
  severity: 'error',
  accepted: READ_BY_OPERATOR,
  places: (object) => keysOf(object, 'kafka', ['sasl'], (text) => text === 'none'),
});

export const datadogUnavailable = advisoryRule('advisories/datadog-unavailable', {
  kinds: SCALED,
  places: (object) => keysOf(object, 'datadog', ['metricUnavailableValue'], () => true),
});

export const cronComma = advisoryRule('advisories/cron-comma', {
  kinds: SCALED,
  places: (object) => keysOf(object, 'cron', ['start', 'end'], (text) => text.includes(',')),
});

export const lokiPath = advisoryRule('advisories/loki-path', {
  kinds: SCALED,
  places: (object) =>
    keysOf(object, 'loki', ['serverAddress'], (text) => /^https?:\/\/[^/]+\/+[^/?]/.test(text) && !/\/loki\/api\/v1\/query\/?$/.test(text)),
});

export const forgejoZero = advisoryRule('advisories/forgejo-zero', {
  kinds: [SCALED_OBJECT],
  places: (object) => atZero(object, 'forgejo-runner'),
});

export const metricsApiEndpoints = advisoryRule('advisories/metrics-api-endpoints', {
  kinds: SCALED,
  places: (object) => keysOf(object, 'metrics-api', ['aggregateFromKubeServiceEndpoints'], isTrue),
});

export const blobGlob = advisoryRule('advisories/blob-glob', {
  kinds: SCALED,
  severity: 'error',
  accepted: "KEDA's webhook does not read the metadata of triggers, and its operator counts no blob",
  places: (object) => keysOf(object, 'azure-blob', ['globPattern'], (text) => text.startsWith('/')),
});

export const solrOutage = advisoryRule('advisories/solr-outage', {
  kinds: [SCALED_OBJECT],
  places: (object) => atZero(object, 'solr'),
});

export const githubEtags = advisoryRule('advisories/github-etags', {
  kinds: SCALED,
  places: (object) => keysOf(object, 'github-runner', ['enableEtags'], isTrue),
});

export const pushBesideOthers = advisoryRule('advisories/push-beside-others', {
  kinds: [SCALED_OBJECT],
  *places(object) {
    const { scalesToZero, triggers } = scaledOf(object);
    if (!scalesToZero) return;
    const waking = triggers.filter(({ type }) => type !== undefined && !measuresPods(type));
    const push = waking.find(({ type }) => type === 'external-push');
    if (push && waking.length > 1) yield { path: `${push.path}.type`, seen: 'type ("external-push") stands beside another trigger' };
  },
});
