import { SUPPORTED } from '../../cluster/supported-versions';
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
/** Scalers of releases that the definitions do not have yet. */
const NEWER: { readonly [type: string]: string } = { clickhouse: '2.21', 'gcp-spanner': '2.21' };
/** Builds of KEDA that have scalers of their own, by the prefix of their types. */
const BUILDS: { readonly [prefix: string]: string } = { 'kedify-': 'Kedify' };
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
      } else if (Object.hasOwn(NEWER, type)) {
        if (!atLeast(cluster, 'keda', NEWER[type]))
          report({
            path: at,
            message: `type (${show(type)}) is a scaler from KEDA ${NEWER[type]} on, and the cluster has ${cluster.keda}`,
            fix: `upgrade KEDA, or declare keda ${NEWER[type]} where the cluster runs it`,
          });
      } else if (!scaler && buildOf(type)) {
        report({
          path: at,
          message: `type (${show(type)}) is a scaler of ${buildOf(type)}'s build of KEDA, and not of KEDA itself`,
          fix: `install ${buildOf(type)}'s build, or write a type of https://keda.sh/docs/latest/scalers/`,
          severity: 'warning',
        });
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

function buildOf(type: string): string | undefined {
  return Object.entries(BUILDS).find(([prefix]) => type.startsWith(prefix))?.[1];
}

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
