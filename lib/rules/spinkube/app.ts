import { SINCE } from '../../cluster/releases';
import { exceededMemory, isSpinVariable, MAX_NAME, MIN_INVOCATION_MEMORY, spinVariable } from '../../cluster/spinkube';
import { DNS_1035_LABEL, isDnsSubdomain, MAX_SUBDOMAIN } from '../../core/dns-names';
import { atLeast } from '../cluster';
import { reportLabels } from '../kubernetes/metadata';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Rule, RuleContext } from '../rule';
import { elements, isMap, mapOf, show, textOf } from '../values';
import { APPS, findApp, OPERATOR } from './apps';
import { parseQuantity } from './quantity';

const CONTROLLER = `${OPERATOR}/internal/controller/spinapp_controller.go`;

export const appName: Rule = {
  id: 'spinkube/name',
  severity: 'error',
  title: `The name of a SpinApp is a DNS-1035 label of at most ${MAX_NAME} characters`,
  rationale: 'The operator makes a Service and a Deployment of that name, and a label with it.',
  link: `${OPERATOR}/pkg/spinapp/spinapp.go`,
  accepted: 'the CRD takes any name of an object; the operator makes a Service and a label of it, which the API server refuses',
  kinds: APPS,
  check({ metadata: { name } }: Manifest, { report }: RuleContext): void {
    if (typeof name !== 'string' || name === '') return;
    const path = 'metadata.name';
    if (name.length > MAX_NAME) {
      const message = `name (${show(name)}, ${name.length} characters) is longer than ${MAX_NAME}: the operator makes a label app.<name>.status of it`;
      report({ path, message, fix: `write at most ${MAX_NAME} characters` });
    } else if (!DNS_1035_LABEL.test(name)) {
      const message = `name (${show(name)}) is not a DNS-1035 label, and the operator creates a Service of that name`;
      report({ path, message, fix: 'write lower case letters, digits and "-", the first a letter' });
    }
  },
};

export const ownObject: Rule = {
  id: 'spinkube/own-object',
  severity: 'error',
  title: 'Nothing but the operator makes a Service or a Deployment of the name of a SpinApp',
  rationale: "The operator owns the Service and the Deployment of the app's name, and takes over those that are there.",
  link: CONTROLLER,
  accepted: 'nothing is wrong with either object; the operator writes its own over it, again and again',
  kinds: ['Service', 'apps/Deployment'],
  check(object, { manifests, report }) {
    const { kind, metadata } = object;
    const app = findApp(manifests, namespaceOf(object), metadata.name);
    if (!app || app.metadata.namespace !== metadata.namespace) return;
    const fix =
      kind === 'Service' ? "remove it: the operator's Service has port 80, unnamed" : 'remove it: write what it says into the SpinApp';
    report({
      path: 'metadata.name',
      message: `the operator makes a ${kind} ${show(metadata.name)} for the SpinApp of that name, and overwrites this one`,
      fix,
    });
  },
};

export const invocationLimits: Rule = {
  id: 'spinkube/invocation-limits',
  severity: 'error',
  title: 'invocationLimits.memory is a quantity, at most the memory of the app',
  rationale: 'An invocation has at most the memory of its pod.',
  link: `${OPERATOR}/internal/webhook/spinapp_validating.go`,
  kinds: APPS,
  check({ spec }, { cluster, report }) {
    const memory = spec?.invocationLimits?.memory;
    if (typeof memory !== 'string' || !atLeast(cluster, 'spinOperator', SINCE.spinOperator.invocationLimits)) return;
    const path = 'spec.invocationLimits.memory';
    const value = parseQuantity(memory);
    if (value === undefined) {
      report({ path, message: `memory (${show(memory)}) is not a quantity`, fix: 'write one such as "64Mi"' });
      return;
    }
    if (value < MIN_INVOCATION_MEMORY) {
      report({
        path,
        message: `memory (${show(memory)}) is less than 64Ki, a page of Wasm memory, and no invocation has enough`,
        fix: 'write an amount such as "64Mi", or leave it out for no limit',
        severity: 'warning',
      });
      return;
    }
    const exceeded = exceededMemory(value, memoryOf(spec.resources?.limits), memoryOf(spec.resources?.requests));
    if (!exceeded) return;
    report({
      path,
      message: `memory (${show(memory)}) is more than resources.${exceeded}.memory (${show(spec.resources[exceeded].memory)})`,
      fix: 'lower it, or raise resources',
    });
  },
};

/** The memory among amounts; not a number where it cannot be read. */
function memoryOf(amounts: Value): number | undefined {
  return amounts?.memory === undefined ? undefined : (parseQuantity(amounts.memory) ?? Number.NaN);
}

export const variableName: Rule = {
  id: 'spinkube/variable-name',
  severity: 'error',
  title: 'Variables have distinct names that Spin takes',
  rationale: 'Variables reach the app through the environment, in upper case and behind SPIN_VARIABLE_.',
  link: `${OPERATOR}/internal/controller/deployment.go`,
  accepted: 'the CRD takes any name; Spin does not, and the app does not start',
  kinds: APPS,
  check({ spec }, { report }) {
    const seen = new Set<string>();
    for (const [variable, at] of elements(spec?.variables, 'spec.variables')) {
      const name = variable?.name;
      if (typeof name !== 'string' || name === '') continue;
      const path = `${at}.name`;
      const inEnvironment = spinVariable(name);
      if (seen.has(inEnvironment)) {
        report({
          path,
          message: `name (${show(name)}) makes the variable SPIN_VARIABLE_${inEnvironment} a second time`,
          fix: 'remove one of the two',
        });
      } else if (!isSpinVariable(name)) {
        const message = `name (${show(name)}) is not a valid name of a Spin variable, and no app can read it`;
        report({ path, message, fix: "write the variable's name as in spin.toml: lower case letters, digits and _", severity: 'warning' });
      }
      seen.add(inEnvironment);
    }
  },
};

/** Where a variable of a container may come from. */
const SOURCES = ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'];

export const variableSource: Rule = {
  id: 'spinkube/variable-source',
  severity: 'error',
  title: 'A variable has a value or one source',
  rationale: 'The operator writes the variables into the container of its Deployment, which the API server checks.',
  link: `${OPERATOR}/internal/controller/deployment.go`,
  accepted: 'the CRD takes both; the API server refuses the Deployment that the operator makes of them, and no pod starts',
  kinds: APPS,
  check({ spec }, { report }) {
    for (const [variable, at] of elements(spec?.variables, 'spec.variables')) {
      const { name, value, valueFrom } = mapOf(variable);
      if (!isMap(valueFrom)) continue;
      const given = SOURCES.filter((source) => valueFrom[source] !== undefined && valueFrom[source] !== null);
      const path = `${at}.valueFrom`;
      if (textOf(value)) {
        const fix = 'leave one of the two out';
        report({ path, message: `variable ${show(name)} has a value (${show(value)}) and valueFrom`, fix });
      } else if (given.length > 1) {
        report({ path, message: `variable ${show(name)} comes from ${given.join(' and ')}`, fix: 'leave one of them' });
      } else if (given.length === 0) {
        report({ path, message: `valueFrom of variable ${show(name)} names no source`, fix: 'write secretKeyRef or configMapKeyRef' });
      }
    }
  },
};

export const serviceAccount: Rule = {
  id: 'spinkube/service-account',
  severity: 'error',
  title: 'serviceAccountName is the name of a ServiceAccount',
  rationale: 'The operator writes it into the pods of its Deployment, which the API server checks.',
  link: `${OPERATOR}/internal/controller/deployment.go`,
  accepted: 'the CRD takes any string; the API server refuses the Deployment that the operator makes of it, and no pod starts',
  kinds: APPS,
  check({ spec }, { report }) {
    const { serviceAccountName } = mapOf(spec);
    if (!textOf(serviceAccountName) || isDnsSubdomain(serviceAccountName)) return;
    report({
      path: 'spec.serviceAccountName',
      message: `serviceAccountName (${show(serviceAccountName)}) must be a DNS name of at most ${MAX_SUBDOMAIN} characters`,
      fix: 'write lower-case letters, digits and hyphens',
    });
  },
};

export const podLabels: Rule = {
  id: 'spinkube/pod-labels',
  severity: 'error',
  title: 'podLabels are labels that Kubernetes takes',
  rationale: 'The operator writes podLabels into the pods of its Deployment, whose labels the API server checks.',
  link: CONTROLLER,
  accepted: 'the CRD takes any strings; the API server refuses the Deployment that the operator makes of them, and no pod starts',
  kinds: APPS,
  check({ spec }, { report }) {
    reportLabels(mapOf(spec).podLabels, 'spec.podLabels', report);
  },
};
