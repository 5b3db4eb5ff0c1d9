/** The schemas and the corpus: what the rules accept is valid, with a validator of JSON Schema. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { declaredCluster } from '../../lib/rules/declared';
import { groupOf, type Manifest } from '../../lib/rules/manifest';
import { asStored } from '../../lib/rules/stored';
import { corpus } from '../rules/corpus';

const ajv = new Ajv({ strict: false, logger: false, inlineRefs: false, code: { optimize: false } });
const validators = new Map<string, ValidateFunction | undefined>();

/** Returns the validator of an object, by the names that docs/editors.md gives to kubeconform. */
function validatorOf({ apiVersion, kind }: Manifest): ValidateFunction | undefined {
  const name = `${groupOf(apiVersion)}/${kind.toLowerCase()}_${apiVersion.split('/').at(-1)}.json`;
  if (!validators.has(name)) {
    const file = join(__dirname, '..', '..', 'schemas', name);
    validators.set(name, existsSync(file) ? ajv.compile(JSON.parse(readFileSync(file, 'utf8'))) : undefined);
  }
  return validators.get(name);
}

const isCurrent = ({ cluster }: { cluster: unknown }) => JSON.stringify(cluster) === JSON.stringify(declaredCluster());

test('good manifests for a current cluster are valid', () => {
  const judged = corpus('good')
    .filter(isCurrent)

    .flatMap(({ name, manifests, cluster }) =>
      manifests.map((manifest) => ({ name, manifest: asStored(manifest, cluster), validate: validatorOf(manifest) })),
    )
    .filter(({ validate }) => validate);
  expect(judged.length).toBeGreaterThan(100);
  const invalid = judged.filter(({ manifest, validate }) => !validate!(manifest)).map(({ name, validate }) => [name, validate!.errors]);
  expect(invalid).toStrictEqual([]);
});
