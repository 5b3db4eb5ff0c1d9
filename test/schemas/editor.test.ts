/** The schemas in an editor: the YAML language server, which VS Code and others run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';

const SCHEMAS = join(__dirname, '..', '..', 'schemas');

const service = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
  workspaceContext: { resolveRelativePath: (path, from) => String(new URL(path, from)) },
});
const files = readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
// each schema is for the documents of its name; it is compiled once
service.configure({
  validate: true,
  schemas: files.map((file) => ({ uri: String(pathToFileURL(join(SCHEMAS, file))), fileMatch: [`${file}.yaml`] })),
});

let version = 0;

/** Returns what the editor underlines: the text, and the message. */
async function problems(schema: string, text: string): Promise<(readonly [text: string, message: string])[]> {
  const document = TextDocument.create(`file:///${schema}.yaml`, 'yaml', ++version, text);
  return (await service.doValidation(document, false)).map(({ range, message }) => [document.getText(range), message] as const);
}

const scaledObject = (trigger: string) => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker }
spec:
  scaleTargetRef: { name: worker }
  triggers:
    - ${trigger}
`;

test('an editor underlines a misspelt key of a trigger', async () => {
  const trigger = '{ type: kafka, metadata: { bootstrapServers: "kafka:9092", consumerGroup: jobs, topc: jobs } }';
  expect(await problems('keda.sh/scaledobject_v1alpha1.json', scaledObject(trigger))).toStrictEqual([
    ['topc', 'Property topc is not allowed.'],
  ]);
});

test('an editor has nothing to say of a trigger with variables, and of one that passes all keys on', async () => {
  const kafka = '{ type: kafka, metadata: { bootstrapServersFromEnv: KAFKA, consumerGroup: jobs, topic: jobs } }';
  const push = '{ type: external-push, metadata: { scalerAddress: "scaler.keda:9090", interceptorRoute: worker } }';
  expect(await problems('keda.sh/scaledobject_v1alpha1.json', scaledObject(kafka))).toStrictEqual([]);
  expect(await problems('keda.sh/scaledobject_v1alpha1.json', scaledObject(push))).toStrictEqual([]);
});

test.each([
  ['{ type: kafca, metadata: {} }', 'kafca'],
  ['{ type: kafka, metadata: { offsetResetPolicy: newest } }', 'newest'],
  ['{ type: kafka, metadata: { lagThreshold: 5 } }', '5'],
  ['{ type: kafka, metadata: { allowIdleConsumers: yes please } }', 'yes please'],
  ['{ type: cpu, metricTyp: Utilization, metadata: { value: "50" } }', 'metricTyp'],
])('an editor underlines the mistake in %s', async (trigger, underlined) => {
  const found = await problems('keda.sh/scaledobject_v1alpha1.json', scaledObject(trigger));
  expect(found.map(([text]) => text)).toStrictEqual([underlined]);
});

test.each([
  ['http.keda.sh/interceptorroute_v1beta1.json', 'http.keda.sh/v1beta1', 'InterceptorRoute', 'targt: { service: web, port: 80 }'],
  ['http.keda.sh/httpscaledobject_v1alpha1.json', 'http.keda.sh/v1alpha1', 'HTTPScaledObject', 'host: example.com'],
  ['core.spinkube.dev/spinapp_v1alpha1.json', 'core.spinkube.dev/v1alpha1', 'SpinApp', 'replica: 2'],
])('%s underlines a misspelt field', async (schema, apiVersion, kind, field) => {
  const found = await problems(schema, `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web }\nspec: { ${field} }\n`);
  expect(found.map(([text]) => text)).toContain(field.split(':')[0]);
});

test.each([
  ['platfrom: {}', 'platfrom'],
  ['platform: { kedda: "2.21" }', 'kedda'],
  ['platform: { keda: 2.2 }', '2.2'],
  ['ignore: { keda/target-mising: elsewhere }', 'keda/target-mising'],
  ['namespace: Shop', 'Shop'],
])('config.json underlines the mistake in %s', async (text, underlined) => {
  expect((await problems('config.json', text)).map(([found]) => found)).toStrictEqual([underlined]);
});

test('config.json accepts the file that docs/cli.md shows', async () => {
  const [, text] = /```yaml\n(platform:\n[\s\S]*?)```/.exec(readFileSync(join(__dirname, '..', '..', 'docs', 'cli.md'), 'utf8'))!;
  expect(await problems('config.json', text)).toStrictEqual([]);
});
