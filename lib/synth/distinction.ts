import type { Construct, IConstruct } from 'constructs';

const APP = Symbol.for('cdk8s-wasm.app');

/** What tells an app from others that are made alike; its construct has checked it. */
export interface Distinction {
  readonly name: string;
  readonly image: string;
  readonly hosts?: readonly string[];
}

/** Says of a construct that it makes the objects of one app, unless it is part of one. */
export function distinguish(scope: Construct, distinction: Distinction): void {
  if (appAround(scope.node.scope)) return;
  Object.defineProperty(scope, APP, { value: distinction });
}

/** The outermost construct that makes an app, of one and those around it. */
export function appAround(construct: IConstruct | undefined): IConstruct | undefined {
  let app: IConstruct | undefined;
  for (let at = construct; at; at = at.node.scope) if (distinctionOf(at)) app = at;
  return app;
}

/** What tells an app from others; undefined for a construct that makes none. */
export function distinctionOf(construct: IConstruct): Distinction | undefined {
  // read rather than looked for: V8 finds a field that is absent many times faster than it says whether there is one
  return (construct as { readonly [APP]?: Distinction })[APP];
}
