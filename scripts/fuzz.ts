/** Runs check, migrate and requirements on mutated manifests: `npm run fuzz -- --help`. */
import { Progress } from './bench/progress';
import { runCommands } from './fuzz/commands';
import { corpus } from './fuzz/corpus';
import { mutated } from './fuzz/mutations';
import { HELP, type Options, parseOptions } from './fuzz/options';
import { Random } from './fuzz/random';
import { reduced } from './fuzz/reduce';

/** CPU time after which a document counts as one that never ends. */
const MAX_SECONDS = 10;
/** Failures of different kinds to show. */
const MAX_KINDS = 20;

interface Failure {
  /** Failures of one kind share it: the error and the place that threw it. */
  readonly kind: string;
  readonly stack: string;
}

function failureOf(input: Uint8Array): Failure | undefined {
  const start = process.cpuUsage();
  try {
    runCommands(input);
  } catch (error) {
    const { name, message, stack = '' } = error as Error;
    const place = stack.split('\n').find((line) => line.includes('/lib/') && !line.includes('node_modules')) ?? '';
    return { kind: `${name} ${place.trim() || message}`, stack };
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  return seconds > MAX_SECONDS ? { kind: 'slow', stack: `took ${seconds.toFixed(1)} s of CPU time` } : undefined;
}

/** Returns the number of failures. */
function fuzz({ runs, seed }: Options): number {
  const progress = new Progress();
  const documents = corpus();
  const kinds = new Set<string>();
  let failures = 0;
  for (let run = 0; run < runs; run++) {
    const input = mutated(documents, new Random(seed + run));
    const failure = failureOf(input);
    if (run % 1_000 === 999) progress.say(`${run + 1} of ${runs} documents, ${failures} failed`);
    if (!failure) continue;
    failures++;
    if (kinds.has(failure.kind) || kinds.size >= MAX_KINDS) continue;
    kinds.add(failure.kind);
    // a reduction of a slow input would take too long
    const least = failure.kind === 'slow' ? input : reduced(input, (smaller) => failureOf(smaller)?.kind === failure.kind);
    console.log(`\n--seed ${seed + run} --runs 1\n${failure.stack}\n${shown(least)}`);
  }
  console.log(`${runs} documents from seed ${seed}: ${failures} failed`);
  progress.end();
  return failures;
}

/** An input as a JavaScript string, which can be copied into a test. */
function shown(input: Uint8Array): string {
  const text = Buffer.from(input).toString('utf8');
  const isText = Buffer.from(text).equals(Buffer.from(input));
  const literal = isText ? JSON.stringify(text) : `Buffer.from('${Buffer.from(input).toString('base64')}', 'base64')`;
  return `input of ${input.length} bytes: ${literal.length > 4_000 ? `${literal.slice(0, 4_000)}...` : literal}\n`;
}

let options: Options;
try {
  options = parseOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}
if (options.help) process.stdout.write(HELP);
else process.exitCode = fuzz(options) > 0 ? 1 : 0;
