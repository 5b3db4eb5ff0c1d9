import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { type Declaration, declaredCluster } from '../rules/declared';
import { RULES } from '../rules/registry';
import { suggestion, UsageError } from './command';
import { globbed } from './glob';

/** What a configuration file says for all commands. */
export interface Config {
  /** The cluster. */
  readonly platform: Declaration;
  /** Rules that are left out, each with the reason. */
  readonly ignore: { readonly [rule: string]: string };
  /** Returns whether a path, as it is given to the command, is left out. */
  readonly isExcluded: (path: string) => boolean;
  /** The namespace of objects that name none. */
  readonly namespace?: string;
  /** The file itself; undefined where there is none. */
  readonly file?: string;
}

/** Names of the file, in the order in which they are looked for in each folder. */
export const CONFIG_NAMES = ['.cdk8s-wasm.yaml', '.cdk8s-wasm.yml'];

const NONE: Config = { platform: {}, ignore: {}, isExcluded: () => false };
const KEYS = ['platform', 'ignore', 'exclude', 'namespace'];

/** Reads the given configuration file; else the nearest one in the current folder or above. Throws UsageError. */
export function readConfig({ config, 'no-config': isOff }: { config?: string; 'no-config'?: boolean }): Config {
  if (isOff && config !== undefined) throw new UsageError('--config and --no-config exclude each other');
  if (isOff) return NONE;
  const file = config ?? nearestFile(process.cwd());
  if (file === undefined) return NONE;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  return parseConfig(text, relative('', file) || file);
}

function nearestFile(directory: string): string | undefined {
  const found = CONFIG_NAMES.map((name) => join(directory, name)).find((file) => existsSync(file));
  const above = dirname(directory);
  return found ?? (above === directory ? undefined : nearestFile(above));
}

/** Parses a configuration file. Throws UsageError. */
function parseConfig(text: string, file: string): Config {
  const refuse = (reason: string): never => {
    throw new UsageError(`${file}: ${reason}`);
  };
  let value: unknown;
  try {
    value = parse(text) ?? {};
  } catch (error) {
    return refuse((error as Error).message.split('\n')[0].replace(/:$/, ''));
  }
  if (!isMap(value)) return refuse(`must be a map of ${KEYS.join(', ')}`);
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) refuse(`unknown key ${JSON.stringify(key)}${suggestion(key, KEYS) || `: there are ${KEYS.join(', ')}`}`);
  }
  return {
    platform: platformOf(value.platform ?? {}, refuse),
    ignore: ignoreOf(value.ignore ?? {}, refuse),
    isExcluded: excludeOf(value.exclude ?? [], dirname(resolve(file)), refuse),
    namespace: namespaceOf(value.namespace ?? undefined, refuse),
    file,
  };
}

type Refuse = (reason: string) => never;

function platformOf(value: unknown, refuse: Refuse): Declaration {
  if (!isMap(value)) return refuse("platform must map components to versions, such as keda: '2.21'");
  for (const [key, version] of Object.entries(value)) {
    // 2.20 is the number 2.2
    if (typeof version === 'number') refuse(`platform.${key} (${version}) must be a string: quote it`);
  }
  for (const key of ['featureGates', 'knativeFeatures']) {
    const list = value[key];
    if (list !== undefined && !isTexts(list)) refuse(`platform.${key} must be a list of strings`);
  }
  const { interceptor } = value;
  if (interceptor !== undefined) checkInterceptor(interceptor, refuse);
  try {
    declaredCluster(value);
  } catch (error) {
    refuse(`platform: ${(error as Error).message}`);
  }
  return value;
}

const INTERCEPTOR_KEYS = ['service', 'namespace', 'port', 'scalerAddress'];

function checkInterceptor(value: unknown, refuse: Refuse): void {
  if (!isMap(value)) refuse(`platform.interceptor must be a map of ${INTERCEPTOR_KEYS.join(', ')}`);
  for (const [key, field] of Object.entries(value)) {
    if (!INTERCEPTOR_KEYS.includes(key))
      refuse(`unknown key ${JSON.stringify(key)} in platform.interceptor${suggestion(key, INTERCEPTOR_KEYS)}`);
    const type = key === 'port' ? 'number' : 'string';
    if (typeof field !== type) refuse(`platform.interceptor.${key} must be a ${type}`);
  }
}

function ignoreOf(value: unknown, refuse: Refuse): Config['ignore'] {
  const ids = RULES.map(({ id }) => id);
  if (!isMap(value)) return refuse('ignore must map rules to reasons, such as keda/target-missing: made by another pipeline');
  for (const [rule, reason] of Object.entries(value)) {
    if (!ids.includes(rule)) refuse(`ignore has the unknown rule ${JSON.stringify(rule)}${suggestion(rule, ids)}`);
    if (typeof reason !== 'string' || reason.trim() === '')
      refuse(`ignore has no reason for ${rule}: write one, such as ${rule}: made by another pipeline`);
  }
  return value as Config['ignore'];
}

/** Globs with a slash are relative to the folder of the file. */
function excludeOf(value: unknown, folder: string, refuse: Refuse): Config['isExcluded'] {
  if (!isTexts(value)) return refuse('exclude must be a list of globs, such as charts or apps/**/test');
  const globs = value.map(globbed);
  return (path) => {
    const within = relative(folder, resolve(path));
    return globs.some((matches) => matches(within));
  };
}

function namespaceOf(value: unknown, refuse: Refuse): string | undefined {
  if (value !== undefined && !isNamespace(value))
    refuse(`namespace (${JSON.stringify(value)}) must be a DNS label: lower-case letters, digits and hyphens`);
  return value as string | undefined;
}

/** Returns whether a value is the name of a namespace. */
export function isNamespace(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value);
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '');
}
