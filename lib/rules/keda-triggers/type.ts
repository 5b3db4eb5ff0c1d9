import { SUPPORTED } from '../../cluster/versions';
import { nearest } from '../../core/suggest';
import { deprecationOf } from '../../keda/scalers/definition';
import { scalerOf } from '../../keda/scalers/scaler-of';
import { atLeast } from '../cluster';
import { scaledOf } from '../keda/scaled';
import { KEDA_SOURCE, READ_BY_OPERATOR, SCALED } from '../keda/upstream';
import type { Rule } from '../rule';
import { show } from '../values';
import { readingsOf } from './reading';

/** The release that the definitions were read from. */
const READ_FROM = SUPPORTED.keda.default;
const REMOVED: { readonly [type: string]: { readonly since: string; readonly fix: string } } = {
  stan: { since: '2.19', fix: 'move to NATS JetStream, and write type: nats-jetstream' },
};
const MEANT: { readonly [type: string]: string } = {
  http: 'write an InterceptorRoute of the HTTP add-on, and a trigger external-push that names it',
  'http-add-on': 'write an InterceptorRoute of the HTTP add-on, and a trigger external-push that names it',
  jetstream: 'write nats-jetstream',
  sqs: 'write aws-sqs-queue',
  pubsub: 'write gcp-pubsub',
  postgres: 'write postgresql',
  rabbit: 'write rabbitmq',
  servicebus: 'write azure-servicebus',
};

export const triggerType: Rule = {
  id: 'keda-triggers/type',
  severity: 'error',
  title: 'The type of a trigger is one of the scalers of the KEDA release',
  rationale: 'KEDA builds the scaler of a trigger by its type, and knows no other types than those of its release.',
  link: `${KEDA_SOURCE}/pkg/scaling/scalers_builder.go#L125`,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, { cluster, report }) {
    for (const { type, path } of scaledOf(object).triggers) {
      if (type === undefined) continue;
      const at = `${path}.type`;
      const scaler = scalerOf(type);
      const removed = Object.hasOwn(REMOVED, type) ? REMOVED[type] : undefined;
      if (scaler?.since && !atLeast(cluster, 'keda', scaler.since)) {
        report({
          path: at,
          message: `type (${show(type)}) needs KEDA ${scaler.since}, and the cluster has ${cluster.keda}`,
          fix: 'upgrade KEDA',
        });
      } else if (removed) {
        if (atLeast(cluster, 'keda', removed.since))
          report({ path: at, message: `type (${show(type)}) was removed in KEDA ${removed.since}`, fix: removed.fix });
      } else if (!scaler) {
        report({
          path: at,
          message: `type (${show(type)}) is not a scaler of KEDA`,
          fix: remedy(type),
          // a release that was not read may have it
          severity: atLeast(cluster, 'keda', READ_FROM) && cluster.keda !== READ_FROM ? 'warning' : undefined,
        });
      }
    }
  },
};

function remedy(type: string): string {
  if (Object.hasOwn(MEANT, type)) return MEANT[type];
  const { SCALERS } = require('../../keda/scalers/definitions') as typeof import('../../keda/scalers/definitions');
  const meant = type.length < 60 ? nearest(type, Object.keys(SCALERS)) : undefined;
  return meant ? `did you mean ${meant}?` : 'write a type of https://keda.sh/docs/latest/scalers/';
}

export const deprecatedType: Rule = {
  id: 'keda-triggers/deprecated-type',
  severity: 'warning',
  title: 'The type of a trigger is not announced to be removed',
  rationale: 'KEDA removes a deprecated scaler in a later release, and the ScaledObject stops working with the upgrade.',
  link: 'https://keda.sh/docs/latest/scalers/',
  kinds: SCALED,
  check(object, context) {
    for (const { type, path, scaler } of readingsOf(object, context)) {
      if (!scaler.deprecated || !atLeast(context.cluster, 'keda', scaler.deprecated.since)) continue;
      context.report({
        path: `${path}.type`,
        message: `type (${show(type)}) ${deprecationOf(scaler.deprecated)}`,
        fix: `see ${scaler.deprecated.see}`,
      });
    }
  },
};
