import { KNATIVE_NAMESPACE } from '../cluster/knative';
import { compareVersions } from '../cluster/supported-versions';
import type { Needed } from '../requirements/collect';
import type { ComponentId } from '../requirements/components';
import type { Question } from '../requirements/need';
import { type Requirement, RequirementKind } from '../requirements/requirement';
import { ENFORCE, LEVELS, type Level } from '../rules/kubernetes/pod-security';
import { groupOf, kindOf, type Manifest, namespaceOf } from '../rules/manifest';
import { RUNTIME_CLASS } from '../rules/runtimes/classes';
import { listOf, mapOf, textOf } from '../rules/values';
import { handlersOf } from './diagnoses/runtimes';
import { resourceOf, type Wanted } from './read';
import { seenComponent } from './versions';
import { type ClusterView, conditionOf, refOf } from './view';

/** Whether a requirement is satisfied: `there`, `missing`, or `unknown` where the API does not tell or may not be asked. */
export type State = 'there' | 'missing' | 'unknown';

/** A requirement, and whether the cluster satisfies it. */
export interface Answered {
  readonly requirement: Requirement;
  readonly state: State;
  /** What was seen: a version, an object, the reason why it cannot be told. */
  readonly seen: string;
}

type Verdict = Omit<Answered, 'requirement'>;

const there = (seen: string): Verdict => ({ state: 'there', seen });
const missing = (seen: string): Verdict => ({ state: 'missing', seen });
const unknown = (seen: string): Verdict => ({ state: 'unknown', seen });
const NOT_PERMITTED = 'no permission to read it';

/** The objects that have to be read to answer requirements. `namespace` is that of objects that name none. */
export function wantedOf(needed: readonly Needed[], namespace: string): readonly Wanted[] {
  const needs = needed.map(({ need }) => need);
  return [
    ...needs
      .filter(({ kind, question }) => kind === RequirementKind.OBJECT && !question)
      .map(({ objectKind, group, name, namespace: own }) => ({ group, kind: objectKind!, name, namespace: own ?? namespace })),
    ...needs.filter(({ question }) => question?.podSecurity).map(({ namespace: own }) => ({ kind: 'Namespace', name: own ?? namespace })),
  ];
}

/** Answers every requirement. */
export function answersOf(needed: readonly Needed[], view: ClusterView, namespace: string): readonly Answered[] {
  return needed.map(({ need, requirement }) => ({ requirement, ...verdictOf({ need, requirement }, view, namespace) }));
}

function verdictOf({ need, requirement }: Needed, view: ClusterView, namespace: string): Verdict {
  if (need.question) return questionVerdict(need.question, need.namespace ?? namespace, view);
  switch (need.kind) {
    case RequirementKind.COMPONENT:
      return componentVerdict(need.component!, requirement, view);
    case RequirementKind.CRD:
      return crdVerdict(requirement, view);
    case RequirementKind.OBJECT:
      return objectVerdict(
        { group: need.group, kind: need.objectKind!, name: need.name, namespace: need.namespace ?? namespace },
        requirement,
        view,
      );
    case RequirementKind.ENDPOINT:
      return endpointVerdict(need.name, view, namespace);
    default:
      return unknown('the API does not tell');
  }
}

function componentVerdict(id: ComponentId, { minimum, below, name }: Requirement, view: ClusterView): Verdict {
  const found = seenComponent(view, id);
  if (found) {
    const { version, seenAt } = found;
    if (version === undefined) return minimum || below ? unknown(`${seenAt}, whose image has no release as its tag`) : there(seenAt);
    if (minimum && compareVersions(version, minimum) < 0) return missing(`${version} is older than ${minimum} (${seenAt})`);
    if (below && compareVersions(version, below) >= 0) return missing(`${version} is not older than ${below} (${seenAt})`);
    return there(`${version} (${seenAt})`);
  }
  return (
    OTHERS[id]?.(view, name) ??
    (view.isRead('apps/Deployment') ? missing('no Deployment of its controller was found') : unknown(NOT_PERMITTED))
  );
}

/** Components that are not recognized by a Deployment. */
const OTHERS: { readonly [id in ComponentId]?: (view: ClusterView, name: string) => Verdict | undefined } = {
  gatewayApi: (view) =>
    servedGroups(view).has('gateway.networking.k8s.io')
      ? unknown('its CRDs are served, and name no release')
      : missing('the API group gateway.networking.k8s.io is not served'),
  networkPolicies: (view) => {
    const plugin = view
      .ofKind('apps/DaemonSet')
      .find(({ metadata }) =>
        /^(calico-node|cilium|antrea-agent|kube-router|weave-net|kube-network-policies|azure-npm)$/.test(metadata.name),
      );
    return plugin ? there(refOf(plugin)) : unknown('the API does not tell whether NetworkPolicies are enforced');
  },
  loadBalancer: (view) => {
    const service = view.ofKind('Service').find(({ status }) => listOf(mapOf(mapOf(status).loadBalancer).ingress).length > 0);
    return service ? there(`${refOf(service)} has an address`) : unknown('no Service of type LoadBalancer has an address yet');
  },
  defaultStorage: (view) => {
    if (!view.isRead('storage.k8s.io/StorageClass')) return unknown(NOT_PERMITTED);
    const found = view
      .ofKind('storage.k8s.io/StorageClass')
      .find(({ metadata }) => mapOf(metadata.annotations)['storageclass.kubernetes.io/is-default-class'] === 'true');
    return found ? there(refOf(found)) : missing('no StorageClass is the default');
  },
  csiDriver: (view, name) => {
    const driver = name.split(' ').at(-1)!;
    if (view.manifests.named('storage.k8s.io/CSIDriver', driver).length > 0) return there(`CSIDriver ${driver}`);
    return view.isRead('storage.k8s.io/CSIDriver') ? missing(`there is no CSIDriver ${driver}`) : unknown(NOT_PERMITTED);
  },
  metricsServer: (view) => {
    const [service] = view.manifests.named('apiregistration.k8s.io/APIService', 'v1beta1.metrics.k8s.io');
    if (service)
      return conditionOf(service, 'Available')?.status === 'True' ? there(refOf(service)) : missing(`${refOf(service)} is not available`);
    return view.isRead('apiregistration.k8s.io/APIService') ? missing('the API metrics.k8s.io is not served') : unknown(NOT_PERMITTED);
  },
  gatewayController: (view) => {
    if (!view.isRead('gateway.networking.k8s.io/GatewayClass')) return unknown(NOT_PERMITTED);
    const accepted = view.ofKind('gateway.networking.k8s.io/GatewayClass').find((each) => conditionOf(each, 'Accepted')?.status === 'True');
    if (accepted) return there(`${refOf(accepted)} of ${accepted.spec?.controllerName}`);
    // a controller that is configured for one Gateway leaves its class alone
    const programmed = view.ofKind('gateway.networking.k8s.io/Gateway').find((each) => conditionOf(each, 'Programmed')?.status === 'True');
    return programmed ? there(`${refOf(programmed)} is programmed`) : missing('no GatewayClass is accepted by a controller');
  },
  ingressController: (view, name) => {
    if (!view.isRead('networking.k8s.io/IngressClass')) return unknown(NOT_PERMITTED);
    const [, wanted] = name.split('of class ', 2);
    const found = view
      .ofKind('networking.k8s.io/IngressClass')
      .find(({ metadata }) =>
        wanted ? metadata.name === wanted : mapOf(metadata.annotations)['ingressclass.kubernetes.io/is-default-class'] === 'true',
      );
    return found
      ? there(`${refOf(found)} of ${found.spec?.controller}`)
      : missing(wanted ? `there is no IngressClass ${wanted}` : 'no IngressClass is the default');
  },
  certManager: (view) => {
    const webhooks = ['Validating', 'Mutating']
      .flatMap((kind) => view.ofKind(`admissionregistration.k8s.io/${kind}WebhookConfiguration`))
      .filter(({ webhooks: each }) => listOf(each).some(({ name }) => /spinapp/.test(name)));
    const isIssued = (configuration: Manifest) =>
      listOf(configuration.webhooks).every(({ clientConfig }) => textOf(mapOf(clientConfig).caBundle));
    return webhooks.length > 0 && webhooks.every(isIssued)
      ? there('not needed: the webhooks of spin-operator have a certificate of another issuer')
      : undefined;
  },
  knativeNetworking: (view) => {
    const ready = view.ofKind('serving.knative.dev/Service').find((each) => conditionOf(each, 'RoutesReady')?.status === 'True');
    return ready ? there(`${refOf(ready)} has an ingress`) : undefined;
  },
};

function servedGroups({ snapshot }: ClusterView): ReadonlySet<string> {
  return new Set(Object.keys(snapshot.served).map(groupOf));
}

function crdVerdict({ name, version }: Requirement, { snapshot }: ClusterView): Verdict {
  const dot = name.indexOf('.');
  const group = name.slice(dot + 1);
  const served = Object.entries(snapshot.served).filter(([groupVersion, resources]) => {
    return groupOf(groupVersion) === group && resources.some((resource) => resource.name === name.slice(0, dot));
  });
  const versions = served.map(([groupVersion]) => groupVersion.slice(group.length + 1));
  if (versions.length === 0) return missing('it is not served');
  return !version || versions.includes(version)
    ? there(`serves ${versions.join(', ')}`)
    : missing(`serves ${versions.join(', ')}, and not ${version}`);
}

function objectVerdict({ group, kind, name, namespace }: Wanted, { details }: Requirement, view: ClusterView): Verdict {
  const resource = resourceOf(view.snapshot.served, kind, group);
  if (!resource) return missing(`the kind ${kind} is not served`);
  const groupKind = kindOf({ apiVersion: resource.groupVersion, kind });
  const found = resource.resource.namespaced ? view.find(groupKind, namespace!, name) : view.manifests.named(groupKind, name)[0];
  if (!found) {
    const where = resource.resource.namespaced ? namespace : undefined;
    return view.isRead(groupKind, where) ? missing('it does not exist') : unknown(NOT_PERMITTED);
  }
  if (groupKind === RUNTIME_CLASS) return there(`handler ${found.handler}`);
  const keys = details.filter((detail) => detail.startsWith('key '));
  return there(keys.length > 0 ? `it exists; ${keys.join(', ')} ${keys.length === 1 ? 'was' : 'were'} not read` : 'it exists');
}

function questionVerdict({ setting, label, handler, grant, podSecurity }: Question, namespace: string, view: ClusterView): Verdict {
  if (setting) {
    const { map, key, value } = setting;
    const configMap = view.find('ConfigMap', KNATIVE_NAMESPACE, map);
    if (!configMap)
      return view.isRead('ConfigMap', KNATIVE_NAMESPACE)
        ? missing(`there is no ConfigMap ${KNATIVE_NAMESPACE}/${map}`)
        : unknown(NOT_PERMITTED);
    const actual = mapOf(configMap.data)[key];
    // flags of podspec fields are also on as `allowed`
    const isOn = String(actual).toLowerCase() === value || (value === 'enabled' && String(actual).toLowerCase() === 'allowed');
    const isEnough = /^\d+$/.test(value) && Number(actual) >= Number(value);
    return isOn || isEnough
      ? there(`${key}: ${actual}`)
      : missing(actual === undefined ? `${map} does not set it` : `${map} has ${key}: ${actual}`);
  }
  if (grant) {
    const isRead = view.isRead('gateway.networking.k8s.io/ReferenceGrant', namespace);
    const found = view
      .ofKind('gateway.networking.k8s.io/ReferenceGrant')
      .find((each) => namespaceOf(each) === namespace && grants(each, grant));
    return found ? there(refOf(found)) : isRead ? missing('no ReferenceGrant allows it') : unknown(NOT_PERMITTED);
  }
  if (podSecurity) return podSecurityVerdict(podSecurity, namespace, view);
  if (!view.isRead('Node')) return unknown(NOT_PERMITTED);
  const nodes = view.ofKind('Node');
  if (label) {
    const having = nodes.filter(({ metadata }) => mapOf(metadata.labels)[label.key] === label.value);
    return having.length > 0 ? there(`on ${having.length} of ${nodes.length} nodes`) : missing(`none of ${nodes.length} nodes has it`);
  }
  const reporting = nodes.filter((node) => handlersOf(node).length > 0);
  if (reporting.length === 0) return unknown('the kubelets do not report their runtimes: Kubernetes 1.33 and containerd 2 do');
  const having = reporting.filter((node) => handlersOf(node).includes(handler!));
  return having.length > 0 ? there(`on ${having.length} of ${nodes.length} nodes`) : missing(`none of ${nodes.length} nodes has it`);
}

/** The label of the namespace; a cluster may enforce another standard where there is none, which the API does not tell. */
function podSecurityVerdict(level: Level, namespace: string, view: ClusterView): Verdict {
  const found = view.ofKind('Namespace').find(({ metadata }) => metadata.name === namespace);
  if (!found) return unknown(view.isRead('Namespace') ? `there is no namespace ${namespace} yet` : NOT_PERMITTED);
  const enforced = mapOf(found.metadata.labels)[ENFORCE];
  if (enforced === undefined) return there(`namespace ${namespace} has no label ${ENFORCE}`);
  const seen = `namespace ${namespace} enforces ${enforced}`;
  return LEVELS.indexOf(enforced as Level) > LEVELS.indexOf(level) ? missing(seen) : there(seen);
}

function grants({ spec }: Manifest, { from, service }: { readonly from?: string; readonly service: string }): boolean {
  const { from: sources, to } = mapOf(spec);
  return (
    listOf(sources).some(({ kind, namespace }) => kind === 'HTTPRoute' && (from === undefined || namespace === from)) &&
    listOf(to).some(({ kind, name }) => kind === 'Service' && (name === undefined || name === service))
  );
}

/** Answers for addresses inside the cluster: the Service and its endpoints. Others cannot be reached from here as KEDA reaches them. */
function endpointVerdict(address: string, view: ClusterView, own: string): Verdict {
  const host = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[/:]/, 1)[0];
  const [service, namespace = own, svc] = host.split('.');
  const isInside = svc === undefined ? !/^\d/.test(host) : svc === 'svc';
  if (!isInside || !textOf(service)) return unknown('it is outside of the cluster');
  const found = view.find('Service', namespace, service);
  if (!found) {
    if (!view.isRead('Service')) return unknown(NOT_PERMITTED);
    // a name of two parts may be a host of the network
    const isNamespace = svc === 'svc' || namespace === own || view.manifests.named('Namespace', namespace).length > 0;
    const absent = `there is no Service ${namespace}/${service}`;
    return isNamespace ? missing(absent) : unknown(`${absent}, and no namespace ${namespace}: it may be a host outside of the cluster`);
  }
  const ready = view.readyEndpoints(found);
  if (mapOf(found.spec).type === 'ExternalName' || ready === undefined) return there(refOf(found));
  return ready > 0 ? there(`${refOf(found)}, ${ready} endpoints ready`) : missing(`${refOf(found)} has no ready endpoints`);
}
