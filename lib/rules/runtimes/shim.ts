import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import type { Rule } from '../rule';
import { entries, show } from '../values';
import { archived, classesOf, MANAGER, runtimeNameOf, SHIM } from './classes';

/** The controller of Shims. */
export const CONTROLLER = `${MANAGER}/internal/controller/shim_controller.go`;

export const shimRollout: Rule = {
  id: 'runtimes/shim-rollout',
  severity: 'error',
  title: 'A Shim is rolled out by recreate',
  rationale: 'runtime-class-manager implements the strategy recreate alone.',
  link: CONTROLLER,
  accepted: 'the CRD has the value; the operator returns that it is not implemented, and installs nothing',
  kinds: [SHIM],
  check({ spec }, { report }) {
    if (spec?.rolloutStrategy?.type !== 'rolling') return;
    const message = 'type ("rolling") is not implemented: runtime-class-manager installs nothing';
    report({ path: 'spec.rolloutStrategy.type', message, fix: 'write recreate, and leave rolling out' });
  },
};

export const shimName: Rule = {
  id: 'runtimes/shim-name',
  severity: 'error',
  title: 'A Shim has the name of its binary, without containerd-shim-',
  rationale: "The name of a Shim becomes a label of nodes, the name of a binary and a table of containerd's configuration.",
  link: `${MANAGER}/images/downloader/download_shim.sh`,
  accepted: 'the CRD takes any name; the handler comes from the binary and the class from the Shim, and the two do not meet',
  kinds: [SHIM],
  check(shim, { cluster, report }) {
    const { name } = shim.metadata;
    if (typeof name !== 'string' || name === '') return;
    const path = 'metadata.name';
    if (name.length > 63)
      report({
        path,
        message: `name (${show(name)}, ${name.length} characters) is longer than 63, and becomes a label of nodes`,
        fix: 'shorten it',
      });
    if (name.includes('.'))
      report({
        path,
        message: `name (${show(name)}) has a dot, which splits the table that containerd's configuration gets`,
        fix: 'write "-" instead',
      });
    const binary = archived(shim);
    if (!atLeast(cluster, 'runtimeClassManager', SINCE.runtimeClassManager.platforms) || binary === undefined || binary === name) return;
    report({
      path,
      message: `name (${show(name)}) is not ${show(binary)}, the shim that the archive holds by its name`,
      fix: `write ${binary}: the installer looks for containerd-shim-<name> in the archive`,
      severity: 'warning',
    });
  },
};

export const shimHandler: Rule = {
  id: 'runtimes/shim-handler',
  severity: 'error',
  title: 'The handler of a Shim is the name of its runtime',
  rationale: 'The RuntimeClass that a Shim makes has this handler, and containerd knows the runtime by the name of its binary.',
  link: `${MANAGER}/internal/shim/shim.go`,
  accepted: 'the CRD takes any name; containerd knows the runtime by the name of its binary, and no pod starts',
  kinds: [SHIM],
  check(shim, { cluster, manifests, report }) {
    const { handler, name } = shim.spec?.runtimeClass ?? {};
    const installed = runtimeNameOf(shim, cluster);
    // a RuntimeClass that is there already is left as it is, and its own handler counts
    if (typeof handler !== 'string' || installed === undefined || handler === installed || classesOf(manifests).objects.has(name)) return;
    report({
      path: 'spec.runtimeClass.handler',
      message: `handler (${show(handler)}) is not ${show(installed)}, the runtime that the Shim installs`,
      fix: `write ${installed}`,
    });
  },
};

export const shimOptions: Rule = {
  id: 'runtimes/shim-options',
  severity: 'error',
  title: 'Options of a runtime are written as TOML values',
  rationale: "Options are written into containerd's configuration as they are, which is TOML.",
  link: `${MANAGER}/internal/containerd/configure.go`,
  accepted: "the CRD takes any text; it is written into containerd's configuration as it is, and containerd does not start with it",
  kinds: [SHIM],
  check({ spec }, { report }) {
    for (const [name, value, path] of entries(spec?.containerdRuntimeOptions, 'spec.containerdRuntimeOptions')) {
      if (typeof value !== 'string' || isToml(value.trim())) continue;
      const fix = /^(true|false)$/i.test(value) ? `write "${value.toLowerCase()}"` : `keep quotes inside: ${show(JSON.stringify(value))}`;
      report({ path, message: `${name} (${show(value)}) is not a TOML value, and containerd does not start with it`, fix });
    }
  },
};

/** Whether a text is a value in TOML, as far as its ends show. */
function isToml(text: string): boolean {
  const [first, last] = [text.charAt(0), text.charAt(text.length - 1)];
  if (text.length > 1 && ((first === '"' && last === '"') || (first === "'" && last === "'"))) return true;
  if (text.length > 1 && ((first === '[' && last === ']') || (first === '{' && last === '}'))) return true;
  return (
    /^(true|false|[+-]?(inf|nan)|[+-]?\d[\d_]*(\.[\d_]+)?(e[+-]?\d+)?|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)$/i.test(text) &&
    !/^(TRUE|FALSE|True|False)$/.test(text)
  );
}
