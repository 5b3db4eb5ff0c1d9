/** Compares the files that an App and a FleetApp write for the same constructs. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'cdk8s';
import { FleetApp } from 'cdk8s-wasm';

/** Files by path, or the message of the error with the names of the files. */
export type Outcome = { readonly [path: string]: string } | string;

/** Returns the outcome of both, the stock App's first. */
export function both(build: (app: App) => void, props: AppProps = {}): [stock: Outcome, fleet: Outcome] {
  return [outcomeOf((outdir) => new App({ ...props, outdir }), build), outcomeOf((outdir) => new FleetApp({ ...props, outdir }), build)];
}

export function outcomeOf(newApp: (outdir: string) => App, build: (app: App) => void): Outcome {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  try {
    const app = newApp(outdir);
    build(app);
    app.synth();
    return Object.fromEntries(filesIn(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
  } catch (error) {
    return [(error as Error).message, ...filesIn(outdir)].join('\n');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function filesIn(directory: string): string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => statSync(join(directory, file)).isFile()).sort();
}
