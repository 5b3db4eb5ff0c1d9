/**
 * Matchers for manifests, which `import 'cdk8s-wasm/jest'` adds to jest's `expect`:
 *
 * ```ts
 * expect(Testing.synth(chart)).toHaveNoFindings();
 * expect(chart).toScaleToZero('hello');
 * expect(chart).toRouteHost('hello.example.com');
 * ```
 */

import { nearest } from '../core/suggest';
import { check } from '../rules/check';
import type { Declaration } from '../rules/declared';
import type { Finding } from '../rules/finding';
import { RULES, RULES_WITHOUT_NOTES } from '../rules/registry';
import { receive } from './received';
import { unrouted } from './route-host';
import { keepsAboveZero } from './scale-to-zero';

interface Outcome {
  readonly pass: boolean;
  message(): string;
}

/** The matchers, for another `expect`: `expect.extend(matchers)`. */
export const matchers = {
  /** Passes when the rules report neither errors nor warnings; notes pass. */
  toHaveNoFindings(received: unknown, platform?: Declaration): Outcome {
    const { manifests, cluster } = receive(received, platform);
    const findings = check(manifests, cluster, RULES_WITHOUT_NOTES);
    const list = `${findings.length} findings:\n${findings.map(line).join('\n')}`;
    return {
      pass: findings.length === 0,
      message: () => (findings.length === 0 ? 'expected findings, but there are none' : `expected no findings, but there are ${list}`),
    };
  },

  /** Passes when the rule with that id reports a finding. */
  toHaveFinding(received: unknown, rule: string, platform?: Declaration): Outcome {
    const ids = RULES.map(({ id }) => id);
    if (!ids.includes(rule)) throw new Error(`unknown rule ${JSON.stringify(rule)}: did you mean ${nearest(rule, ids) ?? 'another'}?`);
    const { manifests, cluster } = receive(received, platform);
    const findings = check(manifests, cluster);
    const found = findings.filter((finding) => finding.rule === rule);
    const others = findings.length > 0 ? `there are\n${findings.map(line).join('\n')}` : 'there is none';
    return {
      pass: found.length > 0,
      message: () =>
        found.length > 0
          ? `expected no finding of ${rule}, but there is\n${found.map(line).join('\n')}`
          : `expected a finding of ${rule}, but ${others}`,
    };
  },

  /** Passes when KEDA, the HTTP add-on or Knative scales the app of that name to zero replicas. */
  toScaleToZero(received: unknown, name: string): Outcome {
    const reason = keepsAboveZero(receive(received).manifests, name);
    return { pass: reason === undefined, message: () => reason ?? `expected ${name} not to scale to zero, but it does` };
  },

  /** Passes when requests for that host reach an app, through an Ingress, an HTTPRoute, a DomainMapping, or a route of the interceptor. */
  toRouteHost(received: unknown, host: string, platform?: Declaration): Outcome {
    const { manifests, cluster } = receive(received, platform);
    const reason = unrouted(manifests, host, cluster);
    return { pass: reason === undefined, message: () => reason ?? `expected ${host} not to be routed, but it is` };
  },
};

function line({ severity, rule, object, path, message, fix }: Finding): string {
  return `  ${severity} ${rule} in ${object.kind} ${object.name}${path ? `, ${path}` : ''}: ${message}; ${fix}`;
}

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: as in @types/jest, with which this merges
    interface Matchers<R, T = {}> {
      /** Passes when the rules report neither errors nor warnings. */
      toHaveNoFindings(platform?: Declaration): R;
      /** Passes when the rule with that id, such as `keda/replica-bounds`, reports a finding. */
      toHaveFinding(rule: string, platform?: Declaration): R;
      /** Passes when KEDA, the HTTP add-on or Knative scales the app of that name to zero replicas. */
      toScaleToZero(name: string): R;
      /** Passes when requests for that host reach an app. */
      toRouteHost(host: string, platform?: Declaration): R;
    }
  }
}

const { expect } = globalThis as { expect?: { extend(added: typeof matchers): void } };
expect?.extend(matchers);
