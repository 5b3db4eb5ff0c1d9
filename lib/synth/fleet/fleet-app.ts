import { mkdirSync } from 'node:fs';
import { App, type AppProps as CdkAppProps, type Chart } from 'cdk8s';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { asksOnce, leaveOutCheckAtSynth } from '../synth-check';

/** Properties of a FleetApp. */
export interface FleetAppProps extends CdkAppProps {
  /**
   * Whether the rules of this library look at the manifests when the app is synthesized. They take most of the time; leave them out where
   * `cdk8s-wasm check` reads what was written.
   *
   * @default true
   */
  readonly checkManifests?: boolean;
}

/**
 * An App for many charts and objects: the same files, byte for byte, in time that grows with the number of objects and no faster.
 *
 * ```ts
 * const app = new FleetApp();
 * for (const { name, image } of apps) new SpinAppScaled(new Chart(app, name), name, { image });
 * app.synth();
 * ```
 *
 * It works with any construct. Plain objects are rendered and written in one pass, files piece by piece; what resolves itself at synthesis (`Lazy`, resolvers
 * of the user, JSON patches, classes with a `toJson()` of their own) is rendered by cdk8s.
 */
export class FleetApp extends App {
  private readonly recordsConstructs: boolean;
  private planned = false;

  constructor(props: FleetAppProps = {}) {
    super(props);
    const { checkManifests = true } = props;
    if (typeof checkManifests !== 'boolean') fail(this, `checkManifests (${show(checkManifests)}) must be true or false`);
    asksOnce(this);
    if (!checkManifests) leaveOutCheckAtSynth(this);
    this.recordsConstructs = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /** All charts of this app, each after those that it depends on. */
  public get charts(): Chart[] {
    const { chartsOf } = require('./plan') as typeof import('./plan');
    return orElse(
      () => chartsOf(this, this.planned),
      () => super.charts,
    );
  }

  /**
   * Writes all manifests to the output directory.
   *
   * @throws for what the validations of the constructs find, and for a cycle of dependencies; nothing is written then
   */
  public synth(): void {
    const { planOf, validate } = require('./plan') as typeof import('./plan');
    const { write, writeConstructMetadata } = require('./layouts') as typeof import('./layouts');
    mkdirSync(this.outdir, { recursive: true });
    const members = validate(this);
    const plan = orElse(
      () => planOf(this, members),
      () => super.synth(),
    );
    if (!plan) return;
    this.planned = true;
    write(this, plan);
    if (this.recordsConstructs) writeConstructMetadata(this, plan);
  }

  /** All manifests as one text. */
  public synthYaml(): string {
    const { planOf, validate } = require('./plan') as typeof import('./plan');
    const { separated } = require('./documents') as typeof import('./documents');
    const { allOf } = require('./layouts') as typeof import('./layouts');
    const members = validate(this);
    const plan = orElse(
      () => planOf(this, members),
      () => super.synthYaml(),
    );
    if (typeof plan === 'string') return plan;
    this.planned = true;
    let text = '';
    for (const document of separated(allOf(plan))) text += document;
    return text;
  }
}

/** What cdk8s makes of dependencies that are left to it. */
function orElse<Ours, Stock>(ours: () => Ours, stock: () => Stock): Ours | Stock {
  const { OddDependency } = require('./dependencies') as typeof import('./dependencies');
  try {
    return ours();
  } catch (error) {
    if (error instanceof OddDependency) return stock();
    throw error;
  }
}
