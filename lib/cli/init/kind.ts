/** A kind of project that `cdk8s-wasm init` creates. */
export interface Kind {
  /** Description in one line, for the help and the README of the project. */
  readonly summary: string;
  /** Components whose versions the project declares, in the spelling of PlatformProps. */
  readonly components: readonly ('keda' | 'httpAddOn' | 'spinOperator' | 'knative')[];
  /** The program that declares the app. */
  readonly main: (name: string) => string;
  /** The test of the program. */
  readonly test: (name: string) => string;
  /** Files that only this kind has, by path. */
  readonly files?: (name: string) => { readonly [path: string]: string };
  /** What to change first in the project, as items of a Markdown list. */
  readonly next: (name: string) => readonly string[];
}

/** Returns a test that checks the manifests, and lists their kinds. */
export function testOf(name: string, kinds: readonly string[], more = ''): string {
  return `import 'cdk8s-wasm/jest';
import { Testing } from 'cdk8s';
import { declare } from './main';

const chart = declare(Testing.app());

test('the cluster accepts the manifests', () => {
  expect(chart).toHaveNoFindings();
});

test('${name} scales to zero', () => {
  expect(chart).toScaleToZero('${name}');
});
${more}
test('these objects are written', () => {
  const kinds = Testing.synth(chart).map(({ kind }) => kind);
  expect(kinds).toStrictEqual([${kinds.map((kind) => `'${kind}'`).join(', ')}]);
});
`;
}

/** The test of an app with a host. */
export function hostTest(name: string): string {
  return `
test('requests for ${name}.example.com reach the app', () => {
  expect(chart).toRouteHost('${name}.example.com');
});
`;
}
