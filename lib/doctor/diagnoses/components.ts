import { COMPONENTS } from '../../requirements/components';
import { namespaceOf, type Value } from '../../rules/manifest';
import { listOf, mapOf, textOf } from '../../rules/values';
import { componentsOf } from '../components';
import type { Diagnosis, Patient } from '../diagnosis';
import { conditionsOf, refOf, told } from '../view';

export const notAvailable: Diagnosis = {
  id: 'components/not-available',
  severity: 'error',
  title: 'a component does not run',
  why: 'A controller without a ready pod does nothing: what it should react to stays as it is.',
  *find({ view }) {
    for (const { id, workload } of componentsOf(view)) {
      if (!workload || (mapOf(workload.status).availableReplicas ?? 0) > 0) continue;
      const wanted = mapOf(workload.spec).replicas ?? 1;
      const failing = conditionsOf(workload).find(({ type, status }) =>
        type === 'ReplicaFailure' ? status === 'True' : type === 'Available' && status === 'False',
      );
      const namespace = namespaceOf(workload);
      yield {
        about: refOf(workload),
        seen: `${COMPONENTS[id].title}: ${wanted === 0 ? 'it is scaled to 0' : `0 of ${wanted} replicas are available`}${failing ? `: ${told(failing)}` : ''}`,
        remedy:
          wanted === 0
            ? [`kubectl scale -n ${namespace} deployment/${workload.metadata.name} --replicas 1`]
            : [`kubectl get pods -n ${namespace}`, `kubectl get events -n ${namespace} --field-selector type=Warning`],
      };
    }
  },
};

const WEBHOOKS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => `admissionregistration.k8s.io/${kind}`);

/** API groups whose objects this library writes. */
const GROUPS = /keda\.sh$|spinkube\.dev$|spinoperator\.dev$|serving\.knative\.dev$|^apps$|^$/;

function concerns({ rules }: Value): boolean {
  return listOf(rules).some(({ apiGroups }) => listOf(apiGroups).some((group) => group === '*' || GROUPS.test(String(group))));
}

export const webhookAway: Diagnosis = {
  id: 'components/webhook-away',
  severity: 'error',
  title: 'an admission webhook does not answer',
  why: 'With failurePolicy Fail the API server refuses every object of a webhook that is away; with Ignore it accepts objects unchecked, after a timeout.',
  *find({ view }: Patient) {
    if (!view.isRead('Service')) return;
    for (const configuration of WEBHOOKS.flatMap((kind) => view.ofKind(kind))) {
      // several webhooks of a configuration usually have one Service
      const reported = new Set<string>();
      for (const webhook of listOf(configuration.webhooks).map(mapOf).filter(concerns)) {
        const { name, namespace } = mapOf(mapOf(webhook.clientConfig).service);
        if (!textOf(name) || reported.has(`${namespace}/${name}`)) continue;
        const service = view.find('Service', namespace, name);
        if (service && (mapOf(service.spec).type === 'ExternalName' || view.readyEndpoints(service) !== 0)) continue;
        reported.add(`${namespace}/${name}`);
        yield {
          about: refOf(configuration),
          seen: `webhook ${webhook.name}, failurePolicy ${webhook.failurePolicy}: Service ${namespace}/${name} ${service ? 'has no ready endpoints' : 'does not exist'}`,
          remedy: [
            `kubectl get pods -n ${namespace}`,
            service ? 'start the pods of the webhook' : `kubectl delete ${configuration.kind.toLowerCase()} ${configuration.metadata.name}`,
          ],
          severity: webhook.failurePolicy === 'Ignore' ? 'warning' : 'error',
        };
      }
    }
  },
};

/** A refusal of RBAC, as the API server words it. */
const FORBIDDEN = /User "(system:serviceaccount:[^"]+)" cannot (\w+) resource "([^"]+)" in API group "([^"]*)"/;

export const forbidden: Diagnosis = {
  id: 'components/forbidden',
  severity: 'error',
  title: 'a controller lacks a permission',
  why: 'RBAC refuses what no role allows to the account of a controller; the charts of the projects create the roles.',
  *find({ view, apps }) {
    for (const app of apps) {
      const { scalers, routes, workload, autoscalers, knative } = app;
      for (const object of new Set([
        ...scalers,
        ...routes,
        ...autoscalers,
        ...(workload ? [workload] : []),
        ...(knative ? [knative] : []),
      ])) {
        const texts = [
          ...conditionsOf(object)
            .filter(({ status }) => status !== 'True')
            .map(({ message }) => message),
          ...view.warningsOf(object).map(({ message }) => String(message)),
        ];
        const refusal = texts.map((text) => FORBIDDEN.exec(text)).find((match) => match !== null);
        if (!refusal) continue;
        const [seen, account, verb, resource, group] = refusal;
        const [, , namespace, name] = account.split(':');
        yield {
          about: refOf(object),
          seen,
          remedy: [
            `kubectl auth can-i ${verb} ${resource}${group ? `.${group}` : ''} -n ${app.namespace} --as ${account}`,
            `give ServiceAccount ${namespace}/${name} a role that allows it: upgrade the chart that created it`,
          ],
        };
      }
    }
  },
};
