/** Flux's kustomize-controller, and stand-ins for the kinds that source-controller serves. */
import { join } from 'node:path';
import type { Applied } from '../../client';
import { NODE_PROGRAMS } from '../programs';
import { type Any, type Component, kustomized, programImage, sourceDir } from './component';

const { version } = NODE_PROGRAMS.kustomizeController;
export const FLUX_NAMESPACE = 'flux-system';

/** After which it looks again whether a Kustomization that it waits for is ready: 30 s by default. */
export const REQUEUE = '2s';

export const FLUX: Component = {
  name: 'flux',
  title: 'kustomize-controller of Flux',
  version: version.slice(1),
  images: {
    [`fluxcd/kustomize-controller:${version}`]: () =>
      programImage(`ghcr.io/fluxcd/kustomize-controller:${version}`, NODE_PROGRAMS.kustomizeController, '/kustomize-controller'),
  },
  upstream: () => {
    const config = join(sourceDir('flux', 'github.com/fluxcd/kustomize-controller'), 'config');
    const objects = ['crd', 'rbac', 'manager'].flatMap((folder) => kustomized(join(config, folder)));
    return [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: FLUX_NAMESPACE } },
      ...['GitRepository', 'OCIRepository', 'Bucket'].map(sourceKind),
      ...objects.map(inFluxNamespace),
    ];
  },
  prepare: (objects) =>
    objects.map((object: Any) => {
      if (object.kind === 'Deployment') object.spec.template.spec.containers[0].args.push(`--requeue-dependency=${REQUEUE}`);
      return object;
    }),
  workloads: [`${FLUX_NAMESPACE}/kustomize-controller`],
};

const CLUSTER_SCOPED = ['CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding'];

/** Upstream leaves the namespace to the kustomization that includes its folders. */
function inFluxNamespace(object: Any): Applied {
  const { kind, metadata, subjects } = object;
  return {
    ...object,
    ...(!CLUSTER_SCOPED.includes(kind) && { metadata: { ...metadata, namespace: FLUX_NAMESPACE } }),
    ...(subjects && { subjects: subjects.map((subject: Any) => ({ ...subject, namespace: FLUX_NAMESPACE })) }),
  };
}

/** Whoever writes the status of such an object is the source: kustomize-controller reads its artifact and no other field. It starts when all kinds are there. */
function sourceKind(kind: string): Applied {
  const singular = kind.toLowerCase();
  const plural = `${singular.replace(/y$/, 'ie')}s`;
  const group = 'source.toolkit.fluxcd.io';
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, listKind: `${kind}List`, plural, singular },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
}
