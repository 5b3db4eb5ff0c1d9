import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { type Block, ROOT } from './block';

/** A class that the package exports, and the examples of its docstring. */
export interface DocumentedClass {
  readonly name: string;
  readonly examples: readonly Block[];
}

/** Returns the classes that the package exports: constructs and value objects. */
export function documentedClasses(): DocumentedClass[] {
  const sources = ['lib/index.ts', 'lib/keda/triggers/index.ts'].map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
  const files = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/from '(.+)'/g)].map(([, path]) => `${join(file, '..', path)}.ts`).filter((path) => !path.endsWith('triggers.ts')),
  );
  const exported = new Set(sources.flatMap(({ text }) => text.match(/\w+/g) ?? []));
  return [...new Set(files)].flatMap(classesIn).filter(({ name }) => exported.has(name));
}

function classesIn(path: string): DocumentedClass[] {
  const file = ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isClassDeclaration).map((declared) => {
    const tags = ts.getJSDocTags(declared).filter(({ tagName }) => tagName.text === 'example');
    const name = declared.name!.text;
    return { name, examples: tags.map((tag) => exampleOf(tag, name, path)) };
  });
}

function exampleOf(tag: ts.JSDocTag, name: string, path: string): Block {
  const text = `${ts.getTextOfJSDocComment(tag.comment)}\n`;
  return { at: `${name} of ${relative('lib', path)}`, page: path, language: 'ts', text, notes: new Map() };
}
