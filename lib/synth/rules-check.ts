import type { ApiObject } from 'cdk8s';
import type { IConstruct, IValidation } from 'constructs';
import type { Platform } from '../cluster/platform';
import { derived } from '../core/derived';
import { warn } from '../core/warnings';
import { byPlatform, type Rendered } from './by-platform';
import { type Synthesis, synthesisOf } from './synthesis';

/** State of the check of an app that runs the rules itself, as a FleetApp does. */
export interface DeferredCheck {
  /** Whether the app has an object of this library, without which it is not checked. */
  needed: boolean;
}

const deferred = new WeakMap<IConstruct, DeferredCheck>();

const checkOf = derived((root: IConstruct) => {
  const check = new RulesCheck(root);
  // cdk8s validates the root before the constructs below it
  root.node.addValidation(check);
  return check;
});

/**
 * Checks all objects of an app against the rules at synthesis, including patches and objects of other libraries. An error fails the
 * synthesis with the path of the construct; a warning is printed once, and a note is not printed.
 */
export function checkAtSynth({ node: { root } }: IConstruct): void {
  const check = deferred.get(root);
  if (check) check.needed = true;
  else checkOf(root);
}

/** Defers the check of an app to the app itself. */
export function deferCheck(root: IConstruct): DeferredCheck {
  const check = { needed: false };
  deferred.set(root, check);
  return check;
}

/** Returns the errors of the rules by object, and prints their warnings. */
export function rulesErrors(rendered: ReadonlyMap<Platform, Rendered>): Map<ApiObject, string[]> {
  const { check } = require('../rules/check') as typeof import('../rules/check');
  const { RULES_WITHOUT_NOTES } = require('../rules/registry') as typeof import('../rules/registry');
  const { writtenStringErrors } = require('./written-strings') as typeof import('./written-strings');
  const errors = new Map<ApiObject, string[]>();
  for (const [platform, { objects, manifests }] of rendered) {
    for (const [index, manifest] of manifests.entries()) {
      const found = writtenStringErrors(manifest);
      if (found.length > 0) errors.set(objects[index], found);
    }
    for (const { index, severity, rule, path, message, fix } of check(manifests, platform, RULES_WITHOUT_NOTES)) {
      const object = objects[index];
      const text = `${rule}: ${message}: ${fix}`;
      if (severity === 'warning') warn(object, text);
      else errors.set(object, [...(errors.get(object) ?? []), path ? `${text}, at ${path}` : text]);
    }
  }
  return errors;
}

/** A validation of the root that checks the app. */
class RulesCheck implements IValidation {
  private errors = new Map<ApiObject, string[]>();
  private checked?: number;
  /** Objects with a validation that reports their errors. */
  private readonly reporting = new Set<ApiObject>();

  private readonly synthesis: Synthesis | undefined;

  constructor(private readonly root: IConstruct) {
    this.synthesis = synthesisOf(root);
  }

  /** Checks the app once per synthesis, although cdk8s validates it once per chart. */
  public validate(): string[] {
    const current = this.synthesis?.current;
    if (current === undefined || current !== this.checked) this.check();
    this.checked = current;
    return [];
  }

  private check(): void {
    const failures = new Map<ApiObject, string[]>();
    this.errors = new Map([...rulesErrors(byPlatform(this.root, failures)), ...failures]);
    for (const object of this.errors.keys()) {
      if (this.reporting.has(object)) continue;
      this.reporting.add(object);
      object.node.addValidation({ validate: () => this.errors.get(object) ?? [] });
    }
  }
}
