import type { IConstruct } from 'constructs';
import { checkInteger, checkList, checkObject, checkText, checkTexts } from '../../core/checks';
import { fail } from '../../core/errors';
import { checkProps } from '../../core/props';
import { show } from '../../core/show';

/**
 * A Wasm module that WAGI serves: an entry of modules.toml.
 *
 * @see https://github.com/deislabs/wagi/blob/v0.8.1/src/handler_loader/loader.rs
 */
export interface WagiModule {
  /**
   * Path that the module serves, such as `/hello`; with the suffix `/...`, such as `/hello/...` or `/...`, also every path below
   * it. The first matching module serves a request.
   */
  readonly route: string;

  /**
   * Location of the module: `file:///modules/hello.wasm` or `/modules/hello.wasm` in the container, or
   * `oci:registry.example.com/hello:1.0.0`, which WAGI fetches from the registry whenever a pod starts, without credentials.
   */
  readonly module: string;

  /**
   * Function of the module that handles a request.
   *
   * @default _start
   */
  readonly entrypoint?: string;

  /**
   * Arguments of the module, separated by spaces; `${SCRIPT_NAME}` is replaced by the path of the request, and `${ARGS}` by its query
   * parameters.
   *
   * @default '${SCRIPT_NAME} ${ARGS}'
   */
  readonly argv?: string;

  /**
   * Directories of the container, by the path at which the module sees them: `{ '/data': '/var/data' }`. A directory is part of
   * the image, or in one of the app's volumes.
   *
   * @default - none
   */
  readonly volumes?: { [path: string]: string };

  /**
   * URLs of the hosts that the module may send HTTP requests to, such as `https://api.example.com`; `insecure:allow-all` for any.
   *
   * @default - none
   */
  readonly allowedHosts?: string[];

  /**
   * Maximum number of concurrent HTTP requests that the module sends.
   *
   * @default - no limit
   */
  readonly httpMaxConcurrency?: number;

  /**
   * URL of the Bindle server of a `bindle:` module; deprecated by WAGI.
   *
   * @default - none
   */
  readonly bindleServer?: string;
}

/** Keys that WAGI 0.8 silently ignores, and older releases read. */
const FORMER_KEYS: { readonly [key: string]: string } = {
  environment: 'all modules share one environment: pass env to the app',
  host: 'WAGI routes by path only: create an app for each host',
  repository: 'it is reserved for the future: leave it out',
};

/** The path that WAGI serves itself, before any module. */
export const HEALTH_PATH = '/healthz';

const WILDCARD = '/...';
/** The entry of allowedHosts that allows every host. */
export const ANY_HOST = 'insecure:allow-all';
const OCI = /^oci:(\/\/)?[a-z0-9][-a-z0-9._:/]*(:[\w][\w.-]*)?(@[a-z0-9]+:[a-f0-9]+)?$/;

/** Fails for keys of former versions of WAGI, before they are reported as unknown. */
export function checkFormerKeys(scope: IConstruct, prop: string, modules: unknown): void {
  if (!Array.isArray(modules)) return;
  for (const [index, module] of modules.entries()) {
    const former = Object.keys(module ?? {}).find((key) => key in FORMER_KEYS);
    if (former !== undefined) fail(scope, `${prop}[${index}].${former} is not read by WAGI 0.8: ${FORMER_KEYS[former]}`);
  }
}

/** Fails for modules that WAGI rejects at startup, or that can never work. */
export function checkRows(scope: IConstruct, prop: string, modules: WagiModule[]): void {
  checkList(scope, prop, modules);
  checkFormerKeys(scope, prop, modules);
  modules.forEach((module, index) => {
    checkRow(scope, `${prop}[${index}]`, module);
  });
  checkReached(scope, prop, modules);
}

function checkRow(scope: IConstruct, prop: string, module: WagiModule): void {
  checkProps(scope, prop, 'WagiModule', module);
  checkRoute(scope, `${prop}.route`, module.route);
  checkReference(scope, prop, module);
  if (module.entrypoint !== undefined) checkText(scope, `${prop}.entrypoint`, module.entrypoint);
  if (module.argv !== undefined) checkArgv(scope, `${prop}.argv`, module.argv);
  checkVolumes(scope, `${prop}.volumes`, module.volumes);
  checkTexts(scope, `${prop}.allowedHosts`, module.allowedHosts);
  module.allowedHosts?.forEach((host, index) => {
    checkAllowedHost(scope, `${prop}.allowedHosts[${index}]`, host);
  });
  checkInteger(scope, `${prop}.httpMaxConcurrency`, module.httpMaxConcurrency, { min: 1 });
}

function checkRoute(scope: IConstruct, prop: string, route: string): void {
  checkText(scope, prop, route);
  if (!route.startsWith('/')) fail(scope, `${prop} (${show(route)}) must start with "/": write ${show(`/${route}`)}`);
  const path = route.endsWith(WILDCARD) ? route.slice(0, -WILDCARD.length) : route;
  if (/\*|\.\.\./.test(path)) {
    fail(
      scope,
      `${prop} (${show(route)}) must have its wildcard as last segment "...": ` +
        `write ${show(`${path.replace(/\/?(\*|\.\.\.).*/s, '')}${WILDCARD}`)}`,
    );
  }
  if (/[\s?#]/.test(path)) fail(scope, `${prop} (${show(route)}) must be a path, encoded as in a URL and without query`);
  if (route === HEALTH_PATH) fail(scope, `${prop} ("${HEALTH_PATH}") is served by WAGI itself: pass another route`);
}

function checkReference(scope: IConstruct, prop: string, { module, bindleServer }: WagiModule): void {
  checkText(scope, `${prop}.module`, module);
  const named = `${prop}.module (${show(module)})`;
  if (/^bindle:[^/]/.test(module)) {
    checkText(scope, `${prop}.bindleServer`, bindleServer);
    if (!isUrl(bindleServer!)) fail(scope, `${prop}.bindleServer (${show(bindleServer)}) must be a URL, such as "http://bindle:8080/v1"`);
    return;
  }
  if (bindleServer !== undefined) fail(scope, `${prop}.bindleServer (${show(bindleServer)}) is for a bindle: module: leave it out`);
  if (/^(file:\/\/)?\/[^/]/.test(module)) return;
  if (/^oci:/.test(module)) {
    if (!OCI.test(module)) fail(scope, `${named} must name an image, such as "oci:registry.example.com/hello:1.0.0"`);
    return;
  }
  const remedy = /^(file:|[\w.-]+(\/|$))/.test(module) ? `: write ${show(`/${module.replace(/^(file:)?[./]*/, '')}`)}` : '';
  fail(scope, `${named} must be an absolute path in the container, with or without file://, or oci: and an image${remedy}`);
}

function checkArgv(scope: IConstruct, prop: string, argv: string): void {
  checkText(scope, prop, argv);
  const unknown = /\$\{(?!SCRIPT_NAME\}|ARGS\})[^}]*\}?/.exec(argv);
  if (unknown)
    fail(scope, `${prop} (${show(argv)}) has ${show(unknown[0])}, which WAGI does not replace: write \${SCRIPT_NAME} or \${ARGS}`);
}

function checkVolumes(scope: IConstruct, prop: string, volumes: { [path: string]: string } | undefined): void {
  checkObject(scope, prop, volumes);
  for (const [path, directory] of Object.entries(volumes ?? {})) {
    if (!path.startsWith('/')) fail(scope, `${prop} ${show(path)} must be an absolute path, at which the module sees the directory`);
    if (typeof directory !== 'string' || !directory.startsWith('/')) {
      fail(scope, `${prop} ${path} (${show(directory)}) must be the absolute path of a directory in the container`);
    }
  }
}

/**
 * Fails for an allowed host that WAGI cannot use: it compares only the host of the URL, and every request fails if it is not a URL.
 *
 * @see https://github.com/deislabs/wasi-experimental-http
 */
function checkAllowedHost(scope: IConstruct, prop: string, host: string): void {
  if (host === ANY_HOST) return;
  if (host.includes('*'))
    fail(scope, `${prop} (${show(host)}) must name one host, since WAGI has no wildcards: name each host, or write "${ANY_HOST}"`);
  if (isUrl(host)) return;
  const remedy = isUrl(`https://${host}`) && !host.includes('//') ? `: write ${show(`https://${host}`)}` : '';
  fail(scope, `${prop} (${show(host)}) must be the URL of a host, such as "https://api.example.com"${remedy}`);
}

function isUrl(text: string): boolean {
  return /^https?:\/\/[^/]/.test(text) && URL.canParse(text);
}

/** Fails for a module whose requests are all served by one before it, since the first matching module serves a request. */
function checkReached(scope: IConstruct, prop: string, modules: WagiModule[]): void {
  modules.forEach(({ route }, index) => {
    const first = modules.findIndex((module) => covers(module.route, route));
    if (first < index) {
      const earlier = modules[first].route;
      const remedy = earlier === route ? 'remove one of the two' : `move it before ${prop}[${first}]`;
      fail(
        scope,
        `${prop}[${index}].route (${show(route)}) is never reached, since ${prop}[${first}] (${show(earlier)}) ` +
          `serves its requests: ${remedy}`,
      );
    }
  });
}

/** Whether a route matches every request of another. */
function covers(route: string, other: string): boolean {
  if (route === other) return true;
  if (!route.endsWith(WILDCARD)) return false;
  const prefix = route.slice(0, -WILDCARD.length);
  const path = other.endsWith(WILDCARD) ? other.slice(0, -WILDCARD.length) : other;
  return path === prefix || path.startsWith(`${prefix}/`);
}
