import { mkdirSync } from 'node:fs';
import { type ApiObject, App, type AppProps as CdkAppProps, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { byPlatform, rendererOf } from '../by-platform';
import { deferCheck, rulesErrors } from '../rules-check';
import { UnknownDependency } from './dependencies';
import type { Render } from './documents';
import { chartsOf, type Plan, planOf } from './plan';
import { withAllBelow } from './tree';

/** Properties of a FleetApp. */
export interface FleetAppProps extends CdkAppProps {
  /**
   * Whether the rules of this library check the manifests when the app is synthesized. Leave them out where `cdk8s-wasm check` reads the files afterwards.
   *
   * @default true
   */
  readonly checkManifests?: boolean;
}

/**
 * An App for many charts and objects: it writes the same files, byte for byte, in time that is linear in the number of objects.
 *
 * ```ts
 * const app = new FleetApp();
 * for (const { name, image } of apps) new SpinAppScaled(new Chart(app, name), name, { image });
 * app.synth();
 * ```
 *
 * It works with any construct. The objects of this library are rendered in one pass unless they are patched or hold a `Lazy`; all others are rendered by
 * their own `toJson()`. Files are written piece by piece.
 */
export class FleetApp extends App {
  private readonly recordsConstructs: boolean;
  private readonly checksManifests: boolean;
  private readonly check = deferCheck(this);
  private planned = false;

  constructor(props: FleetAppProps = {}) {
    super(props);
    const { checkManifests = true } = props;
    if (typeof checkManifests !== 'boolean') fail(this, `checkManifests (${show(checkManifests)}) must be true or false`);
    this.checksManifests = checkManifests;
    this.recordsConstructs = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /** All charts of this app, each after the charts that it depends on. */
  public get charts(): Chart[] {
    return orElse(
      () => chartsOf(this, this.planned),
      () => super.charts,
    );
  }

  /**
   * Writes all manifests to the output directory.
   *
   * @throws for the errors of the constructs' validations and of the rules, and for a cycle of dependencies; nothing is written then
   */
  public synth(): void {
    mkdirSync(this.outdir, { recursive: true });
    const checked = this.validate();
    const plan = orElse(
      () => planOf(this),
      () => super.synth(),
    );
    if (!plan) return;
    this.planned = true;
    const { write, writeConstructMetadata } = require('./layouts') as typeof import('./layouts');
    write(this, plan, this.renderer(plan, checked));
    if (this.recordsConstructs) writeConstructMetadata(this, plan);
  }

  /** Returns all manifests as one YAML stream. */
  public synthYaml(): string {
    const checked = this.validate();
    const plan = orElse(
      () => planOf(this),
      () => super.synthYaml(),
    );
    if (typeof plan === 'string') return plan;
    this.planned = true;
    const { separated } = require('./documents') as typeof import('./documents');
    const { allOf } = require('./layouts') as typeof import('./layouts');
    let text = '';
    for (const document of separated(allOf(plan, this.renderer(plan, checked)))) text += document;
    return text;
  }

  /** Fails with the errors of all validations, each asked once, and of the rules. Returns the manifests that the rules checked. */
  private validate(): ReadonlyMap<ApiObject, unknown> {
    const errors = new Map<IConstruct, string[]>();
    for (const construct of withAllBelow(this)) {
      const own = construct.node.validate();
      if (own.length > 0) errors.set(construct, own);
    }
    const manifests = new Map<ApiObject, unknown>();
    if (this.checksManifests && this.check.needed) {
      const rendered = byPlatform(this);
      for (const [object, own] of rulesErrors(rendered)) errors.set(object, [...(errors.get(object) ?? []), ...own]);
      for (const { objects, manifests: all } of rendered.values()) {
        objects.forEach((object, index) => {
          manifests.set(object, all[index]);
        });
      }
    }
    if (errors.size > 0) failFor(this, errors);
    return manifests;
  }

  /** Renders the objects that are not rendered yet, and all of them where a chart of the user renders itself: it may change others then. */
  private renderer({ charts }: Plan, checked: ReadonlyMap<ApiObject, unknown>): Render {
    const { isStock } = require('./documents') as typeof import('./documents');
    const render = rendererOf(this);
    if (charts.some(({ chart }) => !isStock(chart))) return render;
    return (object) => checked.get(object) ?? render(object);
  }
}

/** Fails with errors in the order of the tree. */
function failFor(app: App, errors: ReadonlyMap<IConstruct, string[]>): never {
  const lines = withAllBelow(app).flatMap((construct) => (errors.get(construct) ?? []).map((error) => `[${construct.node.path}] ${error}`));
  throw new Error(`Validation failed with the following errors:\n  ${lines.join('\n  ')}`);
}

/** Leaves an app to cdk8s whose dependencies only cdk8s answers to. */
function orElse<Ours, Stock>(ours: () => Ours, stock: () => Stock): Ours | Stock {
  try {
    return ours();
  } catch (error) {
    if (error instanceof UnknownDependency) return stock();
    throw error;
  }
}
