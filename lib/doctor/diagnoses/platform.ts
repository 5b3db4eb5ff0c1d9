import { few } from '../../core/words';
import { kindOf, type Manifest, namespaceOf, UNKNOWN_NAMESPACE } from '../../rules/manifest';
import type { Diagnosis } from '../diagnosis';
import { READ_KINDS } from '../kinds';
import { platformOptions, versionsOf } from '../versions';
import { refOf } from '../view';

export const unsupported: Diagnosis = {
  id: 'platform/unsupported',
  severity: 'warning',
  title: 'a release was not compared with this library',
  why: 'The constructs, rules and requirements of this library were compared with a range of releases of each component.',
  *find({ view, declared }) {
    for (const { component, title, version, supported, problem, seenAt } of versionsOf(view, declared)) {
      if (problem !== 'older' && problem !== 'newer') continue;
      yield {
        about: seenAt,
        seen: `${title} ${version} is ${problem} than the supported releases, ${supported}`,
        remedy: [
          problem === 'older' ? `upgrade it: cdk8s-wasm upgrade --from ${component}=... lists the steps` : 'look for a newer cdk8s-wasm',
        ],
      };
    }
  },
};

export const differs: Diagnosis = {
  id: 'platform/differs',
  severity: 'warning',
  title: 'the platform declares another release than the cluster has',
  why: 'The declared release decides fields, API versions and checks: manifests for another one may be refused or do something else.',
  *find({ view, declared }) {
    for (const { title, version, declared: wanted, problem, seenAt } of versionsOf(view, declared)) {
      if (problem !== 'differs') continue;
      yield {
        about: seenAt,
        seen: `the cluster has ${title} ${version}, and the platform declares ${wanted}`,
        remedy: [`declare this cluster: ${platformOptions(view)}`, 'or Platform.target() with these versions'],
      };
    }
  },
};

const READ = new Set(READ_KINDS.map(({ group, kind }) => (group ? `${group}/${kind}` : kind)));

export const notApplied: Diagnosis = {
  id: 'platform/not-applied',
  severity: 'error',
  title: 'objects of the manifests are not on the cluster',
  why: 'What is not applied is not scaled; the API server or a webhook may have refused it.',
  *find({ view, manifests, hasFiles }) {
    if (!hasFiles) return;
    const known = manifests.filter((object) => READ.has(kindOf(object)) && isReadable(object));
    const missing = known.filter((object) => !view.find(kindOf(object), namespaceOf(object), object.metadata.name));
    if (missing.length === 0) return;
    yield {
      about: 'the manifests',
      seen: `${missing.length === known.length ? 'none' : `${known.length - missing.length}`} of ${known.length} objects ${known.length - missing.length === 1 ? 'is' : 'are'} there: ${few(missing.map(refOf))} ${missing.length === 1 ? 'is' : 'are'} missing`,
      remedy: ['kubectl apply -f FILES', 'kubectl prints the reason of a refusal; cdk8s-wasm check FILES explains most of them'],
      // nothing was applied yet: the requirements are what matters
      severity: missing.length === known.length ? 'note' : 'error',
    };
    function isReadable(object: Manifest): boolean {
      const namespace = namespaceOf(object);
      return view.isRead(kindOf(object), namespace === UNKNOWN_NAMESPACE ? undefined : namespace);
    }
  },
};
