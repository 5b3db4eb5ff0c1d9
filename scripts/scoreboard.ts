/**
 * Checks every manifest of test/rules, and counts the bad ones that the expected rules report and the good ones with a false alarm. Exits 1
 * if a bad manifest passes or a good one does not.
 *
 *   npm run scoreboard
 */
import { check } from '../lib/rules/check';
import { RULES } from '../lib/rules/registry';
import { type Case, corpus } from '../test/rules/corpus';

interface Score {
  bad: number;
  refused: number;
  warned: number;
  good: number;
  alarms: number;
}

const scores = new Map<string, Score>();
const wrong: string[] = [];
for (const entry of corpus('bad')) bad(entry);
for (const entry of corpus('good')) good(entry);
print();
if (wrong.length > 0) process.exitCode = 1;

function bad({ name, manifests, cluster, rules }: Case): void {
  const score = scoreOf(name);
  const findings = check(manifests, cluster);
  score.bad++;
  const silent = rules.filter((id) => !findings.some(({ rule }) => rule === id));
  if (silent.length > 0 || rules.length === 0) wrong.push(`missed: bad/${name}.yaml (${silent.join(', ')})`);
  else if (findings.some(({ severity }) => severity === 'error')) score.refused++;
  else score.warned++;
}

function good({ name, manifests, cluster }: Case): void {
  const score = scoreOf(name);
  const findings = check(manifests, cluster);
  score.good++;
  if (findings.length === 0) return;
  score.alarms++;
  wrong.push(`false alarm: good/${name}.yaml (${findings.map(({ rule }) => rule).join(', ')})`);
}

function scoreOf(name: string): Score {
  const folder = name.slice(0, name.indexOf('/'));
  const score = scores.get(folder) ?? { bad: 0, refused: 0, warned: 0, good: 0, alarms: 0 };
  scores.set(folder, score);
  return score;
}

function print(): void {
  const total: Score = { bad: 0, refused: 0, warned: 0, good: 0, alarms: 0 };
  const line = (name: string, { bad, refused, warned, good, alarms }: Score) =>
    [name.padEnd(14), ...[bad, refused, warned, good, alarms].map((number) => String(number).padStart(8))].join('');
  console.log(
    ['', '', 'bad', 'refused', 'warned', 'good', 'alarms']
      .map((title, at) => (at < 1 ? title : at < 2 ? ' '.repeat(14) : title.padStart(8)))
      .join(''),
  );
  for (const [folder, score] of [...scores].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(line(folder, score));
    for (const key of Object.keys(total) as (keyof Score)[]) total[key] += score[key];
  }
  console.log(line('total', total));
  for (const each of wrong) console.log(each);
  console.log(
    `${total.refused + total.warned}/${total.bad} bad manifests caught (${total.refused} refused, ${total.warned} warned of), ` +
      `${total.alarms}/${total.good} false alarms, ${RULES.length} rules`,
  );
}
