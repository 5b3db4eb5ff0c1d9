import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { byPlatform } from './by-platform';
import { objectOf } from './draft';
import { withAllBelow } from './fleet/tree';
import { warn } from './warnings';

const STATE = Symbol.for('cdk8s-wasm.synth-check');
const LEFT_OUT = Symbol.for('cdk8s-wasm.synth-check.left-out');
const ASKS_ONCE = Symbol.for('cdk8s-wasm.synth-check.asks-once');

/** What the rules said of an app. */
interface State {
  errors?: Map<ApiObject, string[]>;
  /** Size of the app when they said it. */
  size?: number;
  /** Objects that tell their errors to cdk8s. */
  readonly telling: Set<ApiObject>;
}

/**
 * Lets the rules look at an app when it is synthesized: at what our constructs wrote, with the patches of the user, and at what stands beside it. An
 * error fails the synthesis with the path of the construct; a warning is printed once.
 *
 * Called for every object that is made; cheap but for the first of an app.
 */
export function checkAtSynth({ node: { root } }: IConstruct): void {
  if (STATE in root || LEFT_OUT in root) return;
  const state: State = { telling: new Set() };
  Object.defineProperty(root, STATE, { value: state });
  // cdk8s validates the root first, and then what is below it
  root.node.addValidation({
    validate: () => {
      look(root, state);
      return [];
    },
  });
}

/** Keeps the rules from looking at an app when it is synthesized. */
export function leaveOutCheckAtSynth(root: IConstruct): void {
  Object.defineProperty(root, LEFT_OUT, { value: true });
}

/** Says of an app that it asks each validation once in a synthesis, and not once for every chart. */
export function asksOnce(root: IConstruct): void {
  Object.defineProperty(root, ASKS_ONCE, { value: true });
}

/** The App of cdk8s validates itself once for every chart of a synthesis: the rules look at it the first time only, and again when it has changed. */
function look(root: IConstruct, state: State): void {
  const size = ASKS_ONCE in root ? undefined : sizeOf(root);
  if (state.errors && size !== undefined && state.size === size) return;
  const errors = errorsOf(root);
  state.errors = errors;
  state.size = size;
  queueMicrotask(() => {
    state.errors = undefined;
  });
  for (const object of errors.keys()) {
    if (state.telling.has(object)) continue;
    state.telling.add(object);
    object.node.addValidation({ validate: () => state.errors?.get(object) ?? [] });
  }
}

/**
 * Grows with what a user adds to an app between two syntheses: objects, patches, labels, annotations. It is asked for with every chart of a synthesis,
 * so it renders nothing; what it does not see, such as the value of a Lazy, is seen in the next turn of the event loop.
 */
function sizeOf(root: IConstruct): number {
  const members = withAllBelow(root);
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

function errorsOf(root: IConstruct): Map<ApiObject, string[]> {
  const { askedAbout } = require('./alike') as typeof import('./alike');
  const { check, checkEach } = require('./rules/check') as typeof import('./rules/check');
  const { Manifests } = require('./rules/manifests') as typeof import('./rules/manifests');
  const errors = new Map<ApiObject, string[]>();
  for (const [platform, { objects, manifests }] of byPlatform(root)) {
    const asked = askedAbout(objects, manifests, platform);
    // where there is something to say, it is said of every app
    if (asked && checkEach(new Manifests(asked, manifests), platform).length === 0) continue;
    for (const { index, severity, rule, path, message, fix } of check(manifests, platform)) {
      const object = objectOf(objects[index]);
      const text = `${rule}: ${message}: ${fix}`;
      if (severity === 'warning') warn(object, text);
      else errors.set(object, [...(errors.get(object) ?? []), path ? `${text}, at ${path}` : text]);
    }
  }
  return errors;
}
