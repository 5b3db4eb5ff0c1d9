import { autoscalersOf, HPA, scalersOf } from '../keda/targets';
import { namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { show } from '../values';
import { APPS, findApp, OPERATOR } from './apps';

const WEBHOOK = `${OPERATOR}/internal/webhook/spinapp_validating.go`;

export const replicas: Rule = {
  id: 'spinkube/replicas',
  severity: 'error',
  title: 'A SpinApp has either replicas, at least 1, or enableAutoscaling',
  rationale: "The operator's webhook takes either a fixed number of replicas or a scaler of the Deployment.",
  link: WEBHOOK,
  kinds: APPS,
  check({ spec }, { report }) {
    if (spec === null || typeof spec !== 'object') return;
    const { enableAutoscaling, replicas: count } = spec;
    const path = 'spec.replicas';
    if (enableAutoscaling === true) {
      if (typeof count === 'number' && count !== 0) {
        report({
          path,
          message: `replicas (${count}) stands beside enableAutoscaling`,
          fix: 'leave replicas out: the scaler has the bounds',
        });
      }
    } else if (count === undefined || count === null) {
      report({
        path,
        message: 'replicas is missing, and enableAutoscaling is off',
        fix: 'write replicas of at least 1, or enableAutoscaling: true',
      });
    } else if (typeof count === 'number' && count < 1) {
      const fix = 'write at least 1; for zero write enableAutoscaling: true, no replicas, and a scaler';
      report({ path, message: `replicas (${count}) is less than 1`, fix });
    }
  },
};

export const autoscaling: Rule = {
  id: 'spinkube/autoscaling',
  severity: 'error',
  title: 'A SpinApp that something scales has enableAutoscaling',
  rationale: 'Without enableAutoscaling the operator writes the replicas again each time that the Deployment changes.',
  link: `${OPERATOR}/internal/controller/spinapp_controller.go`,
  accepted: 'the webhook does not know of the scaler; the operator writes its own number of replicas back on every reconciliation',
  kinds: APPS,
  check(app, { manifests, report }) {
    const enabled = app.spec?.enableAutoscaling ?? false;
    if (enabled !== false || app.spec === null || typeof app.spec !== 'object') return;
    const target = { groupKind: 'apps/Deployment', name: app.metadata.name };
    const [scaler] = [...scalersOf(manifests, namespaceOf(app), target), ...autoscalersOf(manifests, namespaceOf(app), target)];
    if (!scaler) return;
    report({
      path: 'spec.enableAutoscaling',
      message: `enableAutoscaling is off, so that the operator undoes what ${scaler.kind} ${show(scaler.metadata.name)} scales`,
      fix: 'write enableAutoscaling: true, and leave replicas out',
    });
  },
};

export const hpaToZero: Rule = {
  id: 'spinkube/hpa-to-zero',
  severity: 'error',
  title: 'An app that cpu and memory scale keeps one replica',
  rationale: 'cpu and memory are measured on running pods, so that the HPA wakes no app without replicas.',
  link: 'https://github.com/spinframework/spinkube-docs/issues/289',
  kinds: [HPA],
  check(scaler, { manifests, report }) {
    const { metrics, minReplicas, scaleTargetRef } = scaler.spec ?? {};
    if (minReplicas !== 0 || typeof scaleTargetRef?.name !== 'string') return;
    const app = findApp(manifests, namespaceOf(scaler), scaleTargetRef.name);
    const beyondPods = Array.isArray(metrics) && metrics.some((metric) => metric?.type === 'Object' || metric?.type === 'External');
    if (!app || beyondPods) return;
    report({
      path: 'spec.minReplicas',
      message: `minReplicas (0) is never reached by cpu and memory, which need a pod of SpinApp ${show(app.metadata.name)}`,
      fix: 'write 1, or scale with KEDA on events or with its HTTP add-on',
    });
  },
};
