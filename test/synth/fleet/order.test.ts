import { ApiObject, App, Chart } from 'cdk8s';
import { FleetApp } from 'cdk8s-wasm';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import fc from 'fast-check';
import { runs } from '../../support/fuzz';
import { both, outcomeOf } from './both';

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
}

/** Creates a construct with objects of these names. */
function group(scope: Construct, id: string, ...objects: string[]): Construct {
  const construct = new Construct(scope, id);
  for (const name of objects) object(construct, name);
  return construct;
}

/** Expects the same outcome of an App and a FleetApp, and returns it. */
function same(build: (app: App) => void): unknown {
  const [stock, fleet] = both(build);
  expect(fleet).toStrictEqual(stock);
  return stock;
}

/** Expects the same outcome, except for the constructs of a reported cycle; returns whether files are written. */
function sameButForCycles(build: (app: App) => void): boolean {
  const [stock, fleet] = both(build);
  if (typeof stock === 'string' && stock.startsWith('Dependency cycle')) expect(fleet).toMatch(/^Dependency cycle detected: /);
  else expect(fleet).toStrictEqual(stock);
  return typeof stock === 'object';
}

const SHAPES: { readonly [title: string]: (app: App) => void } = {
  'no dependency': (app) => {
    const chart = new Chart(app, 'a');
    group(chart, 'g', 'x', 'y');
    object(chart, 'z');
  },
  'an object on a later one': (app) => {
    const chart = new Chart(app, 'a');
    object(chart, 'x').addDependency(object(chart, 'y'));
  },
  'a chain against the order of the tree': (app) => {
    const chart = new Chart(app, 'a');
    const objects = ['a', 'b', 'c', 'd', 'e'].map((id) => object(chart, id));
    objects.slice(1).forEach((later, index) => {
      objects[index].addDependency(later);
    });
  },
  'a chart like the one before, but for what depends on another chart': (app) => {
    const before = object(new Chart(app, 'before'), 'x');
    const [[a, b, , d], [e, f]] = ['one', 'two'].map((id) => {
      const chart = new Chart(app, id);
      return ['a', 'b', 'c', 'd'].map((name) => object(chart, name));
    });
    a.addDependency(d);
    e.addDependency(before);
    for (const each of [b, f]) each.addDependency(before);
  },
  'a diamond': (app) => {
    const chart = new Chart(app, 'a');
    const [top, left, right, bottom] = ['top', 'left', 'right', 'bottom'].map((id) => object(chart, id));
    top.addDependency(right, left);
    left.addDependency(bottom);
    right.addDependency(bottom);
  },
  'a construct on a construct': (app) => {
    const chart = new Chart(app, 'a');
    group(chart, 'g', 'x', 'y').node.addDependency(group(chart, 'h', 'u', 'v'));
    object(chart, 'z');
  },
  'a construct on two, and one of its objects on a third': (app) => {
    const chart = new Chart(app, 'a');
    const [g, h, i, j] = ['g', 'h', 'i', 'j'].map((id) => group(chart, id, 'x', 'y'));
    g.node.addDependency(j, h);
    (g.node.findChild('y') as ApiObject).addDependency(i);
    i.node.addDependency(h);
  },
  'a construct on an object within': (app) => {
    const chart = new Chart(app, 'a');
    const g = group(chart, 'g', 'x', 'y', 'z');
    g.node.addDependency(g.node.findChild('y'));
  },
  'an object on the construct around it': (app) => {
    const chart = new Chart(app, 'a');
    const g = group(chart, 'g', 'x', 'y', 'z');
    g.node.findChild('y').node.addDependency(g);
  },
  'an object on its chart': (app) => {
    const chart = new Chart(app, 'a');
    object(chart, 'x');
    object(chart, 'y').addDependency(chart);
    object(chart, 'z');
  },
  'an object with objects within': (app) => {
    const chart = new Chart(app, 'a');
    const x = object(chart, 'x');
    object(x, 'within');
    object(x, 'beside');
    const z = object(chart, 'z');
    object(z, 'within');
    x.addDependency(z);
  },
  'a construct without objects': (app) => {
    const chart = new Chart(app, 'a');
    const empty = group(chart, 'empty');
    object(chart, 'x').addDependency(empty);
    const z = object(chart, 'z');
    empty.node.addDependency(z);
  },
  'a group of dependables': (app) => {
    const chart = new Chart(app, 'a');
    object(chart, 'x').addDependency(new DependencyGroup(object(chart, 'z'), object(chart, 'y')) as unknown as IConstruct);
  },
  'a chart on a chart': (app) => {
    const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    for (const chart of charts) group(chart, 'g', 'x', 'y');
    charts[0].addDependency(charts[2]);
  },
  'an object on an object of another chart': (app) => {
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    object(a, 'w');
    object(a, 'x').addDependency(object(b, 'y'));
    object(b, 'z');
  },
  'an object on a chart': (app) => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    object(b, 'y').addDependency(a);
    object(a, 'x').addDependency(c);
    object(c, 'z');
  },
  'a chart on an object': (app) => {
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    object(a, 'x');
    object(b, 'y');
    a.addDependency(object(b, 'z'));
  },
  'a chart without objects on another': (app) => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    object(a, 'x').addDependency(object(b, 'y'));
    c.addDependency(a);
  },
  'charts on a hub': (app) => {
    const charts = ['a', 'b', 'c', 'hub', 'd'].map((id) => new Chart(app, id));
    for (const chart of charts) group(chart, 'g', 'x', 'y');
    for (const chart of charts) if (chart !== charts[3]) chart.addDependency(charts[3]);
  },
  'a chain of ten charts': (app) => {
    const charts = Array.from({ length: 10 }, (_, index) => new Chart(app, `c${index}`));
    for (const chart of charts) object(chart, 'x');
    charts.slice(1).forEach((chart, index) => {
      (index % 2 ? chart : charts[index]).addDependency(index % 2 ? charts[index] : chart);
    });
  },
  'charts within charts': (app) => {
    const outer = new Chart(app, 'outer');
    object(outer, 'x');
    const inner = new Chart(outer, 'inner');
    object(inner, 'y');
    object(new Chart(inner, 'innermost'), 'z');
    object(new Chart(new Construct(outer, 'between'), 'hidden'), 'w');
    object(outer, 'last');
    object(new Chart(app, 'beside'), 'v').addDependency(inner);
  },
  'a chart on the chart that it lies in': (app) => {
    const outer = new Chart(app, 'outer');
    object(outer, 'x');
    const between = new Construct(outer, 'between');
    const inner = new Chart(between, 'inner');
    object(inner, 'y').addDependency(outer);
  },
  'names that are numbers': (app) => {
    const charts = ['b', '10', '9', 'a', '01', '4294967295', '4294967294'].map((id) => new Chart(app, id));
    for (const chart of charts) {
      object(chart, '7');
      object(chart, 'x').addDependency(object(chart, '3'));
    }
    object(new Chart(charts[1], 'inner'), 'y');
  },
  'two objects of one name': (app) => {
    const chart = new Chart(app, 'a', { disableResourceNameHashes: true });
    group(chart, 'g', 'x').node.addDependency(group(chart, 'h', 'x'));
  },
};

test.each(Object.entries(SHAPES))('objects are in the order of cdk8s: %s', (_, build) => {
  expect(typeof same(build)).toBe('object');
});

test.each(Object.entries(SHAPES))('charts are in the order of cdk8s: %s', (_, build) => {
  const charts = (app: App) => {
    build(app);
    const before = app.charts.map(({ node }) => node.path);
    app.synthYaml();
    return [before, app.charts.map(({ node }) => node.path)];
  };
  expect(charts(new FleetApp())).toStrictEqual(charts(new App()));
});

test.each(Object.entries(SHAPES))('objects are in the same order after the charts were rendered one by one: %s', (_, build) => {
  same((app) => {
    build(app);
    for (const chart of app.charts) chart.toJson();
  });
});

describe('fails as cdk8s does for', () => {
  test.each<[string, (app: App) => void]>([
    [
      'two objects on each other',
      (app) => {
        const chart = new Chart(app, 'a');
        const [x, y] = ['x', 'y'].map((id) => object(chart, id));
        x.addDependency(y);
        y.addDependency(x);
      },
    ],
    [
      'a cycle of three that another object depends on',
      (app) => {
        const chart = new Chart(app, 'a');
        const [o, x, y, z] = ['o', 'x', 'y', 'z'].map((id) => object(chart, id));
        o.addDependency(x);
        x.addDependency(y);
        y.addDependency(z);
        z.addDependency(x);
      },
    ],
    [
      'two charts on each other',
      (app) => {
        const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
        a.addDependency(b);
        b.addDependency(a);
      },
    ],
    [
      'charts whose objects depend on each other',
      (app) => {
        const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
        object(a, 'x').addDependency(object(b, 'y'));
        object(b, 'z').addDependency(object(a, 'w'));
      },
    ],
    [
      'a dependency above the charts',
      (app) => {
        app.node.addDependency(object(new Chart(app, 'a'), 'x'));
      },
    ],
    [
      'an object on itself',
      (app) => {
        const x = object(new Chart(app, 'a'), 'x');
        x.addDependency(x);
      },
    ],
  ])('%s', (_, build) => {
    const [stock, fleet] = both(build);
    expect(fleet).toStrictEqual(stock);
  });

  test('a dependency on a construct of another app', () => {
    same((app) => {
      const chart = new Chart(app, 'a');
      object(chart, 'x').addDependency(object(new Chart(new App(), 'b'), 'y'));
      object(chart, 'z');
    });
  });
});

test('random apps are in the order of cdk8s', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd', '1', '2');
  interface Shape {
    readonly name: string;
    readonly kind: 'object' | 'construct' | 'chart';
    readonly children: Shape[];
  }
  const { tree } = fc.letrec<{ tree: Shape }>((tie) => ({
    tree: fc.record({
      name: names,
      kind: fc.constantFrom('object', 'object', 'construct', 'construct', 'chart'),
      children: fc.oneof(
        { depthSize: 'small' },
        fc.constant([]),
        fc.uniqueArray(tie('tree') as fc.Arbitrary<Shape>, { selector: ({ name }) => name, maxLength: 3 }),
      ),
    }) as fc.Arbitrary<Shape>,
  }));
  const charts = fc.uniqueArray(tree, { selector: ({ name }) => name, minLength: 1, maxLength: 3 });
  const dependencies = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 });
  const make = (scope: Construct, { name, kind, children }: Shape): void => {
    const made = kind === 'object' ? object(scope, name) : new (kind === 'chart' ? Chart : Construct)(scope, name);
    for (const child of children) make(made, child);
  };
  let written = 0;
  const property = fc.property(charts, dependencies, (shapes, pairs) => {
    const isWritten = sameButForCycles((app) => {
      for (const shape of shapes) make(app, { ...shape, kind: 'chart' });
      const constructs = app.node.findAll().slice(1);
      for (const [from, to] of pairs) {
        const [source, target] = [constructs[from % constructs.length], constructs[to % constructs.length]];
        if (source !== target) source.node.addDependency(target);
      }
    });
    if (isWritten) written++;
  });
  fc.assert(property, { numRuns: runs(100) });
  expect(written).toBeGreaterThan(runs(30));
}, 60_000);

test('random charts of nearly the same shape are in the order of cdk8s', () => {
  const MEMBERS = 4;
  const kind = fc.constantFrom('object', 'object', 'object', 'construct', 'chart');
  const kinds = fc.array(kind, { minLength: MEMBERS, maxLength: MEMBERS });
  /** Index of the parent of each construct; 0 is the chart. */
  const parents = fc.tuple(...Array.from({ length: MEMBERS }, (_, index) => fc.oneof(fc.constant(0), fc.nat(index))));
  /** Dependencies on constructs of the chart, or on an object of the first chart. */
  const dependencies = fc.array(fc.tuple(fc.nat(MEMBERS - 1), fc.nat(MEMBERS)), { minLength: 1, maxLength: 3 });
  const fleets = fc.record({ kinds, parents, dependencies }).chain((chart) => {
    // in one thing it is another
    const nearly = fc.oneof(
      fc.record({ parents }),
      fc
        .tuple(fc.nat(MEMBERS - 1), kind)
        .map(([at, other]) => ({ kinds: chart.kinds.map((each, index) => (index === at ? other : each)) })),
      fc.tuple(fc.nat(MEMBERS - 1), fc.nat(1)).map(([source, at]) => ({
        dependencies: chart.dependencies.map((pair, index): typeof pair => (index === at ? [source, pair[1]] : pair)),
      })),
      fc.tuple(fc.nat(MEMBERS), fc.nat(1)).map(([target, at]) => ({
        dependencies: chart.dependencies.map((pair, index): typeof pair => (index === at ? [pair[0], target] : pair)),
      })),
    );
    return fc.array(
      fc.oneof(
        fc.constant(chart),
        nearly.map((change) => ({ ...chart, ...change })),
      ),
      { minLength: 3, maxLength: 5 },
    );
  });
  let written = 0;
  const property = fc.property(fleets, (shapes) => {
    const isWritten = sameButForCycles((app) => {
      const before = object(new Chart(app, 'before'), 'x');
      for (const [index, { kinds, parents, dependencies }] of shapes.entries()) {
        const members: Construct[] = [new Chart(app, `c${index}`)];
        for (const [at, kind] of kinds.entries()) {
          const scope = members[parents[at]];
          members.push(kind === 'object' ? object(scope, `m${at}`) : new (kind === 'chart' ? Chart : Construct)(scope, `m${at}`));
        }
        const others = [...members.slice(1), before];
        for (const [source, target] of dependencies) if (source !== target) others[source].node.addDependency(others[target]);
      }
    });
    if (isWritten) written++;
  });
  fc.assert(property, { numRuns: runs(50) });
  expect(written).toBeGreaterThan(runs(25));
}, 60_000);

describe('dependencies with which cdk8s does not finish', () => {
  test('2,000 charts in a chain are written one after the other', () => {
    const files = outcomeOf(
      (outdir) => new FleetApp({ outdir }),
      (app) => {
        const charts = Array.from({ length: 2_000 }, (_, index) => new Chart(app, `c${index}`));
        charts.forEach((chart, index) => {
          object(chart, 'x');
          if (index > 0) charts[index - 1].addDependency(chart);
        });
      },
    );
    expect(Object.keys(files).slice(0, 2)).toStrictEqual(['0000-c1999.k8s.yaml', '0001-c1998.k8s.yaml']);
    expect(Object.keys(files)).toHaveLength(2_000);
  });

  test('20,000 objects in a chain are written one after the other', () => {
    const app = new FleetApp();
    const chart = new Chart(app, 'a');
    let last: ApiObject | undefined;
    for (let index = 0; index < 20_000; index++) {
      const next = new ApiObject(chart, `x${index}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `x${index}` } });
      last?.addDependency(next);
      last = next;
    }
    const names = app.synthYaml().match(/x\d+$/gm);
    expect(names).toHaveLength(20_000);
    expect(names?.slice(0, 2)).toStrictEqual(['x19999', 'x19998']);
  });
});
