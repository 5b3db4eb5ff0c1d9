/** Validates manifests against the CRDs in imports/crds as an API server with strict field validation does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parseAllDocuments } from 'yaml';

type Schema = { [key: string]: unknown };

const CRDS = join(__dirname, '..', '..', 'imports', 'crds');

/** The CRD files of what is served today. */
export const CURRENT = [
  'core.spinkube.dev.yaml',
  'core.spinoperator.dev.yaml',
  'gateway.networking.k8s.io.yaml',
  'http.keda.sh.yaml',
  'keda.sh.yaml',
  'runtime.spinkube.dev.yaml',
  'serving.knative.dev.yaml',
];

/** Where the CRD of an older version stands. */
export const ADD_ON_0_8 = ['older/http.keda.sh-0.8.yaml'];
export const ADD_ON_0_12 = ['older/http.keda.sh-0.12.yaml'];

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { int32: true, int64: true, 'date-time': true, duration: true, double: true },
});
const loaded = new Map<string, Map<string, ValidateFunction>>();

/** What an API server would refuse in a custom resource; undefined for a kind that none of the files defines. */
export function schemaErrors(manifest: { apiVersion: string; kind: string }, files: string[] = CURRENT): string[] | undefined {
  const key = `${manifest.apiVersion}/${manifest.kind}`;
  for (const file of files) {
    const validate = validators(file).get(key);
    if (!validate) continue;
    validate(manifest);
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  }
  return undefined;
}

function validators(file: string): Map<string, ValidateFunction> {
  const known = loaded.get(file);
  if (known) return known;
  const byKind = new Map<string, ValidateFunction>();
  for (const document of parseAllDocuments(readFileSync(join(CRDS, file), 'utf8'))) {
    const { spec } = document.toJS();
    for (const version of spec.versions) {
      const schema = closed(version.schema.openAPIV3Schema, true);
      byKind.set(`${spec.group}/${version.name}/${spec.names.kind}`, ajv.compile(schema));
    }
  }
  loaded.set(file, byKind);
  return byKind;
}

/** Refuses unknown fields wherever the CRD does not keep them; what an object always carries is not part of a CRD's schema. */
function closed(schema: Schema, root = false): Schema {
  const copy: Schema = { ...schema };
  if (copy.properties) {
    const properties = Object.entries(copy.properties as { [name: string]: Schema });
    copy.properties = Object.fromEntries(properties.map(([name, property]) => [name, root && name === 'metadata' ? {} : closed(property)]));
    if (copy.additionalProperties === undefined && !copy['x-kubernetes-preserve-unknown-fields']) copy.additionalProperties = false;
  } else if (typeof copy.additionalProperties === 'object') {
    copy.additionalProperties = closed(copy.additionalProperties as Schema);
  }
  if (copy.items) copy.items = closed(copy.items as Schema);
  if (copy['x-kubernetes-int-or-string']) copy.type = undefined;
  return JSON.parse(JSON.stringify(copy));
}
