import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { derived } from '../core/derived';
import { listedErrors, validationError } from './validation-error';

/** The synthesis of an app: its progress, and functions to run after it. */
export interface Synthesis {
  /** Number of the current synthesis; undefined outside of `synth()` and `synthYaml()`. */
  readonly current?: number;

  /** Runs a function after each successful `synth()`, but not after `Testing.synth()`. */
  afterwards(run: () => void): void;
}

const synthesisOfApp = derived((app: App): Synthesis => new WrappedSynthesis(app));

/** Returns the synthesis of the app of a construct; undefined if its root is not an App. */
export function synthesisOf(scope: IConstruct): Synthesis | undefined {
  const { root } = scope.node;
  return root instanceof App ? synthesisOfApp(root) : undefined;
}

/** Wraps the methods of one app, since cdk8s has no hook for the synthesis. */
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
    } catch (error) {
      const errors = listedErrors(error);
      throw errors ? validationError(errors) : error;
    } finally {
      this.current = undefined;
    }
  }
}
