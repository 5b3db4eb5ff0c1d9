import { RULES } from '../rules/registry';
import type { Rule } from '../rules/rule';
import { type Command, type Invocation, parseOptions, suggestion, UsageError } from './command';
import { page, section } from './package';

/** `cdk8s-wasm explain`: explains rules. */
export const command: Command = { help, run };

function run({ args, stdout }: Invocation): number {
  const { positionals: ids } = parseOptions(args, {});
  if (ids.length === 0) throw new UsageError('no rule: pass one, such as keda/replica-bounds, as check prints it');
  stdout.write(ids.map(ruleNamed).map(explanation).join('\n'));
  return 0;
}

/** Returns the rule with that id, or with that last part of the id. Throws UsageError. */
function ruleNamed(given: string): Rule {
  const rule = RULES.find(({ id }) => id === given);
  if (rule) return rule;
  const ids = RULES.map(({ id }) => id);
  const ending = ids.filter((id) => id.endsWith(`/${given}`));
  if (ending.length > 0) throw new UsageError(`unknown rule ${JSON.stringify(given)}: did you mean ${ending.join(' or ')}?`);
  throw new UsageError(`unknown rule ${JSON.stringify(given)}${suggestion(given, ids) || ': cdk8s-wasm rules lists them'}`);
}

function explanation({ id, severity, title, rationale, link, accepted }: Rule): string {
  const text = section(page(`rules/${id.slice(0, id.indexOf('/'))}.md`), `## ${id}`);
  const [before = '', ...parts] = text.split('```yaml\n');
  const labels = [before, ...parts].map((part) => part.trimEnd().split('\n').at(-1)!);
  const [bad, good] = parts.map((part, index) => `\n${labels[index]}\n\n${indented(part.slice(0, part.indexOf('\n```')))}\n`);
  const message = text
    .split('\n')
    .find((line) => line.startsWith('> '))
    ?.slice(2)
    .replace(/\\([\\*[<])/g, '$1');
  return `${id} (${severity})
  ${title}

${rationale.replace(/\.$/, '')}.
${accepted ? `The API server accepts it: ${accepted.replace(/\.$/, '')}.\n` : ''}${link}
${bad ?? ''}${message ? `\n  -> ${message}\n` : ''}${good ?? ''}
To silence it, annotate the object, with the reason:

  cdk8s-wasm/ignore: "${id}: REASON"
`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function help(): string {
  return `Explains rules: what they say, why the cluster behaves so, and a bad and a good manifest.

  cdk8s-wasm explain RULE...

  cdk8s-wasm explain keda/replica-bounds

Options:
  -h, --help                         prints this help

Exit status: 0, or 2 for an unknown rule.
`;
}
