import type { Value } from '../rules/manifest';
import { isMap, listOf, mapOf, textOf } from '../rules/values';
import { parseAllDocuments } from './values';

/** The names under which kustomize looks for the file of a directory. */
export const KUSTOMIZATION_NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A patch: in a file or inline, for the objects that a target selects or for the one that it names itself. */
export interface PatchEntry {
  readonly path?: string;
  readonly inline?: string;
  readonly target?: { readonly [field: string]: Value };
  /** Whether the name that the patch has is the new one of the object. */
  readonly isRenaming?: boolean;
}

/** An object that a kustomization generates. */
export interface Generated {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace?: string;
  readonly behavior?: string;
  /** Keys of the data, with their values where they are written out. */
  readonly data: { readonly [key: string]: string };
  /** Whether it takes keys from files of variables, which are not read here. */
  readonly isPartial: boolean;
  /** Files that it takes its data from. */
  readonly files: readonly string[];
  readonly labels: { readonly [key: string]: Value };
  readonly annotations: { readonly [key: string]: Value };
}

/** Labels that a kustomization adds. */
export interface LabelSet {
  readonly pairs: { readonly [key: string]: Value };
  readonly selectors: boolean;
  readonly templates: boolean;
}

/** What a kustomization does, as far as it is understood. */
export interface Kustomization {
  /** Its file, for messages. */
  readonly file: string;
  /** What its paths are relative to. */
  readonly directory: string;
  readonly text: string;
  readonly isComponent: boolean;
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly patches: readonly PatchEntry[];
  readonly generated: readonly Generated[];
  readonly namespace?: string;
  /** The namespace of objects that name none, as Argo CD applies them. */
  readonly defaultNamespace?: string;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly images: readonly { readonly [field: string]: Value }[];
  readonly replicas: readonly { readonly [field: string]: Value }[];
  readonly labels: readonly LabelSet[];
  readonly annotations: { readonly [key: string]: Value };
  /** Fields that are copied from one object to others: each entry, or the `path` of a file of them. */
  readonly replacements: readonly Value[];
  readonly vars: readonly Value[];
  /** Files that extend what kustomize knows of kinds. */
  readonly configurations: readonly string[];
  readonly crds: readonly string[];
  /** Transformers and validators: a file, or the text of one. */
  readonly plugins: readonly string[];
  /** Whether it uses something that only kustomize knows the result of: charts, plugins, remote files. */
  readonly isIncomplete: boolean;
}

/** Fields whose result is not known without running kustomize or a plugin. */
const OPAQUE = [
  'configurations',
  'crds',
  'generators',
  'helmChartInflationGenerator',
  'helmCharts',
  'openapi',
  'replacements',
  'transformers',
  'vars',
];

/** Reads the text of a kustomization; undefined where it is none. */
export function readKustomization(text: string, file: string, directory: string): Kustomization | undefined {
  const value = parseAllDocuments(text)?.[0];
  return isMap(value) ? kustomizationOf(value, { text, file, directory }) : undefined;
}

/** The kustomization of fields, such as those of a Flux Kustomization. */
export function kustomizationOf(
  fields: { readonly [field: string]: Value },
  at: Pick<Kustomization, 'text' | 'file' | 'directory'>,
): Kustomization {
  const resources = [...texts(fields.resources), ...texts(fields.bases)];
  const options = mapOf(fields.generatorOptions);
  return {
    ...at,
    isComponent: fields.kind === 'Component',
    resources,
    components: texts(fields.components),
    patches: patchesOf(fields),
    generated: [...generatedOf('ConfigMap', fields.configMapGenerator, options), ...generatedOf('Secret', fields.secretGenerator, options)],
    namespace: textOf(fields.namespace),
    namePrefix: textOf(fields.namePrefix) ?? '',
    nameSuffix: textOf(fields.nameSuffix) ?? '',
    images: listOf(fields.images).filter(isMap),
    replicas: listOf(fields.replicas).filter(isMap),
    labels: [
      { pairs: mapOf(fields.commonLabels), selectors: true, templates: true },
      ...listOf(fields.labels)
        .filter(isMap)
        .map(({ pairs, includeSelectors, includeTemplates }) => ({
          pairs: mapOf(pairs),
          selectors: includeSelectors === true,
          templates: includeSelectors === true || includeTemplates === true,
        })),
    ],
    annotations: mapOf(fields.commonAnnotations),
    replacements: listOf(fields.replacements),
    vars: listOf(fields.vars),
    configurations: texts(fields.configurations),
    crds: texts(fields.crds),
    plugins: [...texts(fields.transformers), ...texts(fields.validators)],
    isIncomplete: OPAQUE.some((field) => fields[field] !== undefined) || resources.some(isRemote),
  };
}

/** Whether a resource is fetched from elsewhere. */
export function isRemote(path: string): boolean {
  return /:\/\/|^git@|^github\.com\/|\?ref=|^[a-z]+::/.test(path);
}

function patchesOf(fields: { readonly [field: string]: Value }): PatchEntry[] {
  const merges = listOf(fields.patchesStrategicMerge).map((patch) =>
    typeof patch === 'string' && !/^\s*\{|\n/.test(patch) ? { path: patch } : { inline: inlineOf(patch) },
  );
  return [...merges, ...[...listOf(fields.patches), ...listOf(fields.patchesJson6902)].map(patchOf)];
}

/** The patch of an entry of `patches`, or of a PatchTransformer. */
export function patchOf(entry: Value): PatchEntry {
  // a bare path is the form of kustomize before version 2.1
  if (typeof entry === 'string') return { path: entry };
  const { path, patch, target, options } = mapOf(entry);
  const isRenaming = mapOf(options).allowNameChange === true;
  return { path: textOf(path), inline: inlineOf(patch), target: isMap(target) ? target : undefined, isRenaming };
}

/** The text of a patch, which a Flux Kustomization may hold as a value. */
function inlineOf(patch: Value): string | undefined {
  return typeof patch === 'object' && patch !== null ? JSON.stringify(patch) : textOf(patch);
}

function generatedOf(kind: 'ConfigMap' | 'Secret', list: Value, defaults: { readonly [field: string]: Value }): Generated[] {
  return listOf(list)
    .filter((entry) => textOf(mapOf(entry).name))
    .map(({ name, namespace, behavior, literals, files, envs, env, options }) => {
      const data: { [key: string]: string } = {};
      for (const literal of texts(literals)) {
        const equals = literal.indexOf('=');
        if (equals > 0) data[literal.slice(0, equals)] = literal.slice(equals + 1);
      }
      const variables = [...texts(envs), ...texts([env])];
      const paths = [...variables];
      for (const entry of texts(files)) {
        const equals = entry.indexOf('=');
        const path = entry.slice(equals + 1);
        paths.push(path);
        data[equals > 0 ? entry.slice(0, equals) : path.slice(path.lastIndexOf('/') + 1)] = '';
      }
      return {
        kind,
        name,
        namespace: textOf(namespace),
        behavior: textOf(behavior),
        data,
        isPartial: variables.length > 0,
        files: paths,
        labels: { ...mapOf(defaults.labels), ...mapOf(mapOf(options).labels) },
        annotations: { ...mapOf(defaults.annotations), ...mapOf(mapOf(options).annotations) },
      };
    });
}

function texts(list: Value): string[] {
  return listOf(list).filter((entry) => typeof entry === 'string' && entry !== '');
}
