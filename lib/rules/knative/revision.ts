import { AUTOSCALING, KPA, MAX_CONCURRENCY, MAX_TIMEOUT } from '../../cluster/knative';
import { isDns1035Label, MAX_LABEL } from '../../core/dns-names';
import { parseNumber } from '../../core/go';
import type { Manifest } from '../manifest';
import type { Rule, RuleContext } from '../rule';
import { at, show } from '../values';
import { setting } from './settings';
import { ANNOTATIONS, autoscaling, CONFIGURATION, POD, podOf, ROUTE, SERVICE, SERVING, TEMPLATED } from './template';

const FORM = `lower case letters, digits and "-", at most ${MAX_LABEL}, the first a letter`;

export const objectName: Rule = {
  id: 'knative/name',
  severity: 'error',
  title: 'Names are DNS-1035 labels',
  rationale: 'Knative makes a Kubernetes Service of the name, which is a DNS label.',
  link: `${SERVING}/serving/metadata_validation.go`,
  kinds: [SERVICE, CONFIGURATION, ROUTE],
  check({ metadata: { name } }: Manifest, { report }: RuleContext): void {
    if (typeof name !== 'string' || name === '' || isDns1035Label(name)) return;
    const length = name.length > MAX_LABEL ? `, ${name.length} characters` : '';
    report({ path: 'metadata.name', message: `name (${show(name)}${length}) is not a DNS-1035 label`, fix: `write ${FORM}` });
  },
};

export const revisionName: Rule = {
  id: 'knative/revision-name',
  severity: 'error',
  title: 'The name of a revision begins with that of its Service',
  rationale: 'Revisions of different Services share a namespace, so that their names begin with that of the Service.',
  link: `${SERVING}/serving/v1/revision_validation.go`,
  kinds: TEMPLATED,
  check({ metadata, spec }, { report }) {
    const name = spec?.template?.metadata?.name;
    if (typeof name !== 'string' || name === '' || typeof metadata.name !== 'string') return;
    const path = 'spec.template.metadata.name';
    if (!name.startsWith(`${metadata.name}-`)) {
      report({
        path,
        message: `name (${show(name)}) does not begin with "${metadata.name}-"`,
        fix: `write a name such as "${metadata.name}-v1", or leave it out`,
      });
    } else if (!isDns1035Label(name)) {
      report({ path, message: `name (${show(name)}) is not a DNS-1035 label`, fix: `write ${FORM}, or leave it out` });
    }
  },
};

export const timeout: Rule = {
  id: 'knative/timeout',
  severity: 'error',
  title: `timeoutSeconds is at most ${MAX_TIMEOUT}`,
  rationale: 'config-defaults bounds the time that a request may take.',
  link: `${SERVING}/serving/v1/revision_validation.go`,
  kinds: TEMPLATED,
  check(manifest, context) {
    const seconds = podOf(manifest)?.timeoutSeconds;
    const name = 'max-revision-timeout-seconds';
    const max = Number(setting(context, 'config-defaults', name) ?? MAX_TIMEOUT);
    if (typeof seconds !== 'number' || (seconds >= 0 && seconds <= max)) return;
    context.report({
      path: `${POD}.timeoutSeconds`,
      message: `timeoutSeconds (${seconds}) is not from 0 to ${max}${max === MAX_TIMEOUT ? ', the default of' : ','} ${name}`,
      fix: seconds > max ? `write at most ${max}, or raise ${name} in config-defaults` : 'write 0 for the default, or leave it out',
    });
  },
};

export const containerConcurrency: Rule = {
  id: 'knative/container-concurrency',
  severity: 'error',
  title: `containerConcurrency is from 0 to ${MAX_CONCURRENCY}`,
  rationale: 'config-defaults bounds the requests in flight for each replica.',
  link: `${SERVING}/serving/metadata_validation.go`,
  kinds: TEMPLATED,
  check(manifest, context) {
    const value = podOf(manifest)?.containerConcurrency;
    const max = Number(setting(context, 'config-defaults', 'container-concurrency-max-limit') ?? MAX_CONCURRENCY);
    const min = setting(context, 'config-defaults', 'allow-container-concurrency-zero') === 'false' ? 1 : 0;
    if (typeof value !== 'number' || (value >= min && value <= max)) return;
    context.report({
      path: `${POD}.containerConcurrency`,
      message: `containerConcurrency (${value}) is not from ${min} to ${max}`,
      fix: min === 0 ? 'write 0 for no limit, or leave it out' : `write a number from ${min} to ${max}`,
    });
  },
};

export const targetAboveConcurrency: Rule = {
  id: 'knative/target-above-concurrency',
  severity: 'warning',
  title: 'The target of concurrency is at most containerConcurrency',
  rationale: 'The autoscaler aims at the smaller of the soft and the hard limit.',
  link: 'https://knative.dev/docs/serving/autoscaling/concurrency/',
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const limit = podOf(manifest)?.containerConcurrency;
    const target = autoscaling(manifest, 'target');
    const value = target && parseNumber(target.value);
    if (typeof limit !== 'number' || limit <= 0 || value === undefined || !(value > limit)) return;
    if ((autoscaling(manifest, 'metric')?.value ?? 'concurrency') !== 'concurrency') return;
    if ((autoscaling(manifest, 'class')?.value ?? KPA) !== KPA) return;
    report({
      path: at(ANNOTATIONS, `${AUTOSCALING}target`),
      message: `target (${show(target?.value)}) is above containerConcurrency (${limit}), which is used instead`,
      fix: 'lower the target or raise containerConcurrency',
    });
  },
};
