/** The directories that Flux and Argo CD apply, and how they change what stands there. */

import { groupOf, type Manifest, type Value } from '../rules/manifest';
import { isMap, listOf, mapOf, textOf } from '../rules/values';
import { type Kustomization, kustomizationOf } from './kustomization';
import { ancestorsOf, directoryOf, joined } from './paths';
import type { Source } from './read';

/** A directory that a controller applies. */
export interface Applied {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly fields: { readonly [field: string]: Value };
  /** The namespace of objects that name none. */
  readonly defaultNamespace?: string;
  /** Whether the directories below are applied, too. */
  readonly isRecursive: boolean;
}

/** The directories that an object makes a controller apply. */
export function appliedBy({ apiVersion, kind, spec }: Manifest): readonly Applied[] {
  const group = groupOf(apiVersion);
  if (group === 'kustomize.toolkit.fluxcd.io' && kind === 'Kustomization') return flux(mapOf(spec));
  if (group !== 'argoproj.io') return [];
  if (kind === 'Application') return argo(mapOf(spec));
  // a path that generators make is not known
  return kind === 'ApplicationSet' ? argo(mapOf(mapOf(mapOf(spec).template).spec)).filter(({ path }) => !path.includes('{{')) : [];
}

function flux(spec: { readonly [field: string]: Value }): Applied[] {
  const path = textOf(spec.path);
  if (!path) return [];
  const { targetNamespace, namePrefix, nameSuffix, images, patches, patchesStrategicMerge, patchesJson6902, components } = spec;
  const { labels, annotations } = mapOf(spec.commonMetadata);
  const fields = {
    namespace: targetNamespace,
    namePrefix,
    nameSuffix,
    images,
    patches,
    patchesStrategicMerge,
    patchesJson6902,
    components,
    ...(isMap(labels) && { labels: [{ pairs: labels }] }),
    commonAnnotations: annotations,
  };
  return [{ path, fields, isRecursive: true }];
}

function argo(spec: { readonly [field: string]: Value }): Applied[] {
  const sources = [spec.source, ...listOf(spec.sources)].map(mapOf);
  const defaultNamespace = textOf(mapOf(spec.destination).namespace);
  return sources.flatMap((source) => {
    const path = textOf(source.path);
    // charts and plugins are rendered by others
    if (!path || source.chart !== undefined || source.helm !== undefined || source.plugin !== undefined) return [];
    const { namespace, namePrefix, nameSuffix, patches, components, commonLabels, commonAnnotations } = mapOf(source.kustomize);
    const fields = { namespace, namePrefix, nameSuffix, patches, components, commonLabels, commonAnnotations };
    return [{ path, fields, defaultNamespace, isRecursive: mapOf(source.directory).recurse === true }];
  });
}

/**
 * The directory among those of a tree that a path from the root of a repository means. Where the root is, is not known: it is the uppermost
 * directory above the file that has such a path.
 */
export function placeOf(path: string, file: string, directories: ReadonlySet<string>): string | undefined {
  return ancestorsOf(directoryOf(file))
    .map((root) => joined(root, path))
    .find((place) => directories.has(place));
}

/** The kustomization that a controller makes of what it applies. */
export function kustomizationFor({ fields, defaultNamespace }: Applied, place: string, source: Source): Kustomization {
  return { ...kustomizationOf(fields, { text: '', file: source.file, directory: place }), defaultNamespace };
}
