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
  for (let at = construct; at; at = at.node.scope) if (APP in at) app = at;
  return app;
}

/** What tells the app of a construct from others. */
export function distinctionOf(app: IConstruct): Distinction {
  return (app as unknown as { readonly [APP]: Distinction })[APP];
}
