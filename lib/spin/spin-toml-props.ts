import type { EnvValue } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { SHIM_TRIGGERS } from '../cluster/spin-triggers';
import { checkInstance } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { warn } from '../core/warnings';
import type { HttpRoutingProps } from '../http/http-routing';
import type { ScalingProps } from '../keda/scaling';
import type { SpinAppProps } from './spin-app';
import type { SpinToml } from './spin-toml';

/** The props of an app that its spin.toml concerns. */
export interface SpinTomlAppProps extends SpinAppProps, HttpRoutingProps, ScalingProps {
  readonly hosts?: string[];
  readonly spinToml?: SpinToml;
}

/** Trigger types that subscribe to messages, and miss those published while no pod runs. */
const SUBSCRIPTIONS = ['redis', 'mqtt'];

/** Name of the store and of the database that Spin has without configuration. */
const DEFAULT = 'default';

/**
 * Returns the props of an app with the defaults from its spin.toml. Fails with one error that names everything the application
 * needs and the props do not pass.
 */
export function withSpinToml<Props extends SpinTomlAppProps>(scope: IConstruct, props: Props): Props {
  const { spinToml } = props;
  if (spinToml === undefined) return props;
  checkInstance(scope, 'spinToml', spinToml, '_only', "a SpinToml, such as SpinToml.fromFile('spin.toml')");
  const toml = spinToml._only(props.components);
  const missing = [
    ...missingComponents(spinToml, props),
    ...missingTriggers(toml, props, Platform.of(scope)),
    ...missingConfiguration(toml, props),
  ];
  if (missing.length > 0) fail(scope, `spin.toml of ${toml.name} does not fit the app: ${missing.join('; ')}`);
  warnOfVariables(scope, toml, props);
  warnOfDefaults(scope, toml, props);
  warnOfZero(scope, toml, props);
  return {
    ...props,
    spinToml: toml,
    name: props.name ?? toml.name,
    pathPrefixes: props.pathPrefixes ?? (props.hosts ? toml.pathPrefixes : undefined),
  };
}

function missingComponents(toml: SpinToml, { components = [] }: SpinTomlAppProps): string[] {
  return components
    .filter((id) => !toml.components.includes(id))
    .map((id) => `components names ${show(id)}, and the application has ${toml.components.join(', ')}`);
}

/** Returns the triggers that the shim cannot run, and the props that need an HTTP trigger where there is none. */
function missingTriggers(toml: SpinToml, props: SpinTomlAppProps, platform: Platform): string[] {
  const missing = toml.triggerTypes.flatMap((type) => {
    if (!Object.hasOwn(SHIM_TRIGGERS, type))
      return `trigger.${type} is of a type that the shim does not run (${Object.keys(SHIM_TRIGGERS).join(', ')}): remove it`;
    const { since } = SHIM_TRIGGERS[type];
    if (since === undefined || platform._atLeast('spinShim', since)) return [];
    return `trigger.${type} needs the shim ${since} or newer, and the platform declares ${platform.spinShim}: remove it, or declare the newer shim`;
  });
  if (!toml.triggerTypes.includes('http')) {
    const httpOnly = (['hosts', 'metrics', 'readinessProbe', 'livenessProbe'] as const).filter((prop) => props[prop] !== undefined);
    return [...missing, ...httpOnly.map((prop) => `${prop} needs an HTTP trigger, and the application has none: leave it out`)];
  }
  if (props.hosts && toml.routes.length === 0) missing.push('hosts needs a public route, and all of its routes are private: leave it out');
  return missing;
}

/** Returns the missing variables and stores; none if the configuration is in a Secret, which may have stores and a variables provider. */
function missingConfiguration(toml: SpinToml, { runtimeConfig, env, stores }: SpinTomlAppProps): string[] {
  if (runtimeConfig?.loadFromSecret !== undefined) return [];
  const given = variableNames(env, stores);
  const absent = (needed: string[], configured: { readonly name: string }[] | undefined) =>
    needed.filter((name) => name !== DEFAULT && !configured?.some((store) => store?.name === name));
  return [
    ...toml.variables
      .filter(({ name, required }) => required && !given.has(name))
      .map(({ name, secret }) => `variable ${name} is required${secret ? ' and secret' : ''}: pass env.${name}`),
    ...absent(toml.keyValueStores, runtimeConfig?.keyValueStores).map(
      (name) => `key-value store ${show(name)} is not configured: pass it in runtimeConfig.keyValueStores`,
    ),
    ...absent(toml.sqliteDatabases, runtimeConfig?.sqliteDatabases).map(
      (name) => `SQLite database ${show(name)} is not configured: pass it in runtimeConfig.sqliteDatabases`,
    ),
    ...(toml.aiModels.length > 0 && runtimeConfig?.llmCompute === undefined
      ? [`models (${toml.aiModels.join(', ')}) need a service that runs them, since the shim has none: pass runtimeConfig.llmCompute`]
      : []),
  ];
}

/** Returns the names of variables in lower case, since they are case-insensitive in the environment. */
function variableNames(env: object = {}, stores: object = {}): Set<string> {
  return new Set([...Object.keys(env), ...Object.keys(stores)].map((name) => name.toLowerCase()));
}

function warnOfVariables(scope: IConstruct, { variables }: SpinToml, { env = {}, stores = {} }: SpinTomlAppProps): void {
  const known = new Map(variables.map((variable) => [variable.name, variable]));
  for (const [prop, given] of Object.entries({ env, stores })) {
    for (const [name, value] of Object.entries(given)) {
      const variable = known.get(name.toLowerCase());
      if (!variable) {
        const names = [...known.keys()].join(', ') || 'none';
        warn(scope, `${prop}.${name} is not a variable of the application, which never reads it: pass one of its variables (${names})`);
      } else if (variable.secret && (value as EnvValue).value !== undefined) {
        warn(
          scope,
          `${prop}.${name} is secret, and is in plain text in the manifest: take it from a Secret with EnvValue.fromSecretValue()`,
        );
      }
    }
  }
}

/** Warns of Spin's default stores, which are files in the container (state_dir of crates/runtime-config, set to /.spin by the shim). */
function warnOfDefaults(scope: IConstruct, toml: SpinToml, { runtimeConfig }: SpinTomlAppProps): void {
  if (runtimeConfig?.loadFromSecret !== undefined) return;
  const warnOfDefault = (kind: string, prop: 'keyValueStores' | 'sqliteDatabases') => {
    if (!toml[prop].includes(DEFAULT) || runtimeConfig?.[prop]?.some(({ name }) => name === DEFAULT)) return;
    warn(
      scope,
      `the default ${kind} is a file in each pod and is lost with it, at the latest when the app scales to zero: ` +
        `configure it in runtimeConfig.${prop}`,
    );
  };
  warnOfDefault('key-value store', 'keyValueStores');
  warnOfDefault('SQLite database', 'sqliteDatabases');
}

/** Warns of subscriptions of an app that scales to zero. */
function warnOfZero(scope: IConstruct, toml: SpinToml, { triggers, metrics, minReplicas = 0 }: SpinTomlAppProps): void {
  const subscribed = toml.triggerTypes.filter((type) => SUBSCRIPTIONS.includes(type));
  if (subscribed.length === 0 || (!triggers && !metrics) || minReplicas > 0) return;
  const named = subscribed.map((type) => `trigger.${type}`).join(' and ');
  warn(
    scope,
    `${named} subscribes only while a pod runs, and messages published at zero replicas are lost: pass minReplicas of at least 1`,
  );
}
