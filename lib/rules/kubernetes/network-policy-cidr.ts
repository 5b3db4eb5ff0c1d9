import { SINCE } from '../../cluster/releases';
import { cidrFault, cidrRemedy } from '../../core/cidr';
import { atLeast } from '../cluster';
import type { Rule } from '../rule';
import { elements, mapOf, show } from '../values';

export const networkPolicyCidr: Rule = {
  id: 'kubernetes/network-policy-cidr',
  severity: 'error',
  title: 'Address ranges of a NetworkPolicy have the strict form from Kubernetes 1.36',
  rationale: 'Readers of ranges in other forms differ in what they mean, so the API server refuses them.',
  link: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  check({ spec }, { cluster, report }) {
    if (!atLeast(cluster, 'kubernetes', SINCE.kubernetes.strictCidrs)) return;
    for (const [direction, side] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ]) {
      for (const [rule, rulePath] of elements(mapOf(spec)[direction], `spec.${direction}`)) {
        for (const [peer, peerPath] of elements(mapOf(rule)[side], `${rulePath}.${side}`)) {
          const { cidr, except } = mapOf(mapOf(peer).ipBlock);
          for (const [value, path] of [[cidr, `${peerPath}.ipBlock.cidr`], ...elements(except, `${peerPath}.ipBlock.except`)]) {
            const wrong = typeof value === 'string' ? cidrFault(value) : undefined;
            if (wrong) report({ path, message: `${show(value)} ${wrong.fault}`, fix: cidrRemedy(wrong) });
          }
        }
      }
    }
  },
};
