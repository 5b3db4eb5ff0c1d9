/** Checks public repositories, and counts what the rules report: `npm run field -- --help`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Progress } from './bench/progress';
import { HELP, type Options, parseOptions } from './field/options';
import { checkRepository, folderOf, type Repository, type Result } from './field/repository';
import { errorsOf, judge, type Reviewed, VERDICTS } from './field/review';

const REPOSITORIES: readonly Repository[] = fieldFile('repositories.json');

function main({ directory, write, help }: Options): void {
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const results = resultsOf(directory);
  const errors = results.flatMap((result) => errorsOf(result, directory));
  judge(errors, fieldFile('verdicts.json'));
  printRepositories(results);
  printRules(results);
  printTotal(results, errors);
  if (write !== undefined) writeFileSync(write, `${JSON.stringify(errors, undefined, 1)}\n`);
}

function fieldFile(name: string) {
  return JSON.parse(readFileSync(join(__dirname, 'field', name), 'utf8'));
}

function resultsOf(directory: string): Result[] {
  const progress = new Progress();
  const results: Result[] = [];
  for (const [at, repository] of REPOSITORIES.entries()) {
    if (existsSync(folderOf(directory, repository))) {
      progress.say(`${at + 1}/${REPOSITORIES.length} ${repository.name}`);
      results.push(checkRepository(directory, repository));
    } else progress.say(`${repository.name}: no checkout ${folderOf(directory, repository)}`);
  }
  progress.end();
  return results;
}

function printRepositories(results: readonly Result[]): void {
  console.log(row('repository', ['files', 'objects', 'unread', 'errors', 'warnings', 'ms']));
  for (const { repository, files, objects, unusable, findings, milliseconds } of results) {
    const count = (of: string) => findings.filter(({ severity }) => severity === of).length;
    console.log(row(repository.name, [files, objects, unusable, count('error'), count('warning'), milliseconds]));
  }
}

function printRules(results: readonly Result[]): void {
  const counts = new Map<string, { error: number; warning: number; note: number }>();
  for (const { rule, severity } of results.flatMap(({ findings }) => findings)) {
    const count = counts.get(rule) ?? { error: 0, warning: 0, note: 0 };
    count[severity]++;
    counts.set(rule, count);
  }
  console.log(`\n${row('rule', ['errors', 'warnings', 'notes'])}`);
  const sorted = [...counts].sort(([, a], [, b]) => b.error - a.error || b.warning - a.warning);
  for (const [rule, { error, warning, note }] of sorted) console.log(row(rule, [error, warning, note]));
}

function printTotal(results: readonly Result[], errors: readonly Reviewed[]): void {
  const sum = (of: (result: Result) => number) => results.reduce((total, result) => total + of(result), 0);
  const parts = [
    `${results.length} repositories`,
    `${sum(({ files }) => files)} files`,
    `${sum(({ objects }) => objects)} objects`,
    `${errors.length} errors`,
  ];
  for (const verdict of [...VERDICTS, undefined]) {
    const count = errors.filter((error) => error.verdict === verdict).length;
    if (verdict !== undefined || count > 0) parts.push(`${count} ${verdict ?? 'not judged'}`);
  }
  console.log(`\n${parts.join(', ')}`);
}

function row(name: string, values: readonly (string | number)[]): string {
  return [name.padEnd(60), ...values.map((value) => String(value).padStart(9))].join('');
}

main(parseOptions(process.argv.slice(2)));
