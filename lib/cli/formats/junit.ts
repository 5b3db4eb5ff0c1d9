import { escapeControlCharacters, type Located, objectName, type Report } from '../report';

/**
 * Formats a report as JUnit XML: a suite for each file with findings, in which errors and warnings are failures and notes are skipped, and
 * one for the inputs as a whole, which passes where all could be read.
 */
export function junit({ findings, unusable }: Report): string {
  const byFile = new Map<string, Located[]>();
  for (const finding of findings) {
    const { file } = finding.position;
    byFile.set(file, [...(byFile.get(file) ?? []), finding]);
  }
  const suites = [...byFile].map(([file, group]) => {
    return suite(file, group.map(testcase), group.filter(({ severity }) => severity !== 'note').length, 0);
  });
  const inputs = [
    `    <testcase${attributes({ classname: 'cdk8s-wasm', name: 'the rules are run' })}/>`,
    ...unusable.map(({ reason, message, position: { file, line } }) => {
      return `    <testcase${attributes({ classname: file, name: 'is readable', file, line })}>\n      <error${attributes({ message: reason })}>${escaped(message)}</error>\n    </testcase>`;
    }),
  ];
  const failures = findings.filter(({ severity }) => severity !== 'note').length;
  const tests = findings.length + inputs.length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites${attributes({ name: 'cdk8s-wasm', tests, failures, errors: unusable.length })}>
${[suite('inputs', inputs, 0, unusable.length), ...suites].join('\n')}
</testsuites>
`;
}

function suite(name: string, cases: readonly string[], failures: number, errors: number): string {
  return `  <testsuite${attributes({ name, tests: cases.length, failures, errors })}>\n${cases.join('\n')}\n  </testsuite>`;
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
