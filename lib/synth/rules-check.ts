import type { ApiObject } from 'cdk8s';
import type { IConstruct, IValidation } from 'constructs';
import type { Platform } from '../cluster/platform';
import { memoized } from '../core/memoized';
import { warn } from '../core/warnings';
import { byPlatform, type Rendered } from './by-platform';
import { type Synthesis, synthesisOf } from './synthesis';

/** The check of an app that runs it by itself, as a FleetApp does: on the manifests that it writes. */
export interface DeferredCheck {
  /** Whether the app has an object of this library, without which there is nothing to check. */
  needed: boolean;
}

const deferred = new WeakMap<IConstruct, DeferredCheck>();

const checkOf = memoized((root: IConstruct) => {
  const check = new RulesCheck(root);
  // cdk8s validates the root first, and then the constructs below it
  root.node.addValidation(check);
  return check;
});

/**
 * Checks an app against the rules when it is synthesized: the objects of this library's constructs with the patches of the user, and the objects beside them.
 * An error fails the synthesis with the path of the construct; a warning is printed once.
 */
export function checkAtSynth({ node: { root } }: IConstruct): void {
  const own = deferred.get(root);
  if (own) own.needed = true;
  else checkOf(root);
}

/** Leaves the check of an app to the app itself. */
export function deferCheck(root: IConstruct): DeferredCheck {
  const check = { needed: false };
  deferred.set(root, check);
  return check;
}

/** Returns the errors of the rules by object, and prints their warnings. */
export function rulesErrors(rendered: ReadonlyMap<Platform, Rendered>): Map<ApiObject, string[]> {
  const { check } = require('../rules/check') as typeof import('../rules/check');
  const errors = new Map<ApiObject, string[]>();
  for (const [platform, { objects, manifests }] of rendered) {
    for (const { index, severity, rule, path, message, fix } of check(manifests, platform)) {
      const object = objects[index];
      const text = `${rule}: ${message}: ${fix}`;
      if (severity === 'warning') warn(object, text);
      else errors.set(object, [...(errors.get(object) ?? []), path ? `${text}, at ${path}` : text]);
    }
  }
  return errors;
}

/** The check of an app, as a validation of its root. */
class RulesCheck implements IValidation {
  private errors = new Map<ApiObject, string[]>();
  private checked?: number;
  /** Objects that report their errors to cdk8s. */
  private readonly reporting = new Set<ApiObject>();

  private readonly synthesis: Synthesis | undefined;

  constructor(private readonly root: IConstruct) {
    this.synthesis = synthesisOf(root);
  }

  /** The App of cdk8s validates itself once for every chart of a synthesis: the rules check it the first time only. */
  public validate(): string[] {
    const current = this.synthesis?.current;
    if (current === undefined || current !== this.checked) this.check();
    this.checked = current;
    return [];
  }

  private check(): void {
    this.errors = rulesErrors(byPlatform(this.root));
    for (const object of this.errors.keys()) {
      if (this.reporting.has(object)) continue;
      this.reporting.add(object);
      object.node.addValidation({ validate: () => this.errors.get(object) ?? [] });
    }
  }
}
