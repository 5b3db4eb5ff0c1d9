import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { CONFIG_MAP } from '../../cluster/kinds';
import { DEFAULT_PORT } from '../../cluster/knative';
import { checkNotEmpty } from '../../core/checks';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { toml } from '../../core/toml';
import { Probe } from '../../pod/probe';
import { createObject } from '../../synth/create-object';
import { manifestOf } from '../../synth/manifest-of';
import type { KnativePodProps } from '../knative-pod';
import { findFlag } from './command';
import { checkRows, HEALTH_PATH, type WagiModule } from './wagi-module';

const FILE = 'modules.toml';

/** Volumes of WAGI: its configuration, and a directory that a non-root user can write to. */
const CONFIG = { name: 'wagi-modules', mountPath: '/etc/wagi-modules' };
const SCRATCH = { name: 'wagi-scratch', mountPath: '/var/cache/wagi' };

/** Flags that are set here, with the prop to pass instead. */
const OWN_FLAGS = [
  { spellings: ['-c', '--config'], instead: 'modules' },
  { spellings: ['-b', '--bindle'], instead: 'modules' },
  { spellings: ['-l', '--listen'], instead: 'port' },
];

/** Directories that WAGI creates and writes to; by default they are below /tmp, which not every image has. */
const DIRECTORIES = [
  { flag: '--module-cache', path: `${SCRATCH.mountPath}/modules` },
  { flag: '--log-dir', path: `${SCRATCH.mountPath}/logs` },
];

/** Variables that WAGI sets for each request, whatever the environment has (src/http_util.rs). */
const REQUEST_VARIABLES = [
  'AUTH_TYPE',
  'CONTENT_LENGTH',
  'CONTENT_TYPE',
  'GATEWAY_INTERFACE',
  'PATH_INFO',
  'PATH_TRANSLATED',
  'QUERY_STRING',
  'REMOTE_ADDR',
  'REMOTE_HOST',
  'REMOTE_USER',
  'REQUEST_METHOD',
  'SCRIPT_NAME',
  'SERVER_NAME',
  'SERVER_PORT',
  'SERVER_PROTOCOL',
  'SERVER_SOFTWARE',
  'X_FULL_URL',
  'X_MATCHED_ROUTE',
  'X_RAW_PATH_INFO',
];

/** Prefix of the variables that hold the headers of a request. */
const HEADER_PREFIX = 'HTTP_';

/** Fails for modules that WAGI rejects, and for pod settings that conflict with them. */
export function checkModules(
  scope: IConstruct,
  modules: WagiModule[],
  { command = [], args = [], env, volumes, volumeMounts }: KnativePodProps,
): void {
  checkNotEmpty(scope, 'modules', modules, 'leave it out for the modules of the image');
  checkRows(scope, 'modules', modules);
  for (const { spellings, instead } of OWN_FLAGS) {
    for (const [prop, words] of Object.entries({ command, args })) {
      const given = findFlag(words, ...spellings);
      if (given) fail(scope, `${prop} ${given.flag} (${show(given.value)}) is set from ${instead}: leave it out`);
    }
  }
  for (const name of Object.keys(env ?? {})) {
    if (REQUEST_VARIABLES.includes(name)) fail(scope, `env.${name} is set by WAGI for each request: rename it`);
  }
  for (const { name, mountPath } of [CONFIG, SCRATCH]) {
    if (volumes?.some((volume) => volume.name === name))
      fail(scope, `volumes has ${show(name)}, which is the name of a volume for the modules: pass another name`);
    if (volumeMounts?.some((mount) => mount.mountPath.replace(/(?<!\/)\/+$/, '') === mountPath))
      fail(scope, `volumeMounts has ${show(mountPath)}, which is a mount path of the modules: mount it elsewhere`);
  }
}

/**
 * Creates the ConfigMap with modules.toml.
 *
 * It is immutable, and its name contains the hash of its content, so a change creates a new ConfigMap and a new revision. With a
 * constant name, pods of a former revision, which serves until the new one is ready and after a rollback, would start with the
 * new modules.
 */
export function createModulesConfigMap(
  scope: Construct,
  name: string,
  labels: { [name: string]: string },
  modules: WagiModule[],
): ApiObject {
  const text = renderModules(modules);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const manifest = manifestOf<k8s.KubeConfigMapProps>(CONFIG_MAP, {
    metadata: { name: `${name}-modules-${hash}`, labels },
    immutable: true,
    data: { [FILE]: text },
  });
  return createObject(scope, 'Modules', manifest);
}

/** Renders modules.toml. */
export function renderModules(modules: WagiModule[]): string {
  const rows = modules.map(({ allowedHosts, httpMaxConcurrency, bindleServer, route, module, entrypoint, argv, volumes }) => ({
    route,
    module,
    entrypoint,
    argv,
    bindle_server: bindleServer,
    http_max_concurrency: httpMaxConcurrency,
    allowed_hosts: allowedHosts,
    volumes,
  }));
  return toml().stringify({ module: rows });
}

/**
 * Returns the settings of a pod in which WAGI serves the modules.
 *
 * The command is set because images of WAGI name it in their arguments, which are replaced here. Variables are passed by a
 * reference that the kubelet resolves, so the value of a Secret is not in the manifest.
 */
export function podOfModules(configMap: string, props: KnativePodProps): KnativePodProps {
  const { command = ['wagi'], args = [], env = {}, volumes = [], volumeMounts = [], port = DEFAULT_PORT } = props;
  const directories = DIRECTORIES.filter(({ flag }) => !findFlag([...command, ...args], flag));
  const passedOn = Object.keys(env).filter((name) => !name.startsWith(HEADER_PREFIX));
  return {
    ...props,
    command,
    args: [
      ...['-c', `${CONFIG.mountPath}/${FILE}`, '-l', `0.0.0.0:${port}`],
      ...directories.flatMap(({ flag, path }) => [flag, path]),
      ...args,
      ...passedOn.flatMap((name) => ['--env', `${name}=$(${name})`]),
    ],
    volumes: [...volumes, { name: CONFIG.name, configMap: { name: configMap } }, { name: SCRATCH.name, emptyDir: {} }],
    volumeMounts: [...volumeMounts, { ...CONFIG, readOnly: true }, SCRATCH],
    readinessProbe: props.readinessProbe ?? Probe.httpGet(HEALTH_PATH),
  };
}
