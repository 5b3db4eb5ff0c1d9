import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import { transform } from 'sucrase';
import * as library from '../../lib';
import { written } from './node/fs';

const MODULES: { readonly [name: string]: unknown } = { cdk8s, constructs, 'cdk8s-plus-28': plus, 'cdk8s-wasm': library };

/** Runs an app of TypeScript, and returns the YAML that it writes. Throws what the app throws. */
export function synthesize(source: string): string {
  const { code } = transform(source, { transforms: ['typescript', 'imports'] });
  written.clear();
  const load = (name: string) => {
    if (Object.hasOwn(MODULES, name)) return MODULES[name];
    throw new Error(`cannot import ${JSON.stringify(name)}: the playground has ${Object.keys(MODULES).join(', ')}`);
  };
  new Function('require', 'exports', code)(load, {});
  const manifests = [...written].filter(([path]) => path.endsWith('.yaml')).map(([, text]) => text);
  if (manifests.length === 0) throw new Error('the app writes no manifest: add a chart, and end with app.synth()');
  return manifests.join('---\n');
}

// the worker loads this file on first use
(globalThis as { synthesize?: typeof synthesize }).synthesize = synthesize;
