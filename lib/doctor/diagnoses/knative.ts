import { KNATIVE_NAMESPACE } from '../../cluster/knative';
import { type Manifest, namespaceOf } from '../../rules/manifest';
import { mapOf } from '../../rules/values';
import type { Diagnosis } from '../diagnosis';
import { type Condition, conditionsOf, refOf, told } from '../view';

const REVISION = 'serving.knative.dev/Revision';

/** Conditions that say no more than another one. */
const SUMMARIES = ['Ready'];

export const notReady: Diagnosis = {
  id: 'knative/not-ready',
  severity: 'error',
  title: 'the Knative Service is not ready',
  why: 'A Knative Service is ready once its newest revision is (ConfigurationsReady) and an ingress leads to it (RoutesReady); an older revision serves meanwhile.',
  *find({ view, apps }) {
    for (const { knative } of apps) {
      if (!knative) continue;
      const conditions = conditionsOf(knative);
      if (conditions.length === 0) {
        yield {
          about: refOf(knative),
          seen: 'it has no conditions: no controller has looked at it',
          remedy: [`kubectl get pods -n ${KNATIVE_NAMESPACE}`, 'install Knative Serving: cdk8s-wasm requirements FILES lists the commands'],
        };
        continue;
      }
      const failing = conditions.filter(({ status }) => status !== 'True');
      const isRevisionFailing = failing.some(({ type }) => type === 'ConfigurationsReady');
      const causes = failing.filter(
        // a route without a ready revision follows from the revision
        ({ type, reason }) => !SUMMARIES.includes(type) && !(isRevisionFailing && type === 'RoutesReady' && reason === 'RevisionMissing'),
      );
      const shown = causes.length > 0 ? causes : failing;
      if (shown.length === 0) continue;
      const revision = revisionOf(knative, view.ofKind(REVISION));
      // a revision at zero replicas is not Active, which is no failure
      const broken = conditionsOf(revision ?? knative).filter(
        ({ status, type }) => revision && status === 'False' && type !== 'Active' && type !== 'Ready',
      );
      yield {
        about: refOf(knative),
        seen: [
          ...shown.map((each) => `${each.type} is ${each.status}: ${told(each)}`),
          // the message of the Service often ends with that of its revision
          ...broken
            .filter(({ message }) => !shown.some((each) => each.message.includes(message)))
            .map((each) => `Revision ${revision?.metadata.name}: ${each.type} is False: ${told(each)}`),
        ].join('; '),
        remedy: remediesOf([...shown, ...broken], knative, revision),
      };
    }
  },
};

function revisionOf(service: Manifest, revisions: readonly Manifest[]): Manifest | undefined {
  const name = mapOf(service.status).latestCreatedRevisionName;
  return revisions.find((each) => namespaceOf(each) === namespaceOf(service) && each.metadata.name === name);
}

function remediesOf(conditions: readonly Condition[], service: Manifest, revision: Manifest | undefined): string[] {
  const has = (pattern: RegExp) => conditions.some((each) => pattern.test(told(each)));
  const found: string[] = [];
  if (has(/IngressNotConfigured|Ingress has not yet/))
    found.push(
      `kubectl get configmap config-network -n ${KNATIVE_NAMESPACE} -o jsonpath='{.data.ingress-class}'`,
      'install the networking layer that ingress-class names (Kourier, Contour, Istio, Gateway API), or name the one that is installed',
    );
  if (has(/ContainerMissing|Unable to fetch image|tag to digest/))
    found.push('check the image; a registry without TLS or DNS needs registries-skipping-tag-resolving of config-deployment');
  if (has(/ProgressDeadlineExceeded|ExitCode|ContainerUnhealthy/i))
    found.push(`kubectl logs -n ${namespaceOf(service)} -l serving.knative.dev/service=${service.metadata.name} -c user-container`);
  if (has(/RevisionMissing/)) found.push('correct traffic: it names a revision that does not exist, or wait for the first revision');
  if (has(/initial scale/i)) found.push('the pods do not start: look at the pods of the revision');
  return [
    ...found,
    revision
      ? `kubectl describe revision -n ${namespaceOf(service)} ${revision.metadata.name}`
      : `kubectl describe ksvc -n ${namespaceOf(service)} ${service.metadata.name}`,
  ];
}
