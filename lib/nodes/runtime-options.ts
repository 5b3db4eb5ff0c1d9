import type { IConstruct } from 'constructs';
import { checkObject } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { toml } from '../core/toml';

/** Options of a runtime in containerd's configuration by name: strings, numbers, booleans, or lists of them. */
export type RuntimeOptions = { [name: string]: unknown };

const NAME = /^[A-Za-z0-9_-]+$/;

/**
 * Fails for options that containerd cannot read. `"true"` is a string in TOML, which containerd does not accept as a boolean; manifests
 * of the runtime-class-manager contain it, since their options are TOML.
 */
export function checkRuntimeOptions(scope: IConstruct, options: RuntimeOptions | undefined): void {
  checkObject(scope, 'options', options);
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!NAME.test(name)) fail(scope, `options.${name} must be named like SystemdCgroup: letters, digits, '_' and '-'`);
    const listed = Array.isArray(value) ? value : [value];
    for (const one of listed) if (!isPlain(one)) fail(scope, `options.${name} (${show(value)}) must be a string, a number, true or false`);
    if (new Set(listed.map((one) => typeof one)).size > 1) fail(scope, `options.${name} (${show(value)}) must be a list of one type`);
    if (typeof value === 'string' && /^(true|false)$/i.test(value))
      fail(scope, `options.${name} (${show(value)}) is a string: write ${value.toLowerCase()} without quotes`);
    if (typeof value === 'string' && /^(["']).*\1$/.test(value))
      fail(scope, `options.${name} (${show(value)}) must not have quotes, which are added in TOML: write ${show(value.slice(1, -1))}`);
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** Renders a value in TOML, such as `true` or `"/usr/bin/crun"`. */
export function tomlValue(value: unknown): string {
  return toml()
    .stringify({ value })
    .trim()
    .replace(/^value = /, '');
}
