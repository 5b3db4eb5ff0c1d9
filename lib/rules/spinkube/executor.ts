import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import { namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { show } from '../values';
import { APPS, EXECUTORS, executorOf, executorsNamed, OPERATOR } from './apps';

const WEBHOOK = `${OPERATOR}/internal/webhook/spinapp_validating.go`;

export const executorMissing: Rule = {
  id: 'spinkube/executor-missing',
  severity: 'warning',
  title: 'A SpinApp names its executor',
  rationale: 'The webhook fills in the first executor of the whole cluster, and refuses one of another namespace.',
  link: `${OPERATOR}/internal/webhook/spinapp_defaulting.go`,
  kinds: APPS,
  check({ spec }, { report }) {
    if (spec === null || typeof spec !== 'object') return;
    const { executor } = spec;
    if (executor !== undefined && executor !== null && executor !== '') return;
    report({
      path: 'spec.executor',
      message: 'executor is missing, and becomes the first one of the whole cluster in alphabetical order',
      fix: "write the name of an executor of the app's namespace, such as containerd-shim-spin",
    });
  },
};

export const executor: Rule = {
  id: 'spinkube/executor',
  severity: 'warning',
  title: 'The executor of a SpinApp is in its namespace',
  rationale: 'The operator looks for the executor in the namespace of the app.',
  link: WEBHOOK,
  kinds: APPS,
  check(app, { manifests, report }) {
    const name = app.spec?.executor;
    if (typeof name !== 'string' || name === '' || executorOf(manifests, app)) return;
    const path = 'spec.executor';
    const [other] = executorsNamed(manifests, app, name);
    if (other) {
      report({
        path,
        message: `executor (${show(name)}) is in namespace ${namespaceOf(other)}, and the app in ${namespaceOf(app)}`,
        fix: `add a SpinAppExecutor to namespace ${namespaceOf(app)}, if the cluster has none there: one is needed in each`,
      });
    } else if (EXECUTORS.some((kind) => manifests.ofKind(kind).length > 0)) {
      report({
        path,
        message: `executor (${show(name)}) is not among these manifests, which hold other executors`,
        fix: 'correct the name, if it is not on the cluster',
        absent: true,
      });
    }
  },
};

export const executorConfig: Rule = {
  id: 'spinkube/executor-config',
  severity: 'error',
  title: 'An executor that makes Deployments says how: by a RuntimeClass or an image',
  rationale: 'The operator takes the runtime of the Deployments that it makes from deploymentConfig.',
  link: `${OPERATOR}/internal/webhook/spinappexecutor_validating.go`,
  accepted:
    'the webhook returns before it looks at a missing deploymentConfig; the operator dereferences it when an app comes, and makes no Deployment',
  kinds: EXECUTORS,
  check({ spec }, { cluster, report }) {
    const { createDeployment, deploymentConfig: config } = spec ?? {};
    const path = 'spec.deploymentConfig';
    const wanted = atLeast(cluster, 'spinOperator', SINCE.spinOperator.spinImage) ? 'runtimeClassName or spinImage' : 'runtimeClassName';
    if (config === undefined || config === null) {
      if (createDeployment !== true) return;
      report({ path, message: 'deploymentConfig is missing, and createDeployment is on', fix: `add deploymentConfig with ${wanted}` });
    } else if (typeof config === 'object') {
      const given = ['runtimeClassName', 'spinImage'].filter((field) => config[field] !== undefined && config[field] !== null);
      if (given.length > 1) {
        const message = `runtimeClassName (${show(config.runtimeClassName)}) stands beside spinImage (${show(config.spinImage)})`;
        report({ path: `${path}.runtimeClassName`, message, fix: 'leave one of the two out' });
      } else if (given.length === 0) {
        report({ path: `${path}.runtimeClassName`, message: `neither runtimeClassName nor spinImage is given`, fix: `write ${wanted}` });
      }
      if (createDeployment === false) {
        report({
          path,
          message: 'deploymentConfig does nothing, createDeployment is off',
          fix: 'write createDeployment: true, or leave deploymentConfig out',
          severity: 'warning',
        });
      }
    }
  },
};

export const deploymentAnnotations: Rule = {
  id: 'spinkube/deployment-annotations',
  severity: 'error',
  title: 'deploymentAnnotations and podAnnotations need an executor that makes Deployments',
  rationale: 'The annotations are written on a Deployment, which such an executor does not make.',
  link: WEBHOOK,
  kinds: APPS,
  check(app, { manifests, report }) {
    const runBy = executorOf(manifests, app);
    if (runBy?.spec?.createDeployment !== false) return;
    for (const field of ['deploymentAnnotations', 'podAnnotations']) {
      const given = app.spec?.[field];
      if (given === null || typeof given !== 'object' || Object.keys(given).length === 0) continue;
      report({
        path: `spec.${field}`,
        message: `${field} is refused: executor ${show(runBy.metadata.name)} makes no Deployment`,
        fix: `leave ${field} out, or name an executor with createDeployment: true`,
      });
    }
  },
};
