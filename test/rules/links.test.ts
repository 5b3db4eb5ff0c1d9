import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPPORTED } from '../../lib/cluster/supported-versions';
import { RULES } from '../../lib/rules/registry';

const { modules } = JSON.parse(readFileSync(join(__dirname, '../../imports/crds/sources.json'), 'utf8')) as {
  readonly modules: readonly { readonly module: string; readonly version: string }[];
};
const pinned = (module: string) => modules.find((entry) => entry.module === module)?.version;

/** The tags of a repository that the rules link to. */
function tagsOf(repository: string): string[] {
  const link = new RegExp(`^https://github.com/${repository}/(?:blob|tree)/([^/]+)/`);
  return [...new Set(RULES.flatMap((rule) => link.exec(rule.link)?.[1] ?? []))];
}

// the same release of spin-operator and runtime-class-manager has another owner on GitHub than in the module proxy
test.each([
  ['kedacore/keda', pinned('github.com/kedacore/keda/v2')],
  ['kedacore/http-add-on', pinned('github.com/kedacore/http-add-on')],
  ['spinframework/spin-operator', pinned('github.com/spinkube/spin-operator')],
  ['knative/serving', `knative-v${SUPPORTED.knative.default}.0`],
  ['kubernetes-sigs/gateway-api', pinned('sigs.k8s.io/gateway-api')],
])('the rules link to the pinned release of %s', (repository, tag) => {
  expect(tagsOf(repository)).toStrictEqual([tag]);
});
