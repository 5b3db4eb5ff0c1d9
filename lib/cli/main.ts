#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cluster } from '../rules/cluster';
import type { Format } from './options';
import { parseRequest, UsageError } from './options';
import type { Render, Report } from './report';

/** The formats, each loaded when it is asked for. */
const RENDER: { readonly [format in Format]: () => Render } = {
  text: () => require('./text').text,
  json: () => require('./json').json,
  sarif: () => require('./sarif').sarif,
  github: () => require('./github').github,
};

/** Where the text goes; a stream of the process, or whatever collects it. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What the command is started with. */
export interface Start {
  /** The command line, without the two first words of argv. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Runs the command, and returns its exit status. */
export function main(start: Start): number {
  try {
    return answer(start);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    start.stderr.write(`cdk8s-wasm: ${error.message} (see cdk8s-wasm --help)\n`);
    return 2;
  }
}

function answer({ args, env, stdout, stderr }: Start): number {
  const print = (text: string, status: number): number => {
    stdout.write(text);
    return status;
  };
  const request = parseRequest(args);
  if (request.command === 'help') return print((require('./help') as typeof import('./help')).help(), 0);
  if (request.command === 'version') return print(`${version()}\n`, 0);
  const report = check(request.paths, request.cluster);
  const { exitStatus, harmless } = require('./report') as typeof import('./report');
  for (const { message } of report.unusable) stderr.write(`${harmless(message)}\n`);
  return print(RENDER[request.format]()(report, hasColours(stdout, env)), exitStatus(report));
}

function check(paths: readonly string[], cluster: Cluster): Report {
  const { readInputs } = require('./inputs') as typeof import('./inputs');
  const rules = require('../rules/check') as typeof import('../rules/check');
  const { sources, files, unusable } = readInputs(paths);
  const found = rules.check(
    sources.map(({ manifest }) => manifest),
    cluster,
  );
  const findings = found.map((finding) => ({ ...finding, position: sources[finding.index].position(finding.path) }));
  return { version: version(), findings, unusable, objects: sources.length, files };
}

/** Colours are for terminals, and not for those who decline them (https://no-color.org). */
function hasColours({ isTTY }: Output, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' : Boolean(isTTY) && TERM !== 'dumb';
}

/** The version of this package, whose package.json is above the sources and above what they are compiled to. */
function version(): string {
  for (let directory = __dirname; directory !== dirname(directory); directory = dirname(directory)) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
      if (name === 'cdk8s-wasm') return found;
    } catch {
      // not here
    }
  }
  return 'unknown';
}

if (require.main === module) {
  const { argv, env, stdout, stderr } = process;
  // a reader that has seen enough, such as head, is no failure
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 2));
  process.exitCode = main({ args: argv.slice(2), env, stdout, stderr });
}
