import { FLAG_SINCE } from '../../cluster/knative';
import { atLeast } from '../cluster';
import type { Manifest } from '../manifest';
import type { Context, Problem, Rule } from '../rule';
import { elements, show } from '../values';
import { brief, isSet } from './fields-not-taken';
import { type FlagUse, flagUses } from './flag-uses';
import { EMPTY_DIR_FLAG, MULTI_CONTAINER_FLAG, RUNTIME_CLASS_FLAG } from './flags';
import { hasFeature, isSwitchedOff, misspelt } from './settings';
import { containersOf, POD, podOf, SERVING, TEMPLATED } from './template';

const LINK = `${SERVING}/config/features.go`;

export const runtimeClassName: Rule = {
  id: 'knative/runtime-class-name',
  severity: 'warning',
  title: 'runtimeClassName needs the flag kubernetes.podspec-runtimeclassname',
  rationale: "Knative's webhook refuses the field unless config-features enables the flag.",
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, context) {
    for (const use of missing(manifest, context)) {
      if (use.flag !== RUNTIME_CLASS_FLAG) continue;
      const problem = behind(use, context);
      context.report({ ...problem, fix: `${problem.fix}, or let runtime-class-name in config-deployment set it` });
    }
  },
};

export const featureFlag: Rule = {
  id: 'knative/feature-flag',
  severity: 'warning',
  title: 'Fields behind a flag of config-features need that flag',
  rationale: "Knative's webhook refuses these fields unless config-features enables their flags.",
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, context) {
    for (const use of missing(manifest, context)) if (use.flag !== RUNTIME_CLASS_FLAG) context.report(behind(use, context));
    for (const [volume, path] of elements(podOf(manifest)?.volumes, `${POD}.volumes`)) {
      if (!isSet(volume?.emptyDir) || !isSwitchedOff(context, EMPTY_DIR_FLAG)) continue;
      const message = `emptyDir is refused, config-features switches ${EMPTY_DIR_FLAG} off`;
      context.report({ path: `${path}.emptyDir`, message, fix: 'use another volume' });
    }
    const { length } = containersOf(manifest);
    if (length > 1 && isSwitchedOff(context, MULTI_CONTAINER_FLAG)) {
      const message = `${length} containers are refused, config-features switches ${MULTI_CONTAINER_FLAG} off`;
      context.report({ path: `${POD}.containers`, message, fix: `leave one container, or leave ${MULTI_CONTAINER_FLAG} on` });
    }
  },
};

/** The fields whose flag is not enabled; the rule field-version speaks of a flag that the release does not have. */
function missing(manifest: Manifest, context: Context): readonly FlagUse[] {
  const found: FlagUse[] = [];
  for (const use of flagUses(manifest, (flag) => hasFeature(context, flag))) {
    const since = FLAG_SINCE[use.flag];
    const isKnown = since === undefined || atLeast(context.cluster, 'knative', since);
    if (isKnown && !hasFeature(context, use.flag)) found.push(use);
  }
  return found;
}

function behind({ flag, path, value, instead = '' }: FlagUse, context: Context): Problem {
  const field = path.endsWith('.add') ? 'capabilities.add' : path.slice(path.lastIndexOf('.') + 1);
  const wrong = misspelt(context.cluster, flag);
  return {
    path,
    message: `${field} (${brief(value)}) is refused unless config-features sets ${flag}${wrong ? `; ${show(wrong)} is not a flag` : ''}`,
    fix: `${instead || 'leave it out, or '}set ${flag}: enabled and declare it among the Knative features`,
  };
}
