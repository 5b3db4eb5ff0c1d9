import { RULES } from '../rules/registry';
import type { Rule } from '../rules/rule';
import { type Command, checkFormat, type Invocation, parseOptions, suggestion, UsageError } from './command';

/** `cdk8s-wasm rules`: lists the rules. */
export const command: Command = { help, run };

const UPSTREAMS = [...new Set(RULES.map(upstreamOf))];
const SEVERITIES = ['error', 'warning', 'note'];

const FORMATS: { readonly [format: string]: (rules: readonly Rule[]) => string } = { text, json };

function run({ args, stdout }: Invocation): number {
  const { values, positionals } = parseOptions(args, {
    upstream: { type: 'string', multiple: true, default: [] as string[] },
    severity: { type: 'string', multiple: true, default: [] as string[] },
    format: { type: 'string', default: 'text' },
  });
  if (positionals.length > 0) throw new UsageError(`rules takes no argument: cdk8s-wasm explain ${positionals[0]} explains a rule`);
  checkKnown('--upstream', values.upstream, UPSTREAMS);
  checkKnown('--severity', values.severity, SEVERITIES);
  checkFormat(values.format, Object.keys(FORMATS));
  const rules = RULES.filter(
    (rule) =>
      (values.upstream.length === 0 || values.upstream.includes(upstreamOf(rule))) &&
      (values.severity.length === 0 || values.severity.includes(rule.severity)),
  );
  stdout.write(FORMATS[values.format](rules));
  return 0;
}

/** Throws UsageError unless all values are known. */
function checkKnown(option: string, values: readonly string[], known: readonly string[]): void {
  for (const value of values) {
    if (!known.includes(value)) {
      throw new UsageError(`${option} ${JSON.stringify(value)} must be one of ${known.join(', ')}${suggestion(value, known)}`);
    }
  }
}

function text(rules: readonly Rule[]): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`);
  return `${lines.join('')}\n${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}\n`;
}

function json(rules: readonly Rule[]): string {
  const list = rules.map(({ id, severity, title, rationale, link, kinds }) => ({ id, severity, title, rationale, link, kinds }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function upstreamOf({ id }: Rule): string {
  return id.slice(0, id.indexOf('/'));
}

function help(): string {
  return `Lists the rules of check. cdk8s-wasm explain RULE explains one.

  cdk8s-wasm rules [OPTION]...

  cdk8s-wasm rules --upstream keda --severity error

Options:
  --upstream UPSTREAM                lists the rules of an upstream (repeatable):
                                     ${UPSTREAMS.slice(0, 6).join(', ')},
                                     ${UPSTREAMS.slice(6).join(', ')}
  --severity ${SEVERITIES.join('|')}      lists the rules of a severity (repeatable)
  --format ${Object.keys(FORMATS).join('|')}                 output format (default: text)
  -h, --help                         prints this help

Exit status: 0, or 2 for an invalid command line.
`;
}
