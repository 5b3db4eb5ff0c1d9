import type { Rule } from '../rule';
import { show } from '../values';
import { removedApi } from './apis';

export const apiVersion: Rule = {
  id: 'removed/api-version',
  severity: 'error',
  title: 'The apiVersion is one that is still served',
  rationale: 'The API server serves each kind in the versions of its release, and removes deprecated ones.',
  link: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  kinds: ['*'],
  check({ apiVersion, kind }, { report }) {
    const removed = removedApi(apiVersion, kind);
    if (!removed) return;
    const { since, instead, severity } = removed;
    report({
      path: 'apiVersion',
      message: `apiVersion (${show(apiVersion)}) of ${kind} is not served since ${since}`,
      fix: instead.includes(' ') ? `use ${instead}` : `write apiVersion: ${instead}`,
      severity,
    });
  },
};
