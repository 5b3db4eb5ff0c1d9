import { readFileSync } from 'node:fs';
import type { PlatformProps } from '../cluster/platform';
import type { Source } from '../files/read';
import type { Finding } from '../rules/finding';

/**
 * A validation plugin of `cdk8s synth` that checks all manifests of an app against the rules of this library: it fails for manifests
 * that the cluster would reject, or that cannot work. Enable it in cdk8s.yaml:
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-wasm
 *     class: WasmValidation
 *     version: 0.1.0
 *     properties:
 *       keda: '2.21'
 * ```
 *
 * The properties are PlatformProps. An error fails the synthesis, a warning is part of the report.
 */
export class WasmValidation {
  private readonly props: PlatformProps;

  constructor(props: PlatformProps = {}) {
    this.props = props;
  }

  /**
   * Checks the manifests of an app together. Called by the cdk8s CLI with its validation context.
   *
   * @throws for an unsupported version of a component
   */
  // biome-ignore lint/suspicious/noExplicitAny: the type is part of the CLI, which is not a dependency of this library
  public async validate(context: any): Promise<void> {
    // loaded here, so that importing the constructs does not load the rules
    const { check } = require('../rules/check') as typeof import('../rules/check');
    const { RULES_WITHOUT_NOTES } = require('../rules/registry') as typeof import('../rules/registry');
    const { declaredCluster } = require('../rules/declared') as typeof import('../rules/declared');
    const { readWhole } = require('../files/read') as typeof import('../files/read');

    const cluster = declaredCluster(this.props);
    const sources: Source[] = context.manifests.flatMap((file: string) => readWhole(readFileSync(file), file));
    const findings = check(
      sources.map(({ manifest }) => manifest),
      cluster,
      RULES_WITHOUT_NOTES,
    );
    for (const violation of violations(findings, sources)) context.report.addViolation(violation);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    context.report.submit(errors > 0 ? 'failure' : 'success', { Errors: `${errors}`, Warnings: `${findings.length - errors}` });
  }
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: { readonly resourceName: string; readonly manifestPath: string; readonly locations: readonly string[] }[];
}

/** Converts findings to the violations of the CLI's report, errors first; equal findings of several objects are one violation. */
function violations(findings: readonly Finding[], sources: readonly Source[]): Violation[] {
  const byContent = new Map<string, Violation>();
  const sorted = [...findings].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  for (const { rule, severity, message, fix, link, path, index, object } of sorted) {
    const content = JSON.stringify([rule, message, fix]);
    const violation = byContent.get(content) ?? {
      ruleName: `${severity} ${rule}`,
      recommendation: message,
      fix: `${fix} (${link})`,
      violatingResources: [],
    };
    const { file, line } = sources[index].position(path);
    const location = `${object.kind}${path ? ` ${path}` : ''} (line ${line})`;
    violation.violatingResources.push({ resourceName: object.name, manifestPath: file, locations: [location] });
    byContent.set(content, violation);
  }
  return [...byContent.values()];
}
