import type { IConstruct } from 'constructs';
import { checkInteger, checkKeys, checkObject, checkObjects, checkText, checkTexts } from '../../core/checks';
import { fail } from '../../core/errors';
import { show } from '../../core/show';

/**
 * A Wasm module that WAGI serves: a row of modules.toml.
 *
 * @see https://github.com/deislabs/wagi/blob/v0.8.1/src/handler_loader/loader.rs
 */
export interface WagiModule {
  /** Path that the module answers, such as `/hello`; with `/...` at its end, such as `/hello/...` or `/...`, all below it too. The first row that fits a request has it. */
  readonly route: string;

  /**
   * Where the module is: `file:///modules/hello.wasm` or `/modules/hello.wasm` in the container, or `oci:registry.example.com/hello:1.0.0`, which WAGI
   * fetches from the registry at every start of a pod, without credentials.
   */
  readonly module: string;

  /**
   * Function of the module that answers.
   *
   * @default _start
   */
  readonly entrypoint?: string;

  /**
   * Arguments of the module, as one text that is split at spaces; `${SCRIPT_NAME}` stands for the path of the request, and `${ARGS}` for the parameters
   * of its query.
   *
   * @default '${SCRIPT_NAME} ${ARGS}'
   */
  readonly argv?: string;

  /**
   * Directories of the container that the module sees, by the path where it sees them: `{ '/data': '/var/data' }`. A directory is the image's, or one of
   * the app's volumes.
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
   * Most HTTP requests that the module may have in flight.
   *
   * @default - no limit
   */
  readonly httpMaxConcurrency?: number;

  /**
   * URL of the Bindle server of a `bindle:` module, which WAGI has deprecated.
   *
   * @default - none
   */
  readonly bindleServer?: string;
}

const KEYS = ['route', 'module', 'entrypoint', 'argv', 'volumes', 'allowedHosts', 'httpMaxConcurrency', 'bindleServer'];

/** What older releases of WAGI read in a row, and 0.8 silently does not. */
const FORMER_KEYS: { readonly [key: string]: string } = {
  environment: 'WAGI gives all modules one environment: pass env to the app',
  host: 'WAGI routes by path alone: make an app for each host',
  repository: 'WAGI reserves it for the future: leave it out',
};

/** The path that WAGI answers itself, before any module. */
export const HEALTH_PATH = '/healthz';

const WILDCARD = '/...';
/** The entry of allowedHosts that stands for every host. */
export const ANY_HOST = 'insecure:allow-all';
const OCI = /^oci:(\/\/)?[a-z0-9][-a-z0-9._:/]*(:[\w][\w.-]*)?(@[a-z0-9]+:[a-f0-9]+)?$/;

/** Fails for rows that WAGI refuses at its start, or that could never work. */
export function checkRows(scope: IConstruct, prop: string, modules: WagiModule[]): void {
  checkObjects(scope, prop, modules);
  modules.forEach((module, index) => {
    checkRow(scope, `${prop}[${index}]`, module);
  });
  checkReached(scope, prop, modules);
}

function checkRow(scope: IConstruct, prop: string, module: WagiModule): void {
  for (const [key, remedy] of Object.entries(FORMER_KEYS)) {
    if (key in module) fail(scope, `${prop}.${key} is not read by WAGI 0.8: ${remedy}`);
  }
  checkKeys(scope, prop, module, KEYS);
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
  if (!route.startsWith('/'))
    fail(scope, `${prop} (${show(route)}) must start with "/", as the path of a request does: write ${show(`/${route}`)}`);
  const path = route.endsWith(WILDCARD) ? route.slice(0, -WILDCARD.length) : route;
  if (/\*|\.\.\./.test(path)) {
    fail(
      scope,
      `${prop} (${show(route)}) must have its wildcard as a last segment "...": write ${show(`${path.replace(/\/?(\*|\.\.\.).*$/, '')}${WILDCARD}`)}`,
    );
  }
  if (/[\s?#]/.test(path)) fail(scope, `${prop} (${show(route)}) must be a path alone, without query and as it is encoded in a URL`);
  if (route === HEALTH_PATH) fail(scope, `${prop} ("${HEALTH_PATH}") is answered by WAGI itself: pass another route`);
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
    fail(scope, `${prop} (${show(argv)}) has ${show(unknown[0])}, which WAGI passes on as it is: write \${SCRIPT_NAME} or \${ARGS}`);
}

function checkVolumes(scope: IConstruct, prop: string, volumes: { [path: string]: string } | undefined): void {
  checkObject(scope, prop, volumes);
  for (const [path, directory] of Object.entries(volumes ?? {})) {
    if (!path.startsWith('/')) fail(scope, `${prop} ${show(path)} must be an absolute path, where the module sees the directory`);
    if (typeof directory !== 'string' || !directory.startsWith('/')) {
      fail(scope, `${prop} ${path} (${show(directory)}) must be the absolute path of a directory in the container`);
    }
  }
}

/**
 * Of the URL its host is compared, and nothing else; one that is no URL makes every request fail.
 *
 * @see https://github.com/deislabs/wasi-experimental-http
 */
function checkAllowedHost(scope: IConstruct, prop: string, host: string): void {
  if (host === ANY_HOST) return;
  if (host.includes('*'))
    fail(scope, `${prop} (${show(host)}) must name one host, since WAGI knows no wildcard: name each, or write "${ANY_HOST}"`);
  if (isUrl(host)) return;
  const remedy = isUrl(`https://${host}`) && !host.includes('//') ? `: write ${show(`https://${host}`)}` : '';
  fail(scope, `${prop} (${show(host)}) must be the URL of a host, such as "https://api.example.com"${remedy}`);
}

function isUrl(text: string): boolean {
  return /^https?:\/\/[^/]/.test(text) && URL.canParse(text);
}

/** The first row that fits has the request, so that a row behind one which has all of its requests is never reached. */
function checkReached(scope: IConstruct, prop: string, modules: WagiModule[]): void {
  modules.forEach(({ route }, index) => {
    const first = modules.findIndex((module) => covers(module.route, route));
    if (first < index) {
      const remedy = modules[first].route === route ? 'remove one of the two' : `put it before ${prop}[${first}]`;
      fail(
        scope,
        `${prop}[${index}].route (${show(route)}) is never reached, since ${prop}[${first}] (${show(modules[first].route)}) has its requests: ${remedy}`,
      );
    }
  });
}

/** Whether a route takes every request of another. */
function covers(route: string, other: string): boolean {
  if (route === other) return true;
  if (!route.endsWith(WILDCARD)) return false;
  const prefix = route.slice(0, -WILDCARD.length);
  const path = other.endsWith(WILDCARD) ? other.slice(0, -WILDCARD.length) : other;
  return path === prefix || path.startsWith(`${prefix}/`);
}
