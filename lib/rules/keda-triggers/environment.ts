import { nearest } from '../../core/suggest';
import { or } from '../../core/words';
import type { Source } from '../../keda/scalers/definition';
import { scaledOf } from '../keda/scaled';
import { resolveVariable, type TargetPods, targetPodsOf, type Unresolved, variableNames } from '../keda/target-pods';
import { KEDA_SOURCE, SCALED } from '../keda/upstream';
import type { Manifest, Value } from '../manifest';
import type { Rule, RuleContext } from '../rule';
import { at, elements, listOf, mapOf, show, textOf, trimmedOf } from '../values';
import { FROM_ENV, readingsOf } from './reading';
import { authentication } from './sources';

const RESOLVER = `${KEDA_SOURCE}/pkg/scaling/resolver/scale_resolvers.go`;

export const environmentContainer: Rule = {
  id: 'keda-triggers/environment-container',
  severity: 'error',
  title: 'envSourceContainerName is a container of what the scaler scales',
  rationale: 'KEDA resolves variables in that container, and builds no scaler when there is none of its name.',
  link: `${RESOLVER}#L212`,
  accepted: "the name is not compared with the target before; KEDA's operator finds no such container, and builds no scaler",
  kinds: SCALED,
  check(object, { manifests, report }) {
    const pods = targetPodsOf(object, manifests);
    if (!pods?.named || pods.containers.length === 0 || containerOf(pods, pods.named)) return;
    const names = namesOf(pods.containers);
    const meant = nearest(pods.named.slice(0, 100), names);
    report({
      path: pods.namedAt,
      message: `envSourceContainerName (${show(pods.named)}) is not a container of ${pods.workload}`,
      fix: meant ? `did you mean ${meant}?` : `write ${names.slice(0, 5).join(' or ')}`,
    });
  },
};

export const environment: Rule = {
  id: 'keda-triggers/environment',
  severity: 'warning',
  title: 'A variable that a trigger or its authentication names is one of the container that KEDA reads',
  rationale:
    'KEDA resolves variables from env and envFrom of one container of the target, the first one unless another is named, and takes nothing from its pods.',
  link: RESOLVER,
  kinds: SCALED,
  check(object, context) {
    const { triggers } = scaledOf(object);
    // most scalers name no variable
    if (!triggers.some(({ metadata, trigger }) => trigger.authenticationRef !== undefined || Object.keys(metadata).some(isFromEnv))) return;
    const pods = targetPodsOf(object, context.manifests);
    if (!pods) return;
    ofTriggers(object, pods, context);
    ofAuthentications(object, pods, context);
  },
};

/** The keys `<parameter>FromEnv` in the metadata of the triggers. */
function ofTriggers(object: Manifest, pods: TargetPods, context: RuleContext): void {
  const container = pods.named === undefined ? pods.containers[0] : containerOf(pods, pods.named);
  for (const { entries, open, auth } of readingsOf(object, context)) {
    for (const { key, value, path, name, variable, read, parameter: known } of entries) {
      if (open ? !isFromEnv(key) : !(variable && read)) continue;
      const wanted = trimmedOf(value);
      const parameter = open ? key.slice(0, -FROM_ENV.length) : name;
      if (wanted === undefined || auth?.parameters?.includes(parameter)) continue;
      const seen = `${key} (${show(wanted)})`;
      const instead = insteadOf(parameter, open ? ['metadata'] : (known?.from ?? []));
      if (pods.containers.length === 0) {
        context.report({
          path,
          message: `${seen} is not resolved: KEDA finds no spec.template.spec.containers in ${pods.workload}`,
          fix: instead.length > 0 ? or(instead) : 'name a workload that has the variable',
        });
        continue;
      }
      if (!container) continue; // told of by the name of the container
      const resolved = resolveVariable(container, wanted, object, context.manifests);
      if (typeof resolved !== 'object') continue;
      const other = resolved.why === 'missing' ? otherWith(wanted, pods, object, context) : undefined;
      context.report({
        path,
        message: `${seen} ${problem(resolved, container, pods)}`,
        fix: other ? `write ${pods.namedAt.slice('spec.'.length)}: ${other}` : remedy(resolved, wanted, container, instead),
      });
    }
  }
}

/** The list `env` of the authentications that the triggers name. */
function ofAuthentications(object: Manifest, pods: TargetPods, context: RuleContext): void {
  for (const { trigger, path } of scaledOf(object).triggers) {
    const { name, kind = 'TriggerAuthentication' } = mapOf(trigger.authenticationRef);
    const auth = textOf(name) ? authentication(context.manifests, object, kind, name) : undefined;
    for (const [source] of elements(mapOf(auth?.spec).env, 'spec.env')) {
      const { parameter, name: variable, containerName } = mapOf(source);
      if (!textOf(variable)) continue;
      const where = at(`${path}.authenticationRef`, 'name');
      const seen = `${kind} ${name} takes ${textOf(parameter) ?? 'a parameter'} from variable ${show(variable)}`;
      if (pods.containers.length === 0) {
        context.report({
          path: where,
          message: `${seen}, which is not resolved: KEDA finds no spec.template.spec.containers in ${pods.workload}`,
          fix: 'give the parameter by secretTargetRef or configMapTargetRef',
        });
        continue;
      }
      const container = textOf(containerName) ? containerOf(pods, containerName) : pods.containers[0];
      if (!container) {
        const names = namesOf(pods.containers);
        context.report({
          path: where,
          message: `${seen} of container ${show(containerName)}, which ${pods.workload} does not have`,
          fix: `write containerName: ${nearest(String(containerName).slice(0, 100), names) ?? names[0]} in the ${kind}`,
        });
        continue;
      }
      const resolved = resolveVariable(container, variable, object, context.manifests);
      if (typeof resolved !== 'object') continue;
      const other = resolved.why === 'missing' ? otherWith(variable, pods, object, context) : undefined;
      context.report({
        path: where,
        message: `${seen}, which ${problem(resolved, container, pods)}`,
        fix: other
          ? `write containerName: ${other} in the ${kind}`
          : remedy(resolved, variable, container, ['give the parameter by secretTargetRef or configMapTargetRef']),
      });
    }
  }
}

/** The other ways to give a parameter that a scaler reads from these sources. */
function insteadOf(parameter: string, from: readonly Source[]): string[] {
  return [
    ...(from.includes('metadata') ? [`write ${parameter}`] : []),
    ...(from.includes('auth') ? [`give ${parameter} by a TriggerAuthentication`] : []),
  ];
}

function problem(resolved: Unresolved, container: Value, { workload, containers }: TargetPods): string {
  const place = `container ${show(mapOf(container).name)}${container === containers[0] && containers.length > 1 ? ', the first one' : ''} of ${workload}`;
  switch (resolved.why) {
    case 'missing':
      return `is not a variable of ${place}`;
    case 'empty':
      return `is empty in ${place}, and counts as not given`;
    case 'field':
      return `is a field of the pod in ${place}, which KEDA does not resolve`;
    case 'key':
      return `reads key ${show(resolved.key)} of ${resolved.holder}, which has no such key`;
  }
}

function remedy(resolved: Unresolved, variable: string, container: Value, instead: readonly string[]): string {
  if (resolved.why === 'key') {
    const meant = nearest(resolved.key.slice(0, 100), resolved.keys.slice(0, 50));
    return meant ? `did you mean key ${meant}?` : `write one of ${resolved.keys.slice(0, 5).join(', ')}`;
  }
  if (resolved.why !== 'missing') return or(['give the variable a value', ...instead]);
  const names = variableNames(container).slice(0, 50);
  // a SpinApp has its variables behind a prefix
  const meant = nearest(variable.slice(0, 100), names) ?? names.find((name) => name.endsWith(`_${variable.toUpperCase()}`));
  return meant ? `did you mean ${meant}?` : or(['add the variable to the container', ...instead]);
}

/** Another container that has the variable. */
function otherWith(variable: string, { containers }: TargetPods, object: Manifest, { manifests }: RuleContext): string | undefined {
  const found = containers.find((container) => resolveVariable(container, variable, object, manifests) === 'value');
  return found && textOf(mapOf(found).name);
}

function containerOf({ containers }: TargetPods, name: string): Value {
  return containers.find((container) => mapOf(container).name === name);
}

function namesOf(containers: readonly Value[]): string[] {
  return listOf(containers).flatMap((container) => textOf(mapOf(container).name) ?? []);
}

function isFromEnv(key: string): boolean {
  return key.endsWith(FROM_ENV) && key !== FROM_ENV;
}
