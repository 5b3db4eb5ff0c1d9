import { CURRENT_GROUP, FORMER_GROUP } from '../../cluster/spinkube';
import { groupOf, kindOf, type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { mapOf } from '../values';

/** SpinApps and their executors, under the group of today and the one before operator 0.4. */
export const APPS: readonly string[] = [`${CURRENT_GROUP}/SpinApp`, `${FORMER_GROUP}/SpinApp`];
export const EXECUTORS: readonly string[] = [`${CURRENT_GROUP}/SpinAppExecutor`, `${FORMER_GROUP}/SpinAppExecutor`];

/** Source of the operator at the release that the rules were read from. */
export const OPERATOR = 'https://github.com/spinframework/spin-operator/blob/v0.6.1';

/** The SpinApp of a name and namespace. */
export function findApp(manifests: Manifests, namespace: string, name: string): Manifest | undefined {
  for (const kind of APPS) {
    const app = manifests.find(kind, namespace, name);
    if (app) return app;
  }
  return undefined;
}

/** The executors of that name in every namespace, of the group of the app. */
export function executorsNamed(manifests: Manifests, app: Manifest, name: string): readonly Manifest[] {
  return manifests.named(`${groupOf(app.apiVersion)}/SpinAppExecutor`, name);
}

/** The executor that an app names, where it is among the manifests: in its namespace, or in one that is not said yet. */
export function executorOf(manifests: Manifests, app: Manifest): Manifest | undefined {
  const name = app.spec?.executor;
  if (typeof name !== 'string') return undefined;
  const exact = manifests.find(`${kindOf(app)}Executor`, namespaceOf(app), name);
  return exact ?? executorsNamed(manifests, app, name).find(({ metadata }) => isOpen(metadata.namespace) || isOpen(app.metadata.namespace));
}

/** How the executor of an app makes Deployments; empty where it is not among the manifests, or does not say. */
export function deploymentConfigOf(manifests: Manifests, app: Manifest): { readonly [field: string]: Value } {
  return mapOf(mapOf(executorOf(manifests, app)?.spec).deploymentConfig);
}

/** An object that names no namespace goes to the one that it is applied with. */
function isOpen(namespace: string | undefined): boolean {
  return namespace === undefined || namespace === '';
}
