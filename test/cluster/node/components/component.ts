/** A controller on the node: its images, and its manifests as upstream publishes them. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../../../../lib/files/read';
import type { Applied } from '../../client';
import { find, moduleDir, type Program } from '../../programs';
import type { Image } from '../image';
import { NODE_PROGRAMS } from '../programs';

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
export type Any = any;

export interface Component {
  readonly name: string;
  /** What a table of results calls it. */
  readonly title: string;
  readonly version: string;
  /** Images by the name that the upstream manifests give them. */
  readonly images: { readonly [upstreamName: string]: () => Image };
  /** The upstream manifests, read from the Go modules. Called when the node is built. */
  readonly upstream: () => Applied[];
  /** What is changed further when it is installed. @default - nothing */
  readonly prepare?: (objects: readonly Applied[]) => readonly Applied[];
  /** Deployments and DaemonSets, `namespace/name`, that are up when the component is. */
  readonly workloads: readonly string[];
}

/** Folder of a Go module that a module of test/cluster/go requires. */
export function sourceDir(module: string, path: string): string {
  const cwd = moduleDir(module);
  const env = { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off' };
  execFileSync('go', ['mod', 'download', path], { cwd, env });
  return execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', path], { cwd, env, encoding: 'utf8' }).trim();
}

/** What kustomize makes of a folder. */
export function kustomized(dir: string): Applied[] {
  return documents(execFileSync(programFile(NODE_PROGRAMS.kustomize), ['build', dir], { encoding: 'utf8', maxBuffer: 1e8 }));
}

/** The objects of some files, or of all YAML files of a folder. */
export function objectsOf(...paths: string[]): Applied[] {
  return paths.flatMap((path) => {
    if (path.endsWith('.yaml')) return documents(readFileSync(path, 'utf8'));
    const files = readdirSync(path).filter((file) => file.endsWith('.yaml'));
    return objectsOf(...files.sort().map((file) => join(path, file)));
  });
}

/** As kubectl reads them: upstream writes modes of files in the octal of YAML 1.1. */
function documents(text: string): Applied[] {
  return readWhole(text, 'upstream').map(({ manifest }) => manifest as unknown as Applied);
}

/** An image of scratch that holds one static program of this machine. */
export function programImage(name: string, program: Program, path: string): Image {
  return { name, entrypoint: [path], files: { [path]: programFile(program) } };
}

export function programFile(program: Program): string {
  const file = find(program);
  if (!file) throw new Error(`${program.name} is not built: run npm run scaling:build`);
  return file;
}

/**
 * The upstream manifests as they are applied. What is changed, because there is no registry, one node, and two cores:
 * images are those that were made here, and are never pulled; one replica each; readiness is asked for each second, at once; no request of more than 100m of CPU.
 */
export function adapted(
  { images, prepare = (objects) => objects }: Pick<Component, 'images' | 'prepare'>,
  upstream: readonly Applied[],
): readonly Applied[] {
  const names = new Map(Object.entries(images).map(([name, image]) => [name, image().name]));
  const objects = upstream.map((object: Any) => {
    const pod = object.spec?.template?.spec;
    if (!pod?.containers) return object;
    if (object.spec.replicas > 1) object.spec.replicas = 1;
    for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
      const name = names.get(container.image);
      if (!name) throw new Error(`${object.kind} ${object.metadata.name}: there is no image for ${container.image}`);
      container.image = name;
      container.imagePullPolicy = 'IfNotPresent';
      const probe = container.readinessProbe;
      if (probe) Object.assign(probe, { initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 60 });
      const requests = container.resources?.requests;
      if (requests?.cpu && Number.parseInt(requests.cpu, 10) > 100) requests.cpu = '100m';
    }
    return object;
  });
  return prepare(objects);
}
