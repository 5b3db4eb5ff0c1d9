import type { Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';
import type { Drawing } from './drawing';

/** What a part draws with. */
export interface DrawContext extends Context {
  readonly drawing: Drawing;
}

/** Draws the objects of some kinds. */
export interface Part {
  /** Kinds, as rules name them. */
  readonly kinds: readonly string[];
  /** Adds the object and its connections. It never throws, whatever the object contains. */
  draw(object: Manifest, context: DrawContext): void;
}
