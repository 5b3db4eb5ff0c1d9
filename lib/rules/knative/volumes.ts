import { ALLOWED_VOLUMES, reservedPaths, VOLUME_FLAGS } from '../../cluster/knative';
import { atLeast } from '../cluster';
import type { Manifest, Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, show } from '../values';
import { isSet } from './fields-not-taken';
import { allContainersOf, containersOf, initContainersOf, POD, podOf, SERVING, TEMPLATED } from './template';

const LINK = `${SERVING}/serving/k8s_validation.go`;
const SOURCES: readonly string[] = [...ALLOWED_VOLUMES, ...Object.keys(VOLUME_FLAGS)];
/** The kinds that need no flag, as a fix names them. */
export const ONE_OF = `${ALLOWED_VOLUMES.slice(0, -1).join(', ')} or ${ALLOWED_VOLUMES.at(-1)}`;

/** What Knative mounts read-only by itself on the app's containers, and not on an init container. */
const WRITABLE = ['emptyDir', 'persistentVolumeClaim', 'ephemeral'];

export const volume: Rule = {
  id: 'knative/volume',
  severity: 'error',
  title: 'Volumes are of a kind that Knative takes, and mounted',
  rationale: 'Knative takes few kinds of volumes in a revision, and others only behind feature flags.',
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const mounted = new Set(mountsOf(manifest).map(([mount]) => mount?.name));
    const seen = new Set<string>();
    for (const [given, path] of elements(podOf(manifest)?.volumes, `${POD}.volumes`)) {
      if (given === null || typeof given !== 'object') continue;
      const { name } = given;
      if (typeof name === 'string' && name !== '') {
        if (seen.has(name))
          report({ path: `${path}.name`, message: `name (${show(name)}) is that of another volume`, fix: 'rename one of them' });
        else if (!mounted.has(name))
          report({ path: `${path}.name`, message: `volume ${show(name)} is mounted nowhere`, fix: 'mount it, or leave it out' });
        seen.add(name);
      }
      sources(given, path, report);
    }
  },
};

function sources(given: Value, path: string, report: Report): void {
  const named = Object.keys(given).filter((key) => key !== 'name' && given[key] !== undefined && given[key] !== null);
  for (const source of named.filter((key) => !SOURCES.includes(key) && isSet(given[key]))) {
    report({
      path: `${path}.${source}`,
      message: `${source} is not a kind of volume that Knative accepts`,
      fix: `use ${ONE_OF}`,
    });
  }
  if (named.length === 0) report({ path, message: `volume ${show(given.name)} does not say what it is`, fix: `write ${ONE_OF}` });
  else if (named.length > 1) report({ path, message: `volume ${show(given.name)} is ${named.join(' and ')}`, fix: 'leave one of them' });
}

export const volumeMount: Rule = {
  id: 'knative/volume-mount',
  severity: 'error',
  title: 'Mounts name a volume, and an absolute path of their own',
  rationale: 'The API server refuses a pod whose mounts name no volume or share a path, and Knative reserves some paths.',
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { cluster, report }) {
    const reserved = reservedPaths((since) => atLeast(cluster, 'knative', since));
    const volumes = new Map([...elements(podOf(manifest)?.volumes, '')].map(([given]) => [given?.name, given]));
    for (const [container, path] of containersOf(manifest)) mounts(container, path, { volumes, reserved, isInit: false }, report);
    for (const [container, path] of initContainersOf(manifest)) mounts(container, path, { volumes, reserved, isInit: true }, report);
  },
};

/** What mounts are held against. */
interface Mountable {
  readonly volumes: ReadonlyMap<string, Value>;
  readonly reserved: readonly string[];
  readonly isInit: boolean;
}

function mounts(container: Value, path: string, { volumes, reserved, isInit }: Mountable, report: Report): void {
  const seen = new Set<string>();
  for (const [mount, where] of elements(container?.volumeMounts, `${path}.volumeMounts`)) {
    const { name, mountPath, readOnly } = mount ?? {};
    const mounted = volumes.get(name);
    if (typeof name === 'string' && !mounted) {
      report({ path: `${where}.name`, message: `there is no volume ${show(name)}`, fix: 'add it to volumes, or correct the name' });
    }
    if (typeof mountPath === 'string') pathOf(mountPath, `${where}.mountPath`, seen, reserved, report);
    if (!mounted || readOnly === true) continue;
    const written = WRITABLE.some((source) => mounted[source]);
    if (mounted.persistentVolumeClaim?.readOnly === true || (isInit && !written)) {
      report({
        path: `${where}.readOnly`,
        message: `volume ${show(name)} is mounted to write, and is read-only`,
        fix: 'write readOnly: true',
      });
    }
  }
}

function pathOf(mountPath: string, path: string, seen: Set<string>, reserved: readonly string[], report: Report): void {
  const clean = mountPath.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  if (reserved.includes(clean)) report({ path, message: `mountPath (${show(mountPath)}) is a reserved path`, fix: 'mount it elsewhere' });
  else if (!mountPath.startsWith('/'))
    report({ path, message: `mountPath (${show(mountPath)}) is not absolute`, fix: `write ${show(`/${mountPath}`)}` });
  else if (seen.has(clean))
    report({ path, message: `mountPath (${show(mountPath)}) is mounted twice`, fix: 'mount one of them elsewhere' });
  seen.add(clean);
}

function mountsOf(manifest: Manifest) {
  return allContainersOf(manifest).flatMap(([container, path]) => [...elements(container?.volumeMounts, `${path}.volumeMounts`)]);
}
