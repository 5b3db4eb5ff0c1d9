import { parse } from 'yaml';
import { SCALERS } from '../../lib/keda/scalers/definitions';
import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import { RULES } from '../../lib/rules/registry';
import { run } from './run';

test('a rule is explained with its reason, a bad and a good manifest', () => {
  expect(run(['explain', 'keda/idle-replicas'])).toStrictEqual({
    status: 0,
    stdout: `keda/idle-replicas (error)
  idleReplicaCount is 0, and less than minReplicaCount

KEDA goes to idleReplicaCount while no trigger is active, and the HPA supports no count below its own minimum but 0.
https://github.com/kedacore/keda/issues/2314

Bad:

  kind: ScaledObject
  metadata:
    name: worker
  spec:
    idleReplicaCount: 0

  -> idleReplicaCount (0) is not less than minReplicaCount (0, where it is not written): leave it out: the workload scales to zero without it

Good:

  kind: ScaledObject
  metadata:
    name: worker
  spec:
    idleReplicaCount: 0
    minReplicaCount: 2
    maxReplicaCount: 10
    pollingInterval: 15
    cooldownPeriod: 60

To silence it, annotate the object, with the reason:

  cdk8s-wasm/ignore: "keda/idle-replicas: REASON"
`,
    stderr: '',
  });
});

test.each(RULES)('$id has a bad and a good manifest', ({ id }) => {
  const { status, stdout } = run(['explain', id]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/\nBad.*:\n\n {2}[\s\S]*\n {2}-> .*\n\nGood.*:\n\n {2}/);
});

test('several rules are explained one after the other', () => {
  const explain = (...ids: string[]) => run(['explain', ...ids]).stdout;
  expect(explain('keda/idle-replicas', 'knative/name')).toBe(`${explain('keda/idle-replicas')}\n${explain('knative/name')}`);
});

test('the rules are listed by upstream and severity', () => {
  expect(run(['rules', '--upstream', 'yaml'])).toStrictEqual({
    status: 0,
    stdout: 'yaml/duplicate-key  error    No key is written twice in a map\n\n1 rule\n',
    stderr: '',
  });
  const ids = (...args: string[]) => JSON.parse(run(['rules', '--format', 'json', ...args]).stdout).map(({ id }: { id: string }) => id);
  expect(ids()).toStrictEqual(RULES.map(({ id }) => id));
  expect(ids('--severity', 'note', '--severity=warning')).toStrictEqual(
    RULES.filter(({ severity }) => severity !== 'error').map(({ id }) => id),
  );
  expect(ids('--upstream', 'yaml', '--severity', 'note')).toStrictEqual([]);
});

test('the triggers are listed with their factories', () => {
  const lines = run(['triggers']).stdout.trim().split('\n');
  expect(lines).toHaveLength(Object.keys(SCALERS).length);
  expect(lines.find((line) => line.startsWith('cron '))).toMatch(/^cron +Trigger\.cron +Asks for .*\.$/);
  expect(lines.filter((line) => !/^\S+ +Trigger\.\w+ +\S.*\.$/.test(line))).toStrictEqual([]);
});

test('a trigger is described with its parameters and an example', () => {
  expect(run(['triggers', 'cron'])).toStrictEqual({
    status: 0,
    stdout: `cron: Trigger.cron
Asks for a fixed number of replicas inside a recurring time window.
https://keda.sh/docs/latest/scalers/cron/

Parameters:

  timezone: string; required; from metadata
      IANA time zone in which both schedules are read, such as Europe/Vienna.
  start: string; required; from metadata
      Cron expression of five fields (minute, hour, day of month, month, day of week) at which the window opens.
  end: string; required; from metadata
      Cron expression of five fields at which the window closes.
  desiredReplicas: number; required; from metadata
      Number of replicas to ask for inside the window. At least 1.

start and end have to differ as strings, and both have to parse with exactly five fields (no seconds, no @daily or similar).
An unknown time zone is noticed only when the metric is read, not when the trigger is built.
Outside the window the scaler reports zero and inactive.

Example:

  - type: cron
    metadata:
      timezone: Europe/Berlin
      start: 0 8 * * 1-5
      end: 0 18 * * 1-5
      desiredReplicas: "5"
`,
    stderr: '',
  });
});

test.each(['aws-sqs-queue', 'awsSqsQueue', 'Trigger.awsSqsQueue'])('%s names a trigger', (name) => {
  expect(run(['triggers', name]).stdout).toMatch(/^aws-sqs-queue: Trigger\.awsSqsQueue\n/);
});

test.each(Object.keys(SCALERS))('the example of %s has no errors', (type) => {
  const { stdout } = run(['triggers', type]);
  const triggers = parse(stdout.slice(stdout.indexOf('\nExample:\n') + 11));
  expect(triggers).toMatchObject([{ type }]);
  const scaledObject = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'worker', namespace: 'default' },
    spec: { minReplicaCount: 1, scaleTargetRef: { name: 'worker' }, triggers },
  };
  const findings = check([scaledObject], declaredCluster()).filter(({ severity }) => severity === 'error');
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toStrictEqual([]);
});

test.each([
  [['explain'], 'no rule: pass one, such as keda/replica-bounds, as check prints it (see cdk8s-wasm explain --help)'],
  [
    ['explain', 'keda/replica-bound'],
    'unknown rule "keda/replica-bound": did you mean keda/replica-bounds? (see cdk8s-wasm explain --help)',
  ],
  [['explain', 'idle-replicas'], 'unknown rule "idle-replicas": did you mean keda/idle-replicas? (see cdk8s-wasm explain --help)'],
  [['explain', 'xyzzyxyzzy'], 'unknown rule "xyzzyxyzzy": cdk8s-wasm rules lists them (see cdk8s-wasm explain --help)'],
  [
    ['rules', '--severity', 'eror'],
    '--severity "eror" must be one of error, warning, note: did you mean error? (see cdk8s-wasm rules --help)',
  ],
  [['rules', 'keda'], 'rules takes no argument: cdk8s-wasm explain keda explains a rule (see cdk8s-wasm rules --help)'],
  [['triggers', 'kafak'], 'unknown trigger "kafak": did you mean kafka? (see cdk8s-wasm triggers --help)'],
  [['triggers', 'xyzzyxyzzy'], 'unknown trigger "xyzzyxyzzy": cdk8s-wasm triggers lists them (see cdk8s-wasm triggers --help)'],
])('fails for %j', (args, reason) => {
  expect(run(args)).toStrictEqual({ status: 2, stdout: '', stderr: `cdk8s-wasm: ${reason}\n` });
});
