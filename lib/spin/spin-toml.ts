import { readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { toml } from '../core/toml';
import { parseAddress, parseOutboundHost } from '../network/outbound-address';
import type { OutboundHost } from '../network/outbound-host';
import { pathPrefixesOf } from './routes';
import { readManifest, type SpinManifest, type SpinVariable } from './spin-manifest';

/** What stands for the value of a variable in an address. */
const TEMPLATE = /\{\{\s*([^}]*?)\s*\}\}/g;

/**
 * What an application asks of its host, read from its `spin.toml` of version 2 or 1.
 *
 * Passed to a SpinAppScaled it gives the name, the paths and the egress, and what the application needs and is not given is an error.
 */
export class SpinToml {
  /**
   * Reads a file. A path is taken from the working directory, as in `path.join(__dirname, 'spin.toml')`.
   *
   * @throws where the file cannot be read, or is none that Spin reads
   */
  public static fromFile(path: string): SpinToml {
    if (typeof path !== 'string' || path === '') fail(undefined, `path (${show(path)}) must be that of a spin.toml`);
    return SpinToml.parse(read(path));
  }

  /**
   * Reads the text of a spin.toml.
   *
   * @throws where it is none that Spin reads
   */
  public static parse(text: string): SpinToml {
    if (typeof text !== 'string') fail(undefined, `text (${show(text)}) must be that of a spin.toml`);
    return new SpinToml(readManifest(parseToml(text)));
  }

  /** Name of the application. */
  public readonly name: string;

  /** Types of its triggers, such as `http` and `redis`. */
  public readonly triggerTypes: string[];

  /** Routes that are open to requests, as Spin has them: `/api/...`, `/users/:id`. */
  public readonly routes: string[];

  /** Path prefixes of these routes; undefined where they are all paths, or there are none. */
  public readonly pathPrefixes?: string[];

  /** Variables of the application. */
  public readonly variables: SpinVariable[];

  /** Components, by the name that `components` of a SpinAppScaled takes. */
  public readonly components: string[];

  /** Key-value stores that its components use. */
  public readonly keyValueStores: string[];

  /** SQLite databases that its components use. */
  public readonly sqliteDatabases: string[];

  /** Models that its components use. */
  public readonly aiModels: string[];

  /** Whom its components and triggers talk to, as far as the defaults of its variables say it. */
  public readonly outboundHosts: OutboundHost[];

  private constructor(private readonly manifest: SpinManifest) {
    const { triggers } = manifest;
    const used = usedComponents(manifest);
    this.name = manifest.name;
    this.variables = manifest.variables;
    this.triggerTypes = distinct(triggers.map(({ type }) => type));
    this.routes = distinct(triggers.flatMap(({ route }) => route ?? []));
    this.pathPrefixes = this.routes.length > 0 ? pathPrefixesOf(this.routes) : undefined;
    this.components = used.map(({ id }) => id);
    this.keyValueStores = distinct(used.flatMap(({ keyValueStores }) => keyValueStores));
    this.sqliteDatabases = distinct(used.flatMap(({ sqliteDatabases }) => sqliteDatabases));
    this.aiModels = distinct(used.flatMap(({ aiModels }) => aiModels));
    this.outboundHosts = this._outboundHosts(undefined, new Map()).hosts;
  }

  /**
   * The same application with some of its components, as the operator runs it.
   *
   * @internal
   */
  public _only(components: readonly string[] | undefined): SpinToml {
    if (components === undefined) return this;
    const triggers = this.manifest.triggers.filter((trigger) => trigger.components.every((id) => components.includes(id)));
    return new SpinToml({ ...this.manifest, triggers });
  }

  /**
   * Whom the application talks to, where its variables have these values; and the entries of which the values are not known.
   *
   * @internal
   */
  public _outboundHosts(
    scope: IConstruct | undefined,
    values: ReadonlyMap<string, string | undefined>,
  ): { readonly hosts: OutboundHost[]; readonly unknown: string[] } {
    const entries = [
      ...usedComponents(this.manifest).flatMap(({ id, allowedOutboundHosts }) =>
        allowedOutboundHosts.map((entry) => ({
          entry,
          where: `spin.toml component.${id}.allowed_outbound_hosts`,
          parse: parseOutboundHost,
        })),
      ),
      ...this.manifest.triggers.flatMap(({ type, address }) =>
        address ? [{ entry: address, where: `spin.toml trigger.${type} address`, parse: parseAddress }] : [],
      ),
    ];
    const unknown: string[] = [];
    const hosts = new Map<string, OutboundHost>();
    for (const { entry, where, parse } of entries) {
      const resolved = this.resolve(entry, values);
      if (resolved === undefined) unknown.push(entry);
      // an optional endpoint is one whose variable is empty
      else if (!/^(https?:\/\/)?$/.test(resolved)) hosts.set(resolved, parse(scope, where, resolved));
    }
    return { hosts: [...hosts.values()], unknown };
  }

  /** A text with the values of its variables; undefined where one is not known. */
  private resolve(text: string, values: ReadonlyMap<string, string | undefined>): string | undefined {
    let known = true;
    const resolved = text.replace(TEMPLATE, (_, name) => {
      const value = values.has(name) ? values.get(name) : this.variables.find((variable) => variable.name === name)?.default;
      if (value === undefined) known = false;
      return value ?? '';
    });
    return known ? resolved : undefined;
  }
}

/** The components that a trigger starts. */
function usedComponents({ components, triggers }: SpinManifest) {
  return components.filter(({ id }) => triggers.some((trigger) => trigger.components.includes(id)));
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fail(
      undefined,
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}): pass the path of a spin.toml, from the working directory`,
    );
  }
}

function parseToml(text: string) {
  try {
    return toml().parse(text);
  } catch (error) {
    const { message, line, column } = error as Error & { line?: number; column?: number };
    const reason = message.split('\n')[0].replace(/^Invalid TOML document: /, '');
    return fail(undefined, `spin.toml is no TOML at line ${line}, column ${column}: ${reason}`);
  }
}
