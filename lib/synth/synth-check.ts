import { ApiObject } from 'cdk8s';
import type { IConstruct, IValidation } from 'constructs';
import { warn } from '../core/warnings';
import { byPlatform } from './by-platform';
import { objectOf } from './draft';
import { type Member, withAllBelow } from './fleet/tree';

const STATE = Symbol.for('cdk8s-wasm.synth-check');
const LEFT_OUT = Symbol.for('cdk8s-wasm.synth-check.left-out');
const ASKS_ONCE = Symbol.for('cdk8s-wasm.synth-check.asks-once');

/**
 * Lets the rules look at an app when it is synthesized: at what our constructs wrote, with the patches of the user, and at what stands beside it. An
 * error fails the synthesis with the path of the construct; a warning is printed once.
 *
 * Called for every object that is made; cheap but for the first of an app.
 */
export function checkAtSynth({ node: { root } }: IConstruct): void {
  if (STATE in root || LEFT_OUT in root) return;
  const check = new SynthCheck(root);
  Object.defineProperty(root, STATE, { value: check });
  // cdk8s validates the root first, and then what is below it
  root.node.addValidation(check);
}

/** Keeps the rules from looking at an app when it is synthesized. */
export function leaveOutCheckAtSynth(root: IConstruct): void {
  Object.defineProperty(root, LEFT_OUT, { value: true });
}

/** Says of an app that it asks each validation once in a synthesis, and not once for every chart. */
export function asksOnce(root: IConstruct): void {
  Object.defineProperty(root, ASKS_ONCE, { value: true });
}

/** The look of the rules at an app. */
export class SynthCheck implements IValidation {
  private errors?: Map<ApiObject, string[]>;
  /** Size of the app when they were found. */
  private size?: number;
  /** Objects that tell their errors to cdk8s. */
  private readonly telling = new Set<ApiObject>();

  constructor(private readonly root: IConstruct) {}

  /** The App of cdk8s validates itself once for every chart of a synthesis: the rules look at it the first time only, and again when it has changed. */
  public validate(): string[] {
    const members = withAllBelow(this.root);
    const size = ASKS_ONCE in this.root ? undefined : sizeOf(members);
    if (!this.errors || size === undefined || this.size !== size) this.look(members);
    this.size = size;
    return [];
  }

  /**
   * Changes nothing of the tree, but for drafts that become objects.
   *
   * @param members all of the app
   */
  public look(members: readonly Member[]): void {
    const errors = errorsOf(this.root, members);
    this.errors = errors;
    queueMicrotask(() => {
      this.errors = undefined;
    });
    for (const object of errors.keys()) {
      if (this.telling.has(object)) continue;
      this.telling.add(object);
      object.node.addValidation({ validate: () => this.errors?.get(object) ?? [] });
    }
  }
}

/**
 * Grows with what a user adds to an app between two syntheses: objects, patches, labels, annotations. It is asked for with every chart of a synthesis,
 * so it renders nothing; what it does not see, such as the value of a Lazy, is seen in the next turn of the event loop.
 */
function sizeOf(members: readonly Member[]): number {
  let size = members.length;
  for (const member of members) {
    if (!ApiObject.isApiObject(member)) continue;
    const { patches, metadata } = member as unknown as Growing;
    size += (patches?.length ?? 0) + Object.keys(metadata.annotations ?? {}).length + Object.keys(metadata.labels ?? {}).length;
  }
  return size;
}

/** The parts of an ApiObject to which its methods add; cdk8s keeps them to itself. */
interface Growing {
  readonly patches?: readonly unknown[];
  readonly metadata: { readonly annotations?: object; readonly labels?: object };
}

function errorsOf(root: IConstruct, members: readonly Member[]): Map<ApiObject, string[]> {
  const { check } = require('../rules/check') as typeof import('../rules/check');
  const errors = new Map<ApiObject, string[]>();
  for (const [platform, { objects, manifests }] of byPlatform(root, members)) {
    for (const { index, severity, rule, path, message, fix } of check(manifests, platform)) {
      const object = objectOf(objects[index]);
      const text = `${rule}: ${message}: ${fix}`;
      if (severity === 'warning') warn(object, text);
      else errors.set(object, [...(errors.get(object) ?? []), path ? `${text}, at ${path}` : text]);
    }
  }
  return errors;
}
