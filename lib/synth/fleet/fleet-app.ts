import { mkdirSync } from 'node:fs';
import { type ApiObject, App, type AppProps as CdkAppProps, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { byPlatform, rendererOf } from '../by-platform';
import { deferCheck, rulesErrors } from '../rules-check';
import { validationError } from '../validation-error';
import { UnknownDependency } from './dependencies';
import type { Render } from './documents';
import { chartsOf, type Plan, planOf } from './plan';
import { withAllBelow } from './tree';

/** Properties of a FleetApp. */
export interface FleetAppProps extends CdkAppProps {
  /**
   * Whether the manifests are checked against the rules at synthesis. Disable it if `cdk8s-wasm check` reads the files afterwards.
   *
   * @default true
   */
  readonly checkManifests?: boolean;
}

/**
 * An App for many charts and objects: it writes the same files as an App, byte for byte, in time linear in the number of objects.
 *
 * It works with any construct. The objects of this library are rendered in one pass unless they are patched or contain a `Lazy`; all
 * others are rendered by their own `toJson()`.
 *
 * @example
 * const fleet = new FleetApp();
 * for (const name of ['orders', 'invoices']) {
 *   new SpinAppScaled(new Chart(fleet, name), name, { image: `ghcr.io/my-org/${name}:v1`, replicas: 1 });
 * }
 * fleet.synth();
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

  /** All charts of this app, each after its dependencies. */
  public get charts(): Chart[] {
    return orElse(
      () => chartsOf(this, this.planned),
      () => super.charts,
    );
  }

  /**
   * Writes all manifests to the output directory.
   *
   * @throws for errors of validations and rules, and for a dependency cycle, before anything is written
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

  /** Runs all validations once, and the rules; fails with their errors. Returns the manifests that were checked. */
  private validate(): ReadonlyMap<ApiObject, unknown> {
    const errors = new Map<IConstruct, string[]>();
    for (const construct of withAllBelow(this)) {
      const own = construct.node.validate();
      if (own.length > 0) errors.set(construct, own);
    }
    const manifests = new Map<ApiObject, unknown>();
    if (this.checksManifests && this.check.needed) {
      const failures = new Map<ApiObject, string[]>();
      const rendered = byPlatform(this, failures);
      for (const [object, own] of [...rulesErrors(rendered), ...failures]) errors.set(object, [...(errors.get(object) ?? []), ...own]);
      for (const { objects, manifests: all } of rendered.values()) {
        objects.forEach((object, index) => {
          manifests.set(object, all[index]);
        });
      }
    }
    if (errors.size > 0) failFor(this, errors, this.check.needed);
    return manifests;
  }

  /** Returns a function that reuses checked manifests, unless a chart has a custom `toJson()`, which may change other objects. */
  private renderer({ charts }: Plan, checked: ReadonlyMap<ApiObject, unknown>): Render {
    const { isStock } = require('./documents') as typeof import('./documents');
    const render = rendererOf(this);
    if (charts.some(({ chart }) => !isStock(chart))) return render;
    return (object) => checked.get(object) ?? render(object);
  }
}

/** Fails with the errors in the order of the tree. */
function failFor(app: App, errors: ReadonlyMap<IConstruct, string[]>, counted: boolean): never {
  const lines = withAllBelow(app).flatMap((construct) => (errors.get(construct) ?? []).map((error) => `[${construct.node.path}] ${error}`));
  // as an App without objects of this library does
  throw counted ? validationError(lines) : new Error(`Validation failed with the following errors:\n  ${lines.join('\n  ')}`);
}

/** Falls back to the implementation of cdk8s for dependencies that are left to it. */
function orElse<Ours, Stock>(ours: () => Ours, stock: () => Stock): Ours | Stock {
  try {
    return ours();
  } catch (error) {
    if (error instanceof UnknownDependency) return stock();
    throw error;
  }
}
