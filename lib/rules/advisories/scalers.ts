import { parseNumber } from '../../core/go';
import { scaledOf } from '../keda/scaled';
import { SCALED, SCALED_JOB, SCALED_OBJECT } from '../keda/upstream';
import { CLUSTER_TRIGGER_AUTHENTICATION, TRIGGER_AUTHENTICATION } from '../keda-triggers/sources';
import { podTemplateOf } from '../kubernetes/pod-template';
import type { Manifest, Value } from '../manifest';
import type { Context } from '../rule';
import { at, entries, isMap, listOf, mapOf, show, textOf } from '../values';
import { advisoryRule } from './advisory-rule';

const TRANSFER = 'scaledobject.keda.sh/transfer-hpa-ownership';
const FROM_ENV = 'FromEnv';

export const transferWithoutName = advisoryRule('advisories/transfer-without-name', {
  kinds: [SCALED_OBJECT],
  *places(object) {
    const path = at('metadata.annotations', TRANSFER);
    if (mapOf(object.metadata.annotations)[TRANSFER] !== 'true' || scaledOf(object).hpaName !== undefined) return;
    yield { path, seen: `${TRANSFER} ("true") stands without the name of an HPA` };
  },
});

export const accurateStrategy = advisoryRule('advisories/accurate-strategy', {
  kinds: [SCALED_JOB],
  *places(object) {
    if (strategyOf(object).strategy !== 'accurate') return;
    yield { path: 'spec.scalingStrategy.strategy', seen: 'strategy ("accurate")' };
  },
});

export const customStrategy = advisoryRule('advisories/custom-strategy', {
  kinds: [SCALED_JOB],
  severity: 'error',
  accepted: "the field is optional in the CRD, and KEDA's operator crashes on it",
  *places(object) {
    const { strategy, customScalingQueueLengthDeduction: deduction, customScalingRunningJobPercentage: percentage } = strategyOf(object);
    if (strategy !== 'custom' || (deduction !== undefined && deduction !== null)) return;
    // without a percentage, KEDA takes the default strategy
    if (parseNumber(textOf(percentage) ?? '') === undefined) return;
    yield { path: 'spec.scalingStrategy', seen: 'strategy ("custom") stands without customScalingQueueLengthDeduction' };
  },
});

export const defaultStrategy = advisoryRule('advisories/default-strategy', {
  kinds: [SCALED_JOB],
  severity: 'error',
  accepted: 'the CRDs of other releases take it',
  *places(object) {
    if (strategyOf(object).strategy === 'default') yield { path: 'spec.scalingStrategy.strategy', seen: 'strategy ("default")' };
  },
});

export const awsSecretManager = advisoryRule('advisories/aws-secret-manager', {
  kinds: [TRIGGER_AUTHENTICATION, CLUSTER_TRIGGER_AUTHENTICATION],
  severity: 'error',
  accepted: "both fields are optional in the CRD, and KEDA's operator crashes without them",
  *places({ spec }) {
    const { awsSecretManager } = mapOf(spec);
    if (!isMap(awsSecretManager) || isMap(awsSecretManager.credentials)) return;
    const provider = textOf(mapOf(awsSecretManager.podIdentity).provider) ?? 'none';
    if (provider === 'none') yield { path: 'spec.awsSecretManager', seen: 'awsSecretManager has no credentials and no podIdentity' };
  },
});

export const envPrefix = advisoryRule('advisories/env-prefix', {
  kinds: SCALED,
  severity: 'error',
  accepted: "KEDA's webhook does not look the variable up; its operator does, and finds none of that name",
  *places(object, context) {
    const { triggers, target } = scaledOf(object);
    if (!triggers.some(({ metadata }) => Object.keys(metadata).some((key) => key.endsWith(FROM_ENV)))) return;
    const workload = object.kind === 'ScaledJob' ? object : target && workloadOf(object, target, context);
    const { env, prefixes } = variablesOf(workload, object);
    for (const { metadata, path } of triggers) {
      for (const [key, variable, where] of entries(metadata, `${path}.metadata`)) {
        if (!key.endsWith(FROM_ENV) || typeof variable !== 'string' || env.includes(variable)) continue;
        const prefix = prefixes.find((start) => variable.startsWith(start));
        if (prefix !== undefined)
          yield { path: where, seen: `${key} (${show(variable)}) names a variable of an envFrom with prefix ${show(prefix)}` };
      }
    }
  },
});

function strategyOf({ spec }: Manifest) {
  return mapOf(mapOf(spec).scalingStrategy);
}

function workloadOf(object: Manifest, { groupKind, name }: { groupKind: string; name: string }, { manifests }: Context) {
  return manifests.referred(object, groupKind, name);
}

/** The variables of the container that KEDA reads: its names in env, and the prefixes of envFrom. */
function variablesOf(workload: Manifest | undefined, { spec }: Manifest): { env: readonly Value[]; prefixes: readonly string[] } {
  const containers = listOf(workload && podTemplateOf(workload).spec?.containers).map(mapOf);
  const name = textOf(mapOf(mapOf(spec).scaleTargetRef).envSourceContainerName) ?? textOf(mapOf(spec).envSourceContainerName);
  const container = name === undefined ? containers[0] : containers.find((other) => other.name === name);
  return {
    env: listOf(container?.env).map((variable) => mapOf(variable).name),
    prefixes: listOf(container?.envFrom).flatMap((source) => textOf(mapOf(source).prefix) ?? []),
  };
}
