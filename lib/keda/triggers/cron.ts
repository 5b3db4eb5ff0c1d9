import type { IConstruct } from 'constructs';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { scheduleProblem } from '../scalers/schedule';

/** Fails for a schedule that KEDA's parser rejects. */
export function checkSchedule(scope: IConstruct, at: string, schedule: string): void {
  const problem = scheduleProblem(schedule);
  if (!problem) return;
  const { message, remedy } = problem;
  fail(scope, `${at} (${show(schedule)}) ${message}${remedy.startsWith('such as') ? ', ' : ': '}${remedy}`);
}
