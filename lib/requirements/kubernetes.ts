import { HPA } from '../rules/keda/targets';
import { podTemplateOf, TEMPLATE_KINDS } from '../rules/kubernetes/pod-template';
import type { Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { listOf, mapOf, textOf } from '../rules/values';
import { component, type Need, type Upstream } from './need';
import { clusterScoped } from './objects';
import { podNeeds, pullSecretNeeds } from './pods';
import { claimNeeds } from './storage';

/** The namespaces that every cluster has. */
const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** A name that needs no quotes in a shell. */
const UNQUOTED = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

export const namespaces: Upstream = {
  kinds: ['*'],
  *needs({ metadata }: Manifest, context: Context): Iterable<Need> {
    const namespace = textOf(metadata.namespace);
    if (!namespace || NAMESPACES.includes(namespace)) return;
    yield* clusterScoped('Namespace', namespace, context, {
      install: UNQUOTED.test(namespace) ? [`kubectl create namespace ${namespace}`] : [],
    });
  },
};

export const pods: Upstream = {
  kinds: TEMPLATE_KINDS,
  *needs(object: Manifest, context: Context): Iterable<Need> {
    yield* podNeeds(podTemplateOf(object).spec, object, context);
    for (const claim of listOf(mapOf(object.spec).volumeClaimTemplates)) yield* claimNeeds(mapOf(claim).spec, context);
  },
};

export const accounts: Upstream = {
  kinds: ['ServiceAccount'],
  *needs(object: Manifest, context: Context): Iterable<Need> {
    yield* pullSecretNeeds(object.imagePullSecrets, object, context);
  },
};

export const claims: Upstream = {
  kinds: ['PersistentVolumeClaim'],
  *needs({ spec }: Manifest, context: Context): Iterable<Need> {
    yield* claimNeeds(spec, context);
  },
};

export const autoscalers: Upstream = {
  kinds: [HPA],
  *needs({ spec }: Manifest): Iterable<Need> {
    const measured = listOf(mapOf(spec).metrics).some((metric) => ['Resource', 'ContainerResource'].includes(mapOf(metric).type));
    if (measured || mapOf(spec).targetCPUUtilizationPercentage !== undefined) yield component('metricsServer');
  },
};
