import { stringify } from 'yaml';
import { SCALERS } from '../keda/scalers/definitions';
import { type Command, type Invocation, parseOptions, suggestion, UsageError } from './command';
import { page, section } from './package';
import { triggerExample } from './trigger-example';

/** `cdk8s-wasm triggers`: lists KEDA's triggers, or describes some. */
export const command: Command = { help, run };

function run({ args, stdout }: Invocation): number {
  const { positionals: names } = parseOptions(args, {});
  const types = names.map(typeNamed);
  stdout.write(types.length === 0 ? list() : types.map(description).join('\n'));
  return 0;
}

/** Returns the name of the factory of a type: `awsSqsQueue` for `aws-sqs-queue`. */
export function factoryOf(type: string): string {
  return type.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns the type of that name, or of the factory of that name. Throws UsageError. */
function typeNamed(given: string): string {
  const name = given.replace(/^Trigger\./, '');
  const types = Object.keys(SCALERS);
  const type = types.find((one) => one === name || factoryOf(one) === name);
  if (type === undefined)
    throw new UsageError(`unknown trigger ${JSON.stringify(given)}${suggestion(name, types) || ': cdk8s-wasm triggers lists them'}`);
  return type;
}

function list(): string {
  const text = page('triggers.md');
  const rows = Object.keys(SCALERS).map((type) => [type, `Trigger.${factoryOf(type)}`, summaryOf(text, type)]);
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(([type, factory, summary]) => `${type.padEnd(first)}  ${factory.padEnd(second)}  ${summary}`.trimEnd().concat('\n'))
    .join('');
}

function summaryOf(text: string, type: string): string {
  const line = text.split('\n').find((one) => one.includes(`, \`${type}\`: `) && one.startsWith('- '));
  return line?.slice(line.indexOf(`\`${type}\`: `) + type.length + 4) ?? '';
}

function description(type: string): string {
  const text = section(page('triggers.md'), `### Trigger.${factoryOf(type)}`);
  const [introduction = '', table = '', ...rest] = text.split('\n\n');
  const [about, reference = ''] = introduction.replace(`Type \`${type}\`. `, '').split(" See [KEDA's page](");
  const [link] = reference.split(')');
  const rows = table
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .slice(2, -2)
        .split(/ \| | \|$/)
        .map((cell) => plain(cell.trim())),
    );
  const params = rows.map(([prop, kind, required, standard, from, since, doc]) => {
    const facts = [kind, required && 'required', standard && `default ${standard}`, `from ${from}`, since && `since KEDA ${since}`].filter(
      Boolean,
    );
    return `  ${prop}: ${facts.join('; ')}\n      ${doc}\n`;
  });
  return `${type}: Trigger.${factoryOf(type)}
${plain(about)}
${link}

Parameters:

${params.join('')}${rest.length > 0 ? `\n${plain(rest.join('\n\n'))}\n` : ''}
Example:

${stringify([triggerExample(type)]).replace(/^(?=.)/gm, '  ')}`;
}

/** Returns Markdown as plain text. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', '').replaceAll('\\|', '|').replaceAll('&lt;', '<');
}

function help(): string {
  return `Lists KEDA's triggers with the factories of Trigger, or describes some: parameters, where KEDA reads them from, and an example.

  cdk8s-wasm triggers [NAME]...

  cdk8s-wasm triggers
  cdk8s-wasm triggers kafka

A parameter is read from the metadata of the trigger, from an environment variable of the scaled container that the key with the suffix
FromEnv names, or from the authentication (auth).

Options:
  -h, --help                         prints this help

Exit status: 0, or 2 for an unknown trigger.
`;
}
