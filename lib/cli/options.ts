import { parseArgs } from 'node:util';
import type { Cluster } from '../rules/cluster';
import { declaredCluster, parseVersions } from '../rules/declared';
import { nearest } from '../triggers/suggest';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** What the command is asked to do. */
export type Request =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'check'; readonly paths: readonly string[]; readonly format: Format; readonly cluster: Cluster };

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** Reads a command line, without the two first words of argv. Throws UsageError. */
export function parseRequest(args: readonly string[]): Request {
  const { values, positionals } = parse(args);
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined || command === 'help') return command ? { command: 'help' } : fail('say what to do: cdk8s-wasm check FILE');
  if (command !== 'check') fail(`${JSON.stringify(command)} is no command: there is check`);
  if (paths.length === 0) fail('say what to check: files, directories, or - for standard input');
  const format = FORMATS.find((known) => known === values.format);
  if (!format) fail(`--format ${JSON.stringify(values.format)} must be one of ${FORMATS.join(', ')}${meant(values.format)}`);
  const address = interceptor(values.interceptor);
  return { command, paths, format, cluster: cluster(values.platform, values['knative-feature'], address) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        platform: { type: 'string', multiple: true, default: [] },
        'knative-feature': { type: 'string', multiple: true, default: [] },
        interceptor: { type: 'string' },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0].replace(/^[A-Z]/, (first) => first.toLowerCase()));
  }
}

function cluster(platform: readonly string[], knativeFeatures: readonly string[], interceptor?: Cluster['interceptor']): Cluster {
  try {
    return declaredCluster({ ...parseVersions(platform.join(',')), knativeFeatures, interceptor });
  } catch (error) {
    throw new UsageError(`--platform: ${(error as Error).message}`);
  }
}

/** Reads `service.namespace:port`. */
function interceptor(address: string | undefined): Cluster['interceptor'] | undefined {
  if (address === undefined) return undefined;
  const match = /^([a-z0-9-]+)\.([a-z0-9-]+)(?::(\d{1,5}))?$/.exec(address);
  if (!match) fail(`--interceptor ${JSON.stringify(address)} must be service.namespace or service.namespace:port`);
  const [, service, namespace, port] = match;
  return { service, namespace, port: port ? Number(port) : undefined };
}

function meant(value: string): string {
  const near = nearest(value, FORMATS);
  return near ? `: did you mean ${near}?` : '';
}

function fail(message: string): never {
  throw new UsageError(message);
}
