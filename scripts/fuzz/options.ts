import { parseArgs } from 'node:util';

export const HELP = `usage: npm run fuzz -- [options]

Mutates manifests of the corpus, of articles and of dist/, and runs check, migrate and requirements on each of them. Inputs that cannot be
read must be refused, and everything else must be judged: an exception, or a run of more than ten seconds, is a failure, and is shown with
its seed and the smallest input that still fails. Progress goes to stderr.

  --runs NUMBER   number of mutated documents (default: 100000)
  --seed NUMBER   seed of the first document (default: random); document number n has the seed + n, so that --seed SEED --runs 1 repeats
                  a single one
  --help          prints this text

Exit status: 0 without failures, 1 with failures, 2 for an invalid command line.
`;

export interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly help: boolean;
}

/** Throws for unknown options, and for numbers that are none. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      help: { type: 'boolean', default: false },
    },
  });
  return { runs: numberOf('--runs', values.runs), seed: numberOf('--seed', values.seed), help: values.help };
}

function numberOf(option: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`${option} ${JSON.stringify(text)} must be a whole number from 0`);
  return Number(text);
}
