import { GATEWAY_API_VERSIONS, sinceOn } from '../cluster/gateway-api';
import { derived } from '../core/derived';
import { groupOf, type Manifest } from '../rules/manifest';
import type { Manifests } from '../rules/manifests';
import type { Context } from '../rules/rule';
import { mapOf } from '../rules/values';
import { COMPONENTS, type ComponentId } from './components';
import { component, type Need, nameOf, type Upstream } from './need';
import { RequirementKind } from './requirement';

/** The API groups of Kubernetes that do not end in .k8s.io. */
const BUILT_IN = ['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions'];

/** API groups that end in .k8s.io and are served by CRDs. */
const EXTENSIONS = /^(gateway|snapshot\.storage|metrics|multicluster|inference\.networking)\b|\.x-k8s\.io$/;

/** The component that installs the CRDs of a group; the files of the upstream projects report further needs. */
const OWNERS: readonly (readonly [group: RegExp, id: ComponentId])[] = [
  [/^keda\.sh$/, 'keda'],
  [/^http\.keda\.sh$/, 'httpAddOn'],
  [/^core\.(spinkube|spinoperator)\.dev$/, 'spinOperator'],
  [/^runtime\.spinkube\.dev$/, 'runtimeClassManager'],
  [/^(serving|networking\.internal|autoscaling\.internal)\.knative\.dev$/, 'knative'],
  [/^gateway\.networking\.k8s\.io$/, 'gatewayApi'],
  [/(^|\.)cert-manager\.io$/, 'certManager'],
  [/\.toolkit\.fluxcd\.io$/, 'flux'],
];

/** The kinds of Argo CD: other Argo projects share its group. */
const ARGO_CD = ['Application', 'ApplicationSet', 'AppProject'];

/** Reports the CRDs of custom resources, and the components that install them. */
export const apis: Upstream = {
  kinds: ['*'],
  *needs(object: Manifest, { manifests, cluster }: Context): Iterable<Need> {
    const { apiVersion, kind } = object;
    const group = groupOf(apiVersion);
    if (BUILT_IN.includes(group) || (group.endsWith('.k8s.io') && !EXTENSIONS.test(group))) return;
    const owner = ownerOf(group, kind);
    const version = apiVersion.slice(group.length + 1);
    if (!defined(manifests).has(`${group}/${kind}`)) {
      const name = `${plural(kind)}.${group}`;
      yield { kind: RequirementKind.CRD, name, version, ...originOf(object, owner) };
    }
    if (!owner) return;
    const availability = owner === 'gatewayApi' ? GATEWAY_API_VERSIONS[`${version} ${kind}`] : undefined;
    const since = availability && sinceOn(availability, cluster.gatewayApiChannel);
    const atLeast = since ? { version: since, because: `${version} of ${nameOf(object)}` } : undefined;
    yield component(owner, { atLeast });
  },
};

/** How the CRD of an object is installed. */
function originOf({ apiVersion, kind }: Manifest, owner: ComponentId | undefined): Pick<Need, 'note' | 'link'> {
  const group = groupOf(apiVersion);
  if (isOlm(group, kind)) {
    return {
      note: "comes with the KEDA OLM operator, which installs KEDA by it: on OpenShift with the Custom Metrics Autoscaler's operator",
      link: 'https://github.com/kedacore/keda-olm-operator',
    };
  }
  const availability = owner === 'gatewayApi' ? GATEWAY_API_VERSIONS[`${apiVersion.slice(group.length + 1)} ${kind}`] : undefined;
  if (availability && availability.standard === undefined) {
    return { note: 'comes with the experimental channel of the Gateway API', link: 'https://gateway-api.sigs.k8s.io/concepts/versioning/' };
  }
  return { note: owner && `comes with ${COMPONENTS[owner].title}` };
}

/** The kind by which OLM operators install KEDA itself: no other installation of KEDA serves it. */
function isOlm(group: string, kind: string): boolean {
  return group === 'keda.sh' && kind === 'KedaController';
}

function ownerOf(group: string, kind: string): ComponentId | undefined {
  if (isOlm(group, kind)) return undefined;
  if (group === 'argoproj.io') return ARGO_CD.includes(kind) ? 'argoCd' : undefined;
  return OWNERS.find(([pattern]) => pattern.test(group))?.[1];
}

/** Returns the plural of a kind in the name of its CRD: `scaledobjects`, `gatewayclasses`, `backendtlspolicies`. */
function plural(kind: string): string {
  const name = kind.toLowerCase();
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** The kinds whose CRDs are among the manifests. */
const defined = derived((manifests: Manifests): ReadonlySet<string> => {
  const crds = manifests.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
  return new Set(crds.map(({ spec }) => `${mapOf(spec).group}/${mapOf(mapOf(spec).names).kind}`));
});
