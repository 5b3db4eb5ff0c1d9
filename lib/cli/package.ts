import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The fields of this package's package.json that the command reads. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly peerDependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
}

/** Reads the package.json of this package. */
export function packageJson(): PackageJson | undefined {
  const root = packageRoot();
  return root === undefined ? undefined : JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/** Reads a page of the documentation, which the package contains; empty where it does not. */
export function page(path: string): string {
  try {
    return readFileSync(join(packageRoot() ?? '', 'docs', path), 'utf8');
  } catch {
    return '';
  }
}

/** Returns the section of a page below a heading, without the heading. */
export function section(text: string, heading: string): string {
  const level = heading.slice(0, heading.indexOf(' ') + 1);
  const from = `\n${text}`.indexOf(`\n${heading}\n`);
  if (from < 0) return '';
  const rest = text.slice(from + heading.length);
  const to = rest.indexOf(`\n${level}`);
  return (to < 0 ? rest : rest.slice(0, to)).trim();
}

/** Returns the directory of this package's package.json, which is above both the sources and the compiled files. */
function packageRoot(): string | undefined {
  for (let directory = __dirname; directory !== dirname(directory); directory = dirname(directory)) {
    try {
      if (JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).name === 'cdk8s-wasm') return directory;
    } catch {
      // not here
    }
  }
  return undefined;
}
