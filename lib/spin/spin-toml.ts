import { readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { toml } from '../core/toml';
import { parseAddress, parseOutboundHost } from '../network/outbound-address';
import type { OutboundHost } from '../network/outbound-host';
import { pathPrefixesOf } from './routes';
import { readManifest, type SpinManifest, type SpinVariable } from './spin-manifest';

/** Matches a variable in an address. */
const TEMPLATE = /\{\{([^{}]*)\}\}/g;

/**
 * The requirements of a Spin application, read from its `spin.toml` of version 2 or 1.
 *
 * A SpinAppScaled takes the name, the paths and the egress from it, and fails if the props do not pass what the application needs.
 *
 * @example
 * const toml = SpinToml.fromFile('examples/spin.toml');
 */
export class SpinToml {
  /**
   * Reads a file. A relative path is resolved from the working directory: pass `path.join(__dirname, 'spin.toml')` for a file
   * beside the code.
   *
   * @throws if the file cannot be read, or is not a valid spin.toml
   */
  public static fromFile(path: string): SpinToml {
    if (typeof path !== 'string' || path === '') fail(undefined, `path (${show(path)}) must be the path of a spin.toml`);
    return SpinToml.parse(read(path));
  }

  /**
   * Parses the content of a spin.toml.
   *
   * @throws if it is not a valid spin.toml
   */
  public static parse(text: string): SpinToml {
    if (typeof text !== 'string') fail(undefined, `text (${show(text)}) must be the content of a spin.toml`);
    return new SpinToml(readManifest(parseToml(text)));
  }

  /** Name of the application. */
  public readonly name: string;

  /** Types of the triggers, such as `http` and `redis`. */
  public readonly triggerTypes: string[];

  /** Public routes, in the syntax of Spin: `/api/...`, `/users/:id`. */
  public readonly routes: string[];

  /** Path prefixes of the routes; undefined if the routes cover every path, or if there are none. */
  public readonly pathPrefixes?: string[];

  /** Variables of the application. */
  public readonly variables: SpinVariable[];

  /** IDs of the components that a trigger starts, as `components` of a SpinAppScaled takes them. */
  public readonly components: string[];

  /** Key-value stores that the components use. */
  public readonly keyValueStores: string[];

  /** SQLite databases that the components use. */
  public readonly sqliteDatabases: string[];

  /** AI models that the components use. */
  public readonly aiModels: string[];

  /** Hosts that the components and triggers connect to, resolved with the defaults of the variables. */
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
   * Returns the application reduced to some of its components, as the operator runs it.
   *
   * @internal
   */
  public _only(components: readonly string[] | undefined): SpinToml {
    if (components === undefined) return this;
    const triggers = this.manifest.triggers.filter((trigger) => trigger.components.every((id) => components.includes(id)));
    return new SpinToml({ ...this.manifest, triggers });
  }

  /**
   * Returns the hosts that the application connects to with these values of its variables, and the entries with an unknown value.
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
      // an empty variable disables an optional endpoint
      else if (!/^(https?:\/\/)?$/.test(resolved)) hosts.set(resolved, parse(scope, where, resolved));
    }
    return { hosts: [...hosts.values()], unknown };
  }

  /** Replaces variables by their values; returns undefined if one is unknown. */
  private resolve(template: string, values: ReadonlyMap<string, string | undefined>): string | undefined {
    let known = true;
    const resolved = template.replace(TEMPLATE, (_, braced: string) => {
      const name = braced.trim();
      const value = values.has(name) ? values.get(name) : this.variables.find((variable) => variable.name === name)?.default;
      if (value === undefined) known = false;
      return value ?? '';
    });
    return known ? resolved : undefined;
  }
}

/** Returns the components that a trigger starts. */
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
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}): pass the path of a spin.toml, relative to the working directory`,
    );
  }
}

function parseToml(text: string) {
  try {
    return toml().parse(text);
  } catch (error) {
    const { message, line, column } = error as Error & { line?: number; column?: number };
    const reason = message.split('\n')[0].replace(/^Invalid TOML document: /, '');
    return fail(undefined, `spin.toml is not valid TOML at line ${line}, column ${column}: ${reason}`);
  }
}
