import { fail } from '../core/errors';
import { show } from '../core/show';

/** A variable of a Spin application. */
export interface SpinVariable {
  /** Name, in lower case. */
  readonly name: string;

  /** Whether a value must be provided. */
  readonly required: boolean;

  /** Whether the value is secret. */
  readonly secret: boolean;

  /**
   * Value if none is provided.
   *
   * @default - none
   */
  readonly default?: string;
}

/** A trigger of a Spin application, which starts components. */
export interface SpinTrigger {
  readonly type: string;
  /** Components that it starts. */
  readonly components: string[];
  /** Route of a public HTTP trigger. */
  readonly route?: string;
  /** Address of the broker from which a trigger receives messages. */
  readonly address?: string;
}

/** The resources of the host that a component uses. */
export interface SpinComponent {
  readonly id: string;
  readonly keyValueStores: string[];
  readonly sqliteDatabases: string[];
  readonly aiModels: string[];
  readonly allowedOutboundHosts: string[];
}

/** The parts of a spin.toml of either version that concern the cluster. */
export interface SpinManifest {
  readonly name: string;
  readonly variables: SpinVariable[];
  readonly triggers: SpinTrigger[];
  readonly components: SpinComponent[];
}

type Table = { readonly [key: string]: unknown };

/**
 * Reads the tables of a spin.toml.
 *
 * @see https://github.com/spinframework/spin/blob/v3.6.3/crates/manifest/src/schema/v2.rs
 * @see https://github.com/spinframework/spin/blob/v3.6.3/crates/manifest/src/compat.rs
 */
export function readManifest(document: Table): SpinManifest {
  const version = document.spin_manifest_version ?? document.spin_version;
  if (version === '1') return readVersion1(document);
  if (version === 2) return readVersion2(document);
  return fail(undefined, `spin.toml spin_manifest_version (${show(version)}) must be 2, or "1"`);
}

function readVersion2(document: Table): SpinManifest {
  const application = table('application', document.application);
  const shared = table('application.trigger', application.trigger ?? {});
  const inline: SpinComponent[] = [];
  const triggers = Object.entries(table('trigger', document.trigger ?? {})).flatMap(([type, rows]) =>
    list(`trigger.${type}`, rows).map((row, index) => {
      const where = `trigger.${type}[${index}]`;
      const trigger = table(where, row);
      const specs = [trigger.component, ...Object.values(table(`${where}.components`, trigger.components ?? {})).flat()];
      const components = specs.flatMap((spec, position) => {
        if (spec === undefined) return [];
        if (typeof spec === 'string') return [spec];
        const id = `${where}.component${position > 0 ? position : ''}`;
        inline.push(component(id, table(id, spec)));
        return [id];
      });
      return readTrigger(where, type, components, trigger, table(`application.trigger.${type}`, shared[type] ?? {}));
    }),
  );
  const components = Object.entries(table('component', document.component ?? {}));
  return {
    name: text('application.name', application.name),
    variables: readVariables(document.variables),
    triggers,
    components: [...components.map(([id, row]) => component(id, table(`component.${id}`, row))), ...inline],
  };
}

/** All components of version 1 have triggers of one type. */
function readVersion1(document: Table): SpinManifest {
  const shared = table('trigger', document.trigger);
  const type = text('trigger.type', shared.type);
  const rows = list('component', document.component ?? []).map((row, index) => table(`component[${index}]`, row));
  const ids = rows.map(({ id }, index) => text(`component[${index}].id`, id));
  return {
    name: text('name', document.name),
    variables: readVariables(document.variables),
    triggers: rows.map((row, index) => {
      const where = `component[${index}].trigger`;
      return readTrigger(where, type, [ids[index]], table(where, row.trigger), shared);
    }),
    components: rows.map((row, index) => component(ids[index], row, row.allowed_outbound_hosts === undefined)),
  };
}

function readVariables(variables: unknown): SpinVariable[] {
  return Object.entries(table('variables', variables ?? {})).map(([name, row]) => {
    const where = `variables.${name}`;
    const { required, secret, default: value } = table(where, row);
    if (required !== true && value === undefined) fail(undefined, `spin.toml ${where} must have required = true, or a default`);
    return {
      name,
      required: required === true && value === undefined,
      secret: secret === true,
      ...(value !== undefined && { default: text(`${where}.default`, value, true) }),
    };
  });
}

function readTrigger(where: string, type: string, components: string[], trigger: Table, shared: Table): SpinTrigger {
  if (type !== 'http') return { type, components, address: addressOf(where, trigger, shared) };
  const base = shared.base === undefined ? '' : text('application.trigger.http.base', shared.base);
  const { route } = trigger;
  if (typeof route === 'object' && (route as Table | null)?.private === true) return { type, components };
  return { type, components, route: `${base.replace(/\/$/, '')}/${text(`${where}.route`, route, true).replace(/^\//, '')}` };
}

/** Returns the address of a message trigger, by default that of all triggers of its type; for SQS it is the URL of a queue. */
function addressOf(where: string, trigger: Table, shared: Table): string | undefined {
  const address = trigger.address ?? trigger.queue_url ?? shared.address;
  return address === undefined ? undefined : text(`${where}.address`, address);
}

/** @param former whether the component dates from when every database was reachable */
function component(id: string, row: Table, former = false): SpinComponent {
  const strings = (key: string) =>
    list(`component.${id}.${key}`, row[key] ?? []).map((entry, index) => text(`component.${id}.${key}[${index}]`, entry));
  return {
    id,
    keyValueStores: strings('key_value_stores'),
    sqliteDatabases: strings('sqlite_databases'),
    aiModels: strings('ai_models'),
    allowedOutboundHosts: [
      ...strings('allowed_outbound_hosts'),
      ...(former ? ['redis://*:*', 'mysql://*:*', 'postgres://*:*'] : []),
      ...strings('allowed_http_hosts').flatMap(ofHttpHost),
    ],
  };
}

/** Converts an entry of the former `allowed_http_hosts` to the current form. */
function ofHttpHost(host: string): string[] {
  if (host === 'insecure:allow-all') return ['http://*:*', 'https://*:*'];
  const bare = host.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return [`http://${bare}`, `https://${bare}`];
}

function table(where: string, value: unknown): Table {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail(undefined, `spin.toml ${where} (${show(value)}) must be a table`);
  return value as Table;
}

function list(where: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) fail(undefined, `spin.toml ${where} (${show(value)}) must be a list`);
  return value as unknown[];
}

function text(where: string, value: unknown, mayBeEmpty = false): string {
  if (typeof value !== 'string' || (!mayBeEmpty && value === ''))
    fail(undefined, `spin.toml ${where} (${show(value)}) must be a ${mayBeEmpty ? '' : 'non-empty '}string`);
  return value as string;
}
