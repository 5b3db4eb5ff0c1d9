import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Position } from '../../files/read';
import { RULES } from '../../rules/registry';
import { fingerprints } from '../fingerprints';
import { type Located, objectName, type Report } from '../report';
import { jsonPieces, mapped } from './json-pieces';

/** Formats a report as SARIF 2.1.0, for code scanning services. */
export function sarif({ version, findings, unusable }: Report): Iterable<string> {
  const prints = fingerprints(findings);
  const frame = (elements: readonly string[]) => ({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-wasm',
            version,
            informationUri: 'https://github.com/cdk8s-wasm/cdk8s-wasm',
            rules: RULES.map(({ id, title, severity, link }) => {
              return { id, shortDescription: { text: title }, helpUri: link, defaultConfiguration: { level: severity } };
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: elements,
        invocations: [
          {
            executionSuccessful: unusable.length === 0,
            toolExecutionNotifications: unusable.map(({ reason, position }) => {
              return { level: 'error', message: { text: reason }, locations: [location(position)] };
            }),
          },
        ],
      },
    ],
  });
  return jsonPieces(
    frame,
    mapped(findings, (finding, index) => ({ ...result(finding), partialFingerprints: { primaryLocationLineHash: prints[index] } })),
  );
}

const INDEX = new Map(RULES.map(({ id }, index) => [id, index]));

function result(finding: Located) {
  const { rule, severity, message, fix, path, position } = finding;
  return {
    ruleId: rule,
    ruleIndex: INDEX.get(rule),
    level: severity,
    message: { text: `${message}: ${fix}` },
    locations: [
      {
        ...location(position),
        logicalLocations: [{ fullyQualifiedName: `${objectName(finding)}${path ? `, ${path}` : ''}` }],
      },
    ],
  };
}

/** An input that cannot be read may have no line. */
function location({ file, line, column, endLine, endColumn }: Partial<Position> & Pick<Position, 'file'>) {
  const uri = isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { physicalLocation: { artifactLocation: { uri }, ...(line === undefined ? {} : { region }) } };
}
