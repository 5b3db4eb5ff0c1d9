import type { IConstruct } from 'constructs';
import { checkObject } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { toml } from '../core/toml';

/** Options of a runtime in containerd's configuration, by name: texts, numbers, booleans, or lists of them. */
export type RuntimeOptions = { [name: string]: unknown };

const NAME = /^[A-Za-z0-9_-]+$/;

/**
 * Fails for options that containerd could not read. `"true"` in quotes is a text in TOML, of which containerd makes no boolean; the runtime-class-manager's own
 * manifests write it so, since they hold the TOML itself.
 */
export function checkRuntimeOptions(scope: IConstruct, options: RuntimeOptions | undefined): void {
  checkObject(scope, 'options', options);
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!NAME.test(name)) fail(scope, `options.${name} must be named like SystemdCgroup: letters, digits, '_' and '-'`);
    const listed = Array.isArray(value) ? value : [value];
    for (const one of listed) if (!isPlain(one)) fail(scope, `options.${name} (${show(value)}) must be a text, a number, true or false`);
    if (new Set(listed.map((one) => typeof one)).size > 1) fail(scope, `options.${name} (${show(value)}) must be a list of one type`);
    if (typeof value === 'string' && /^(true|false)$/i.test(value))
      fail(scope, `options.${name} (${show(value)}) is a text: write ${value.toLowerCase()} without quotes`);
    if (typeof value === 'string' && /^(["']).*\1$/.test(value))
      fail(scope, `options.${name} (${show(value)}) has quotes of its own: write ${show(value.slice(1, -1))}, TOML's are added`);
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** The value as TOML writes it, such as `true` or `"/usr/bin/crun"`. */
export function tomlValue(value: unknown): string {
  return toml()
    .stringify({ value })
    .trim()
    .replace(/^value = /, '');
}
