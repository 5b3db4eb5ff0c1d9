import { grouped } from '../../core/derived';
import { escapeControlCharacters, type Located, objectName, type Report } from '../report';
import { mapped } from './json-pieces';

/**
 * Formats a report as JUnit XML: a suite for each file with findings, in which errors and warnings are failures and notes are skipped, and
 * one for the inputs as a whole, which passes where all could be read.
 */
export function* junit({ findings, unusable }: Report): Iterable<string> {
  const byFile = grouped(findings, ({ position }) => position.file);
  const inputs = [
    `    <testcase${attributes({ classname: 'cdk8s-wasm', name: 'the rules are run' })}/>`,
    ...unusable.map(({ reason, message, position: { file, line } }) => {
      return `    <testcase${attributes({ classname: file, name: 'is readable', file, line })}>\n      <error${attributes({ message: reason })}>${escaped(message)}</error>\n    </testcase>`;
    }),
  ];
  const failures = findings.filter(({ severity }) => severity !== 'note').length;
  const tests = findings.length + inputs.length;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<testsuites${attributes({ name: 'cdk8s-wasm', tests, failures, errors: unusable.length })}>
`;
  yield* suite('inputs', inputs, inputs.length, 0, unusable.length);
  for (const [file, group] of byFile) {
    yield* suite(file, mapped(group, testcase), group.length, group.filter(({ severity }) => severity !== 'note').length, 0);
  }
  yield '</testsuites>\n';
}

function* suite(name: string, cases: Iterable<string>, tests: number, failures: number, errors: number): Generator<string> {
  yield `  <testsuite${attributes({ name, tests, failures, errors })}>\n`;
  for (const each of cases) yield `${each}\n`;
  yield '  </testsuite>\n';
}

function testcase(finding: Located): string {
  const { severity, rule, path, message, fix, link, position } = finding;
  const { file, line, column } = position;
  const name = `${rule}: ${objectName(finding)}${path ? `, ${path}` : ''}`;
  const result =
    severity === 'note'
      ? `<skipped${attributes({ message })}/>`
      : `<failure${attributes({ type: severity, message })}>${escaped(`${file}:${line}:${column}\nfix: ${fix}\n${link}`)}</failure>`;
  return `    <testcase${attributes({ classname: file, name, file, line })}>\n      ${result}\n    </testcase>`;
}

function attributes(values: { readonly [name: string]: string | number | undefined }): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(String(value)).replaceAll('"', '&quot;')}"`))
    .join('');
}

/** XML 1.0 has no control characters, lone surrogates and noncharacters. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map(escapeControlCharacters)
    .join('\n')
    .replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
