import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { memoized } from '../core/memoized';

/** The synthesis of an app: whether it runs, and the work that follows it. */
export interface Synthesis {
  /** Number of the synthesis that runs; undefined outside of `synth()` and `synthYaml()`. */
  readonly current?: number;

  /** Runs a function after each `synth()` that succeeds. Testing.synth() is none. */
  afterwards(run: () => void): void;
}

const synthesisOfApp = memoized((app: App): Synthesis => new WrappedSynthesis(app));

/** Returns the synthesis of the app that a construct is in; undefined outside of an app. */
export function synthesisOf(scope: IConstruct): Synthesis | undefined {
  const { root } = scope.node;
  return root instanceof App ? synthesisOfApp(root) : undefined;
}

/** cdk8s has no hook around the synthesis, so that the methods of this one app are wrapped. */
class WrappedSynthesis implements Synthesis {
  public current?: number;
  private count = 0;
  private readonly following: (() => void)[] = [];

  constructor(app: App) {
    const { synth, synthYaml } = app;
    Object.defineProperty(app, 'synth', {
      value: () => {
        this.run(() => synth.call(app));
        for (const follow of this.following) follow();
      },
    });
    Object.defineProperty(app, 'synthYaml', { value: () => this.run(() => synthYaml.call(app)) });
  }

  public afterwards(run: () => void): void {
    this.following.push(run);
  }

  private run<Result>(synthesize: () => Result): Result {
    this.current = ++this.count;
    try {
      return synthesize();
    } finally {
      this.current = undefined;
    }
  }
}
