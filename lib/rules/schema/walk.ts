import { type Availability, servingOf, sinceOn } from '../../cluster/gateway-api';
import { compareVersions } from '../../cluster/supported-versions';
import type { Value } from '../manifest';
import type { Problem } from '../rule';
import { at } from '../values';
import { boundsOf, hasBounds } from './bounds';
import { broken, concerned, remedy } from './cel';
import { PARENTS, parentProblem } from './parents';
import type { Served } from './schema-of';
import type { Structural } from './structural';
import { unknownField } from './unknown-field';
import { brief, list, named, retyped, similar, wanted } from './words';

/** What of a schema is broken. */
export type Aspect = 'type' | 'required' | 'unknown-field' | 'enum' | 'bounds' | 'pattern' | 'duplicate' | 'cel';

export interface Violation extends Problem {
  readonly aspect: Aspect;
}

/** Fields at the root of every object. */
const NOT_OF_THE_CRD: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** More than anybody reads of one object. */
const ENOUGH = 100;

/** No pattern is tried on a longer text: a hostile one could take long. */
const LONGEST_TEXT = 4096;

const NONE: readonly string[] = [];

const patterns = new Map<string, RegExp>();

/**
 * Checks a value against a structural schema as the API server does: unknown fields, nulls, defaults, lists that are sets.
 *
 * Not ajv: it takes 40 ms of CPU to load and 50 to 110 ms to compile one kind (a schema is read here in 2 ms), its messages name neither the remedy nor the
 * field that was meant, and unknown fields, sets, defaults and CEL come on top of it anyway.
 */
export class Walk {
  public readonly violations: Violation[] = [];

  constructor(private readonly served: Served) {}

  /** Checks an object; the fields that the API server checks itself, or that a controller writes, are left out. */
  public root(object: Value): readonly Violation[] {
    this.object(object, this.served.schema, '', NOT_OF_THE_CRD);
    return this.violations;
  }

  private value(value: Value, schema: Structural, path: string, name: string): void {
    if (this.violations.length >= ENOUGH) return;
    if (value === null && schema.nullable) return;
    if (!isOf(value, schema)) {
      this.say('type', path, `${name} (${brief(value)}) must be ${wanted(schema)}`, retyped(value, schema));
      return;
    }
    const before = this.violations.length;
    const enforced = !this.isBefore(schema.enforcedSince);
    if (enforced && schema.enum) this.enum(value, schema, path, name);
    if (typeof value === 'number' || hasBounds(schema)) {
      boundsOf(value, schema, name, enforced, (message, fix) => this.say('bounds', path, message, fix));
    }
    if (typeof value === 'string') this.pattern(value, schema, path, name);
    else if (Array.isArray(value)) this.array(value, schema, path, name);
    else if (value !== null && typeof value === 'object') this.object(value, schema, path);
    // like the API server: CEL is asked of what is well-formed
    if (enforced && schema.rules && !this.violations.slice(before).some(({ aspect }) => aspect !== 'unknown-field'))
      this.cel(value, schema, path);
  }

  private object(value: Value, schema: Structural, path: string, skipped?: ReadonlySet<string>): void {
    const { properties, additionalProperties } = schema;
    let meant: Set<string> | undefined;
    for (const name of Object.keys(value)) {
      if (this.violations.length >= ENOUGH) return;
      if (skipped?.has(name)) continue;
      const field = value[name];
      const property = own(properties, name);
      const isServed = this.isServed(name, path);
      if (isServed === false || (isServed && !property)) continue;
      if (property) {
        if (field === null && !property.nullable) continue; // pruned: as if it were not there
        const fieldPath = path ? `${path}.${name}` : name;
        if (this.isBefore(property.since)) this.tooNew(name, fieldPath, property.since!);
        else this.value(field, property, fieldPath, name);
      } else if (additionalProperties) {
        this.value(field, additionalProperties, at(path, name), named(name));
      } else if (properties && !schema.open) {
        const near = similar(
          name,
          Object.keys(properties).filter((known) => !Object.hasOwn(value, known)),
        );
        if (near) meant = (meant ?? new Set<string>()).add(near);
        const { message, fix } = unknownField(name, path, near, schema, this.served);
        this.say('unknown-field', at(path, name), message, fix, this.served.mayKnowMore && !near ? 'warning' : undefined);
      }
    }
    for (const name of schema.required ?? NONE) {
      if (skipped?.has(name)) continue;
      const property = own(properties, name);
      const missing = value[name] === undefined || (value[name] === null && !property?.nullable);
      if (missing && property?.default === undefined && !meant?.has(name)) this.required(name, path, property);
    }
  }

  private required(name: string, path: string, property: Structural | undefined): void {
    this.say(
      'required',
      at(path, name),
      `${name} is missing`,
      `write ${at(path, name)}, ${property ? wanted(property) : 'which is required'}`,
    );
  }

  private array(value: Value[], { items, distinct }: Structural, path: string, name: string): void {
    const seen = new Set<string>();
    for (let index = 0; index < value.length; index++) {
      if (this.violations.length >= ENOUGH) return;
      const element = value[index];
      const elementPath = `${path}[${index}]`;
      if (items) this.value(element, items, elementPath, `${name}[${index}]`);
      if (!distinct || (distinct !== 'values' && (element === null || typeof element !== 'object'))) continue;
      const keys = distinct === 'values' ? [element] : distinct.map((key) => element[key] ?? items?.properties?.[key]?.default);
      const identity = JSON.stringify(keys);
      const same = distinct === 'values' ? brief(element) : list(distinct.map((key, at) => `${key} ${brief(keys[at])}`));
      if (seen.has(identity)) this.say('duplicate', elementPath, `${name} holds ${same} twice`, 'leave one of the two out');
      seen.add(identity);
    }
  }

  private enum(value: Value, schema: Structural, path: string, name: string): void {
    const version = this.served.version;
    const isServed = (option: unknown) => {
      const { since } = schema.values?.[String(option)] ?? {};
      return !since || !version || compareVersions(version, since) >= 0;
    };
    const options = schema.enum!.filter(isServed);
    if (
      this.served.channel &&
      this.ofChannel('enum', this.served.channel.values[placeOf(path)]?.[String(value)], path, `${name} (${brief(value)})`) !== undefined
    )
      return;
    if (options.includes(value)) return;
    const { until } = (Object.hasOwn(schema.values ?? {}, String(value)) && schema.values?.[String(value)]) || {};
    if (until && version && compareVersions(version, until) < 0) return;
    const near = typeof value === 'string' ? similar(value, options.map(String)) : undefined;
    const all = list(options.map(brief), 'or');
    const versions = schema.enum!.length > options.length && schema.enum!.includes(value) ? `, for ${this.served.by}` : '';
    this.say('enum', path, `${name} (${brief(value)}) must be ${all}${versions}`, near ? `write ${brief(near)}` : 'write one of these');
  }

  private pattern(value: string, { pattern, maxLength }: Structural, path: string, name: string): void {
    if (!pattern || value.length > Math.min(maxLength ?? LONGEST_TEXT, LONGEST_TEXT)) return;
    let expression = patterns.get(pattern);
    if (!expression) {
      expression = new RegExp(pattern);
      patterns.set(pattern, expression);
    }
    if (!expression.test(value)) this.say('pattern', path, `${name} (${brief(value)}) must match ${pattern}`, 'write it in that form');
  }

  private cel(value: Value, schema: Structural, path: string): void {
    if (path === PARENTS && this.served.channel?.on.gatewayApiChannel === 'experimental') {
      const problem = parentProblem(value);
      if (problem) this.say('cel', path, problem.message, problem.fix);
      return;
    }
    for (const rule of broken(value, schema)) {
      const field = concerned(rule, value);
      const text = rule.message.replace(/\.$/, '');
      this.say(
        'cel',
        field ? at(path, field) : path,
        text.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()),
        remedy(rule),
      );
    }
  }

  private tooNew(name: string, path: string, since: string): void {
    const { by, component } = this.served;
    const fix = `leave ${name} out, or declare ${component} ${since} where the cluster runs it`;
    this.say('unknown-field', path, `${name} is not known to ${by}: it came with ${since}`, fix);
  }

  /** Whether a field is served that not every release and channel has; undefined for the others. */
  private isServed(name: string, path: string): boolean | undefined {
    const { channel } = this.served;
    return channel && this.ofChannel('unknown-field', channel.fields[placeOf(at(path, name))], at(path, name), name);
  }

  /** Reports what the Gateway API of the cluster does not serve. */
  private ofChannel(aspect: Aspect, availability: Availability | undefined, path: string, subject: string): boolean | undefined {
    if (!availability) return undefined;
    const { on } = this.served.channel!;
    const serving = servingOf(availability, on);
    if (serving === 'served') return true;
    const { standard, experimental } = availability;
    if (serving === 'channel') {
      const later = standard === undefined ? '' : `, and of the standard one from ${standard}`;
      const declare = `gatewayApiChannel experimental${standard === undefined ? '' : ` or gatewayApi ${standard}`}`;
      this.say(
        aspect,
        path,
        `${subject} is of the experimental channel of the Gateway API${later}`,
        `leave it out, or declare ${declare} where the cluster has it: the standard channel of ${on.gatewayApi} drops or refuses it`,
        'warning',
      );
    } else {
      const since = sinceOn(availability, on.gatewayApiChannel);
      const release = since ?? `${experimental} in the experimental channel`;
      const declare = since === undefined ? `gatewayApi ${experimental} and gatewayApiChannel experimental` : `gatewayApi ${since}`;
      this.say(
        aspect,
        path,
        `${subject} is not known to the Gateway API ${on.gatewayApi}: it came with ${release}`,
        `leave it out, or declare ${declare} where the cluster runs it`,
      );
    }
    return false;
  }

  private isBefore(since: string | undefined): boolean {
    const { version } = this.served;
    return since !== undefined && version !== undefined && compareVersions(version, since) < 0;
  }

  private say(aspect: Aspect, path: string, message: string, fix: string, severity?: Problem['severity']): void {
    this.violations.push({ aspect, path, message, fix, severity });
  }
}

/** A path with `[]` for every element of a list. */
function placeOf(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}

/** A property of the schema, and none that objects of JavaScript inherit. */
function own(properties: Structural['properties'], name: string): Structural | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function isOf(value: Value, { type, intOrString }: Structural): boolean {
  if (intOrString) return typeof value === 'string' || Number.isInteger(value);
  switch (type) {
    case 'object':
      return value !== null && typeof value === 'object' && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value) || typeof value === 'bigint';
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    case undefined:
      return true;
    default:
      return typeof value === type;
  }
}
