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

function main(): number {
  const request = parseRequest(process.argv.slice(2));
  if (request.command === 'help') return print((require('./help') as typeof import('./help')).help(), 0);
  if (request.command === 'version') return print(`${version()}\n`, 0);
  const report = check(request.paths, request.cluster);
  const { exitStatus, harmless } = require('./report') as typeof import('./report');
  for (const { message } of report.unusable) process.stderr.write(`${harmless(message)}\n`);
  return print(RENDER[request.format]()(report, hasColours(process.stdout)), exitStatus(report));
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
function hasColours({ isTTY }: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' : Boolean(isTTY) && TERM !== 'dumb';
}

function print(text: string, status: number): number {
  process.stdout.write(text);
  return status;
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

// a reader that has seen enough, such as head, is no failure
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 2));
try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`cdk8s-wasm: ${error.message} (see cdk8s-wasm --help)\n`);
  process.exitCode = 2;
}
