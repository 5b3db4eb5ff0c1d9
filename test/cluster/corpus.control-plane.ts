/** Every manifest of the rules' corpus, judged by the API server: where the two differ, it is said why. */

import { check } from '../../lib/rules/check';
import { RULES } from '../../lib/rules/registry';
import { type Case, corpus } from '../rules/corpus';
import { client, isOwn } from './connected';
import { judge } from './judge';
import { withFeatures } from './knative-features';
import { IS_OLDEST, JUDGED } from './pins';
import { tell } from './report';

/** Why rules warn only of what this cluster refuses: another cluster takes it. */
const DEPENDS: { readonly [rule: string]: string } = {
  'kubernetes/not-rendered': 'what replaces the placeholders may be accepted',
  'spinkube/executor': 'the namespace may have an executor of its own, which came with the installation',
  'knative/feature-flag': 'refused as long as the flag is off',
  'knative/initial-scale': 'refused as long as allow-zero-initial-scale is off',
  'knative/runtime-class-name': 'refused as long as the flag is off',
  'removed/api-version': 'served by releases before, and after, those that are installed',
  'spinkube/executor-missing': 'refused as long as the namespace has no such executor, which another pipeline may make',
  ...(IS_OLDEST && { 'schema/unknown-field': 'refused by the standard channel of the Gateway API; the experimental one has the field' }),
  'keda/resource-requests': 'refused as long as the containers have no default from a LimitRange',
};

/** Good manifests that this way of applying them refuses. */
const GOOD: { readonly [name: string]: string } = {
  'http-add-on/placeholder-config-map.static-route': 'a field of add-on 0.16, and the newest CRD that the module proxy has is that of 0.15',
  'http-add-on/unused-fallback': 'a field of add-on 0.16, and the newest CRD that the module proxy has is that of 0.15',
  'kubernetes/metadata-field': 'managedFields, as kubectl get prints them, are refused by server-side apply alone',
  'kubernetes/name': 'generateName is for kubectl create',
  'removed/api-version': 'a beta API, which the API server serves where it is turned on',
  'schema/type': 'null is removed from what is created, and is a value in server-side apply',
  'spinkube/executor.no-namespace': 'an executor without a namespace lies where kubectl is told to apply it',
  'keda-triggers/metadata-text.null': 'null is removed from what is created, and is a value in server-side apply',
  'knative/annotation-text.null': 'null is removed from what is created, and is a value in server-side apply',
  'spinkube/config-file.placeholder': 'SOPS decrypts the Secret before anything is applied',
  'knative/containers.to-fill-in': 'a pipeline fills in the image before anything is applied',
};

/** Why what rules call an error never works on the oldest releases, whose webhooks accept it; those of the newest refuse it. */
const FORMERLY: { readonly [rule: string]: string } = {
  'keda/replica-bounds': 'before KEDA 2.20 the webhook logs the error alone; the operator stops at it, and the ScaledObject is never ready',
  'keda/idle-replicas': 'before KEDA 2.20 the webhook logs the error alone; the operator stops at it, and the ScaledObject is never ready',
  'keda/hpa-name-taken':
    'before KEDA 2.16 the webhook does not compare the names; the operator gives the HPA the spec of one, then of the other',
};

const accepted = new Map(RULES.map(({ id, accepted }) => [id, accepted ?? (IS_OLDEST ? FORMERLY[id] : undefined)]));
const figures = { refusals: 0, warned: 0, later: 0, depends: 0, good: 0, goodExplained: 0 };
const notJudged = new Map<string, number>();
const unexplained: string[] = [];
/** Rules and manifests whose explanation was needed. */
const needed = new Set<string>();
/** Rules that found something in what was judged; those about other releases did not. */
const asked = new Set<string>();

/** Whether the rules find something on the oldest releases in what is good on the newest ones. */
function isFormerlyBad({ manifests, cluster }: Case): boolean {
  return check(manifests, { ...cluster, ...JUDGED }).length > 0;
}

/** Why this cluster says nothing about a case; undefined where it does. */
async function beyond({ text, manifests }: Case): Promise<string | undefined> {
  const declared = /^# platform: *(.*)$/m.exec(text)?.[1].split(/[, ]+/) ?? [];
  const other = declared.find((pair) => JUDGED[pair.split('=')[0]] !== pair.split('=')[1]);
  if (other) return `for ${other.split('=')[0]} of another release`;
  for (const { apiVersion, kind, metadata } of manifests) {
    if (kind === 'ConfigMap' && metadata.namespace === 'knative-serving') return 'for a Knative with other switches';
    const group = String(apiVersion).split('/')[0];
    const isOurs = !group.includes('.') || group.endsWith('.k8s.io');
    if (!isOurs && (await client.send('GET', `/apis/${group}`)).status === 404) return 'with kinds of other projects';
  }
  return undefined;
}

/** Judges cases, several at a time; those with objects outside of namespaces, which others could see, and those with switches of Knative, one after the other. */
async function eachOf(cases: readonly Case[], judged: (entry: Case, id: string) => Promise<void>): Promise<void> {
  const parallel: (readonly [Case, string])[] = [];
  const alone: (readonly [Case, string])[] = [];
  for (const [index, entry] of cases.entries()) {
    const why = await beyond(entry);
    if (why) {
      notJudged.set(why, (notJudged.get(why) ?? 0) + 1);
      continue;
    }
    const namespaced = await Promise.all(entry.manifests.map((manifest) => manifest.kind === 'Namespace' || client.isNamespaced(manifest)));
    const isAlone =
      entry.cluster.knativeFeatures.length > 0 || namespaced.includes(false) || entry.manifests.some(({ kind }) => kind === 'Pod');
    (isAlone ? alone : parallel).push([entry, `${entry.rules.length > 0 ? 'b' : 'g'}${index}`]);
  }
  const queue = parallel.values();
  const work = async () => {
    for (const [entry, id] of queue) await judged(entry, id);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  for (const [entry, id] of alone) await withFeatures(client, [...entry.cluster.knativeFeatures], () => judged(entry, id));
}

afterAll(() => {
  const { refusals, warned, later, depends, good, goodExplained } = figures;
  tell(`${refusals} refusals agreed on, ${warned} objects that are only warned of and accepted, ${good} good manifests accepted`);
  tell(
    `${later + depends + goodExplained} disagreements explained: ${later} accepted and never work, ${depends} depend on the cluster, ${goodExplained} on how they are applied (${unexplained.length} unexplained)`,
  );
  tell(`not judged: ${[...notJudged].map(([why, count]) => `${count} ${why}`).join(', ')}`);
});

// cases hold objects outside of namespaces, which may be somebody else's on a cluster that was not started here
const onOwn = isOwn ? test : test.skip;

onOwn(
  'what the server refuses, a rule calls an error; what the rules call an error and the server accepts never works, and the rule says why',
  async () => {
    const before = unexplained.length;
    await eachOf(
      [...corpus('bad'), ...(IS_OLDEST ? corpus('good').filter(isFormerlyBad) : [])],
      async ({ name, findings: expected, manifests, cluster }, id) => {
        const findings = check(manifests, { ...cluster, ...JUDGED });
        const verdicts = await judge(client, manifests, id);
        for (const [index, refusal] of verdicts.entries()) {
          const ofObject = findings.filter((finding) => finding.index === index);
          for (const { rule } of ofObject) asked.add(rule);
          const errors = ofObject.filter(({ severity }) => severity === 'error');
          if (refusal !== undefined) {
            if (errors.length > 0) figures.refusals++;
            else if (ofObject.some(({ rule }) => DEPENDS[rule])) {
              figures.depends++;
              for (const { rule } of ofObject) needed.add(rule);
            } else if (expected.length === 0 && GOOD[name]) figures.goodExplained++;
            else unexplained.push(`${name}: refused, and no rule says error: ${refusal}`);
            continue;
          }
          if (errors.length === 0) figures.warned += ofObject.length > 0 ? 1 : 0;
          else if (errors.every(({ rule }) => accepted.get(rule))) {
            figures.later++;
            for (const { rule } of errors) needed.add(rule);
          } else {
            const silent = errors.filter(({ rule }) => !accepted.get(rule)).map(({ rule, message }) => `${rule} (${message})`);
            unexplained.push(`${name}: accepted, and these rules do not say why it never works: ${silent.join(', ')}`);
          }
        }
      },
    );
    expect(unexplained.slice(before).sort()).toStrictEqual([]);
  },
);

onOwn('what no rule speaks of, the server accepts', async () => {
  const good = corpus('good');
  const before = unexplained.length;
  await eachOf(IS_OLDEST ? good.filter((entry) => !isFormerlyBad(entry)) : good, async ({ name, manifests }, id) => {
    const refusals = (await judge(client, manifests, id)).filter((refusal) => refusal !== undefined);
    if (refusals.length === 0) figures.good++;
    else if (GOOD[name]) {
      figures.goodExplained++;
      needed.add(name);
    } else unexplained.push(`good/${name}: refused: ${refusals.join('; ')}`);
  });
  expect(unexplained.slice(before).sort()).toStrictEqual([]);
});

// an explanation of the newest releases need not apply to the oldest, and the other way round
(IS_OLDEST ? test.skip : onOwn)(
  'no explanation is left over: the server accepts what each of these rules calls an error, and refuses what each of these exceptions names',
  () => {
    const rules = RULES.filter(({ id, accepted }) => accepted && asked.has(id)).map(({ id }) => id);
    const explained = [...rules, ...Object.keys(DEPENDS), ...Object.keys(GOOD)];
    expect(explained.filter((id) => !needed.has(id))).toStrictEqual([]);
  },
);

(IS_OLDEST ? onOwn : test.skip)('the oldest releases accept what each of these rules calls an error, and the newest do not', () => {
  expect(Object.keys(FORMERLY).filter((id) => !needed.has(id))).toStrictEqual([]);
});
