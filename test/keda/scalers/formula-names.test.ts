import { namesTrigger } from '../../../lib/keda/scalers/formula-names';

test.each(['queue * 2', '$env["queue"]', '$env.queue', 'max(web,queue)'])('%s names queue', (formula) => {
  expect(namesTrigger(formula, 'queue')).toBe(true);
});

test.each(['queues * 2', 'my_queue', 'web + 1', ''])('"%s" does not name queue', (formula) => {
  expect(namesTrigger(formula, 'queue')).toBe(false);
});
