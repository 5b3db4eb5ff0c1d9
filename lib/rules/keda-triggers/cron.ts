import { derived } from '../../core/derived';
import { isTimeZone, scheduleProblem } from '../../keda/scalers/schedule';
import { idleEndOf } from '../../keda/scalers/window';
import { scaledOf } from '../keda/scaled';
import { KEDA_SOURCE, READ_BY_OPERATOR, SCALED, SCALED_OBJECT } from '../keda/upstream';
import type { Manifest } from '../manifest';
import type { Rule } from '../rule';
import { show, trimmedOf } from '../values';

const CRON = `${KEDA_SOURCE}/pkg/scalers/cron_scaler.go`;

/** A cron trigger: where its metadata stands, and its texts. */
interface Cron {
  readonly path: string;
  text(key: string): string | undefined;
}

const NONE: readonly Cron[] = [];

const cronTriggers = derived((object: Manifest): readonly Cron[] => {
  const triggers = scaledOf(object).triggers.filter(({ type }) => type === 'cron');
  return triggers.length === 0
    ? NONE
    : triggers.map(({ path, metadata }) => ({ path: `${path}.metadata`, text: (key) => trimmedOf(metadata[key]) }));
});

export const cronSchedule: Rule = {
  id: 'keda-triggers/cron-schedule',
  severity: 'error',
  title: 'Start and end of a cron trigger are five-field schedules, and differ',
  rationale: 'The cron scaler parses both schedules, and an empty window has no meaning.',
  link: CRON,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, { report }) {
    for (const { path, text } of cronTriggers(object)) {
      let readable = true;
      for (const key of ['start', 'end']) {
        const schedule = text(key);
        const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
        if (!problem) continue;
        readable = false;
        const five = problem.remedy.startsWith('such as');
        report({
          path: `${path}.${key}`,
          message: five
            ? `${key} (${show(schedule)}) has not the five fields of a schedule`
            : `${key} (${show(schedule)}) ${problem.message}`,
          fix: five ? `write minute, hour, day of month, month and day of week, ${problem.remedy}` : problem.remedy,
        });
      }
      if (!readable || text('start') === undefined || text('start') !== text('end')) continue;
      report({ path: `${path}.end`, message: `end (${show(text('end'))}) is the same as start`, fix: 'write another time' });
    }
  },
};

export const cronWindow: Rule = {
  id: 'keda-triggers/cron-window',
  severity: 'warning',
  title: 'The end of a cron trigger fires once after each start',
  rationale:
    'The cron scaler counts a window as open when its next end comes no later than its next start, and so from an end to the next one that no start precedes.',
  link: `${KEDA_SOURCE}/pkg/scalers/cron_scaler.go#L145`,
  kinds: SCALED,
  check(object, { report }) {
    for (const { path, text } of cronTriggers(object)) {
      const [start, end] = [text('start'), text('end')];
      // a longer schedule is no schedule that anybody writes
      if (start === undefined || end === undefined || start.length + end.length > 500) continue;
      const idle = idleEndOf(start, end);
      if (!idle) continue;
      report({
        path: `${path}.end`,
        message: `end (${show(end)}) fires without a start before it: KEDA takes the window for open ${idle.time}`,
        fix: idle.remedy ? `write end: ${idle.remedy}` : 'write an end that fires once after each start',
      });
    }
  },
};

export const cronTimezone: Rule = {
  id: 'keda-triggers/cron-timezone',
  severity: 'error',
  title: 'The time zone of a cron trigger is one of the IANA database',
  rationale: 'The cron scaler loads the time zone by its IANA name.',
  link: CRON,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, { report }) {
    for (const { path, text } of cronTriggers(object)) {
      const timezone = text('timezone');
      if (timezone === undefined || timezone === 'Local' || isTimeZone(timezone)) continue;
      report({
        path: `${path}.timezone`,
        message: `timezone (${show(timezone)}) is not in the IANA time zone database`,
        fix: 'write a name such as Europe/Vienna',
      });
    }
  },
};

export const cronReplicas: Rule = {
  id: 'keda-triggers/cron-replicas',
  severity: 'error',
  title: 'A cron trigger asks for at least one replica: outside of its window it asks for none',
  rationale: 'The cron scaler asks for replicas inside of its window only; outside minReplicaCount counts.',
  link: 'https://github.com/kedacore/keda/issues/3609',
  accepted:
    "KEDA's webhook does not read the metadata of triggers; the cron scaler refuses to ask for no replicas, and the ScaledObject is never ready",
  kinds: SCALED,
  check(object, { report }) {
    for (const { path, text } of cronTriggers(object)) {
      const replicas = text('desiredReplicas');
      if (replicas === undefined || !/^[+-]?\d+$/.test(replicas) || Number(replicas) > 0) continue;
      report({
        path: `${path}.desiredReplicas`,
        message: `desiredReplicas (${show(replicas)}) is less than 1, and a cron trigger cannot ask for none`,
        fix: 'write the window in which replicas are wanted, and minReplicaCount: 0',
      });
    }
  },
};

export const cronMetricType: Rule = {
  id: 'keda-triggers/cron-metric-type',
  severity: 'warning',
  title: 'A cron trigger that asks for more than one replica has no metricType Value',
  rationale:
    'The target of a cron trigger is 1, and its metric desiredReplicas. With Value, the HPA multiplies the ready pods by that ratio at each of its rounds, up to maxReplicaCount.',
  link: `${CRON}#L110`,
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { modifiers, triggers } = scaledOf(object);
    // the target of a formula stands for those of the triggers
    if (modifiers) return;
    for (const { type, trigger, metadata, path } of triggers) {
      const replicas = trimmedOf(metadata.desiredReplicas);
      if (type !== 'cron' || trigger.metricType !== 'Value' || replicas === undefined || !(Number(replicas) > 1)) continue;
      report({
        path: `${path}.metricType`,
        message: `metricType ("Value") multiplies the replicas by desiredReplicas (${show(replicas)}) again and again, up to maxReplicaCount`,
        fix: 'leave metricType out',
      });
    }
  },
};
