import { parseArgs } from 'node:util';

export const HELP = `usage: npm run field -- [options] DIR

Checks the public repositories of scripts/field/repositories.json as \`cdk8s-wasm check DIR/OWNER+NAME\` does, with the default platform, and
prints the figures of each repository and rule. DIR contains a checkout of each, at its commit, named OWNER+NAME. A checkout that is missing
is named and left out. Progress goes to stderr.

  --write FILE   writes the errors to FILE, as JSON, for review; scripts/field/verdicts.json has their verdicts
  --help         prints this text
`;

export interface Options {
  readonly directory: string;
  readonly write?: string;
  readonly help: boolean;
}

/** Throws for unknown options, and without a directory. */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { write: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (!values.help && positionals.length !== 1) throw new Error(`expected one directory, not ${positionals.length}: see --help`);
  return { directory: positionals[0] ?? '', ...values };
}
