import { EXECUTORS } from '../spinkube/apps';
import { mapOf, show, textOf } from '../values';
import { advisoryRule } from './advisory-rule';

export const caSecretName = advisoryRule('advisories/ca-secret-name', {
  kinds: EXECUTORS,
  *places({ spec }) {
    const { caCertSecret, installDefaultCACerts } = mapOf(mapOf(spec).deploymentConfig);
    if (textOf(caCertSecret) === undefined || installDefaultCACerts !== true) return;
    yield { path: 'spec.deploymentConfig.caCertSecret', seen: `caCertSecret (${show(caCertSecret)}) stands beside installDefaultCACerts` };
  },
});
