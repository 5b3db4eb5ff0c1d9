import type { Rule } from '../rule';
import { textProblems } from '../text-problems';

export const duplicateKey: Rule = {
  id: 'yaml/duplicate-key',
  severity: 'error',
  title: 'No key is written twice in a map',
  rationale: 'kubectl and Helm silently take the last one; kustomize, and with it Flux, refuses the file.',
  link: 'https://yaml.org/spec/1.2.2/#3213-node-comparison',
  accepted: 'kubectl drops all but the last one before it sends the object',
  kinds: ['*'],
  check(object, { report }) {
    for (const problem of textProblems(object)) report(problem);
  },
};
