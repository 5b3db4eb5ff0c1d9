import { DEFAULT_EXECUTOR_CLASS } from '../cluster/spinkube';
import { POD_KINDS, podTemplateOf } from '../rules/kubernetes/pod-template';
import type { Manifest, Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { classesOf, installedAs, RUNTIME_CLASS, runtimeOfHandler, SHIM } from '../rules/runtimes/classes';
import { entries, mapOf, textOf } from '../rules/values';
import { COMPONENTS } from './components';
import { fieldBounds } from './fields';
import { component, type Need, type Upstream } from './need';
import { clusterScoped } from './objects';
import { patchOf } from './releases';
import { RequirementKind } from './requirement';

const SHIMS = 'https://github.com/spinframework/runtime-class-manager/blob/main/docs/shim.md';

/** Reports a RuntimeClass that pods name, with its runtime. */
export function* classNeeds(name: Value, context: Context): Generator<Need> {
  if (!textOf(name) || classesOf(context.manifests).shims.has(name)) return;
  const runtime = runtimeOfHandler(name);
  const install = name === DEFAULT_EXECUTOR_CLASS ? spinShim(context) : [];
  const note = install.length > 0 ? sampleNote(context) : runtime && handlerNote(runtime);
  yield* clusterScoped(RUNTIME_CLASS, name, context, { note, install, link: SHIMS });
}

function handlerNote(runtime: string): string {
  return `its handler must be the name of the ${runtime} shim in containerd's configuration; a Shim of runtime-class-manager installs both`;
}

/** The release of the Spin shim that the sample of runtime-class-manager 0.2 installs. */
const SAMPLE_SHIM = '0.23';

function sampleNote({ cluster: { spinShim: declared } }: Context): string | undefined {
  if (declared === SAMPLE_SHIM) return undefined;
  return `sample_shim_spin.yaml installs containerd-shim-spin ${SAMPLE_SHIM}: change its locations and checksums to those of ${declared}`;
}

/** Returns the commands of SpinKube's documentation that install the Spin shim and its RuntimeClass, for runtime-class-manager 0.2. */
function spinShim({ cluster }: Context): readonly string[] {
  if (cluster.runtimeClassManager !== '0.2') return [];
  const sample = `https://raw.githubusercontent.com/spinframework/runtime-class-manager/refs/tags/v${patchOf('runtimeClassManager', cluster.runtimeClassManager)}/config/samples/sample_shim_spin.yaml`;
  return [...COMPONENTS.runtimeClassManager.install!(cluster), `kubectl apply -f ${sample}`, 'kubectl label node --all spin=true'];
}

export const podClasses: Upstream = {
  kinds: POD_KINDS,
  *needs(object: Manifest, context: Context): Iterable<Need> {
    const { runtimeClassName, nodeSelector } = mapOf(podTemplateOf(object).spec);
    yield* classNeeds(runtimeClassName, context);
    yield* labelNeeds(nodeSelector);
  },
};

/** Reports the runtime that the nodes of a RuntimeClass must have. */
export const runtimeClasses: Upstream = {
  kinds: [RUNTIME_CLASS],
  *needs({ handler, metadata, scheduling }: Manifest, context: Context): Iterable<Need> {
    yield* labelNeeds(mapOf(scheduling).nodeSelector);
    if (!textOf(handler) || classesOf(context.manifests).shims.has(metadata.name)) return;
    const runtime = runtimeOfHandler(handler);
    if (runtime !== undefined && installedAs(runtime, context).has(handler)) return;
    const note = `containerd must have a runtime of this name on the nodes of RuntimeClass ${metadata.name}`;
    yield { kind: RequirementKind.NODE, name: `runtime ${handler}`, note, link: SHIMS, question: { handler } };
  },
};

export const shims: Upstream = {
  kinds: [SHIM],
  *needs(shim: Manifest): Iterable<Need> {
    for (const bounds of fieldBounds(shim)) yield component('runtimeClassManager', bounds);
    yield* labelNeeds(mapOf(shim.spec).nodeSelector);
  },
};

/** Labels that the kubelet or the cloud provider sets. */
const WELL_KNOWN = /^(node\.|topology\.)?kubernetes\.io\//;

/** Reports the labels that nodes must have. */
function* labelNeeds(selector: Value): Generator<Need> {
  for (const [key, value] of entries(selector, '')) {
    if (typeof value !== 'string' || WELL_KNOWN.test(key)) continue;
    const label = `${key}=${value}`;
    const install = /^[A-Za-z0-9][A-Za-z0-9._/-]*=[A-Za-z0-9._-]*$/.test(label) ? [`kubectl label node NODE ${label}`] : [];
    yield {
      kind: RequirementKind.NODE,
      name: `label ${label}`,
      note: 'on the nodes that run these pods',
      install,
      question: { label: { key, value } },
    };
  }
}
