import { SINCE } from '../cluster/releases';
import { CONFIG_KEY, DEFAULT_EXECUTOR, DEFAULT_EXECUTOR_CLASS, FORMER_GROUP } from '../cluster/spinkube';
import { groupOf, kindOf, type Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { APPS, EXECUTORS, executorOf } from '../rules/spinkube/apps';
import { listOf, mapOf, textOf } from '../rules/values';
import { fieldBounds } from './fields';
import { component, type Need, nameOf, type Upstream } from './need';
import { inNamespaceOf } from './objects';
import { accountNeeds, pullSecretNeeds, valueNeeds, variableNeeds, volumeNeeds } from './pods';
import { patchOf } from './releases';
import { classNeeds } from './runtimes';

/** Reports spin-operator in a release that serves the object, with its prerequisites. */
function* operatorNeeds(object: Manifest): Generator<Need> {
  const bound = { version: SINCE.spinOperator.group, because: `${groupOf(object.apiVersion)} of ${nameOf(object)}` };
  yield component('spinOperator', groupOf(object.apiVersion) === FORMER_GROUP ? { below: bound } : { atLeast: bound });
  for (const bounds of fieldBounds(object)) yield component('spinOperator', bounds);
  yield component('certManager', { note: "issues the certificates of spin-operator's webhooks" });
}

export const apps: Upstream = {
  kinds: APPS,
  *needs(app: Manifest, context: Context): Iterable<Need> {
    yield* operatorNeeds(app);
    const { executor, imagePullSecrets, serviceAccountName, variables, volumes, runtimeConfig } = mapOf(app.spec);
    if (textOf(executor) && !executorOf(context.manifests, app)) yield* executorNeeds(executor, app, context);
    yield* pullSecretNeeds(imagePullSecrets, app, context);
    yield* accountNeeds(serviceAccountName, app, context);
    yield* variableNeeds(variables, app, context);
    yield* volumeNeeds(volumes, app, context);
    const { loadFromSecret, sqliteDatabases, keyValueStores, llmCompute } = mapOf(runtimeConfig);
    yield* inNamespaceOf(app, 'Secret', loadFromSecret, context, { details: textOf(loadFromSecret) ? [`key ${CONFIG_KEY}`] : [] });
    for (const store of [...listOf(sqliteDatabases), ...listOf(keyValueStores), llmCompute]) {
      for (const option of listOf(mapOf(store).options)) yield* valueNeeds(mapOf(option).valueFrom, app, context);
    }
  },
};

/** Reports an executor that is not among the manifests, with the file of the operator's release that creates it. */
function* executorNeeds(name: string, app: Manifest, context: Context): Generator<Need> {
  const isDefault = name === DEFAULT_EXECUTOR;
  const namespace = textOf(app.metadata.namespace);
  const file = `https://github.com/spinframework/spin-operator/releases/download/v${patchOf('spinOperator', context.cluster.spinOperator)}/spin-operator.shim-executor.yaml`;
  const into = namespace && /^[a-z0-9-]+$/.test(namespace) ? `-n ${namespace} ` : '';
  // the executor comes before the SpinApp, which is refused without it, and needs the namespace
  const first = into && context.manifests.find('Namespace', 'default', namespace!) ? [`kubectl create namespace ${namespace}`] : [];
  yield* inNamespaceOf(app, `${kindOf(app)}Executor`, name, context, {
    note: 'one in the namespace of each SpinApp',
    install: isDefault ? [...first, `kubectl apply ${into}-f ${file}`] : [],
  });
  if (isDefault) yield* classNeeds(DEFAULT_EXECUTOR_CLASS, context);
}

export const executors: Upstream = {
  kinds: EXECUTORS,
  *needs(executor: Manifest, context: Context): Iterable<Need> {
    yield* operatorNeeds(executor);
    const { runtimeClassName, caCertSecret, installDefaultCACerts } = mapOf(mapOf(executor.spec).deploymentConfig);
    yield* classNeeds(runtimeClassName, context);
    if (installDefaultCACerts !== true) yield* inNamespaceOf(executor, 'Secret', caCertSecret, context);
  },
};
