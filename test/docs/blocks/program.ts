import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import ts from 'typescript';
import { type Block, ROOT } from './block';

/** The packages of an app, in the order in which a name is looked up. */
const PACKAGES = ['cdk8s-wasm', 'cdk8s', 'cdk8s-plus-28'] as const;

/** The values that fragments assume: what the pages call `chart` is a chart. */
const GIVEN = `
const app = new App();
const chart = new Chart(app, 'page', { namespace: 'default' });
const image = 'ghcr.io/my-org/app:v1';
const runtime = WasmRuntime.SLIGHT;
const hosts = ['app.example.com'];
const secret = Secret.fromSecretName(chart, 'given-secret', 'app');
`;

/** Props that each construct requires, for a block that is a part of its props. */
const REQUIRED: { readonly [name: string]: string } = {
  HttpScaledWasm: 'image, runtime, hosts',
  WasmApp: 'image, runtime',
  SpinAppScaled: 'image',
  KnativeWagiService: 'image',
};

/** Returns the program that a block is, or is a part of. */
export function programOf({ text, notes }: Block): string {
  if (/^import /m.test(text)) return `${notes.get('given') ?? ''}\n${text}`;
  const props = notes.get('props of');
  if (props && REQUIRED[props] === undefined) throw new Error(`no such construct: ${props}`);
  const required = props ? REQUIRED[props].split(', ').filter((name) => !new RegExp(`^${name}:`, 'm').test(text)) : [];
  const body = props ? `new ${props}(chart, 'app', { ${[...required, text].join(', ')} });` : text;
  const program = `${GIVEN}{\n${notes.get('given') ?? ''}\n{\n${body}\n}\n}\napp.synth();\n`;
  return `${importsOf(program)}\n${program}`;
}

/** Returns the imports of the names that a program uses. */
function importsOf(program: string): string {
  const code = program.replace(/'[^'\n]*'|\/\/.*$/gm, "''");
  const used = new Set(code.match(/(?<![.\w])[A-Z]\w*/g));
  return PACKAGES.map((name) => {
    const names = [...used].filter((each) => each in (require(name) as object));
    for (const each of names) used.delete(each);
    return `import { ${names.join(', ')} } from '${name}';`;
  }).join('\n');
}

/** Runs a program with cdk8s writing to a folder of its own, and returns the files by name. */
export function run(program: string): Record<string, string> {
  const { code } = transformSync(program, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } });
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    new Function('require', 'exports', 'console', code)(require, {}, { ...console, log: () => {} });
    return Object.fromEntries(
      readdirSync(outdir, { withFileTypes: true }).flatMap((file) =>
        file.isFile() ? [[file.name, readFileSync(join(outdir, file.name), 'utf8')]] : [],
      ),
    );
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
}

/** Returns the type errors of programs, by their index. */
export function typeErrors(programs: readonly string[]): string[] {
  const files = new Map(programs.map((text, index) => [join(ROOT, 'test', `block-${index}.ts`), text]));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node', 'jest'],
    paths: { 'cdk8s-wasm': [join(ROOT, 'lib/index.ts')], 'cdk8s-wasm/jest': [join(ROOT, 'lib/jest/index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile.call(host, name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
  host.readFile = (name) => files.get(name) ?? readFile.call(host, name);
  const compiled = ts.createProgram([...files.keys()], options, host);
  // a block is a module even without an import
  return [...files.keys()].flatMap((name) => {
    const file = compiled.getSourceFile(name);
    return [...compiled.getSyntacticDiagnostics(file), ...compiled.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `block ${name.match(/\d+(?=\.ts$)/)?.[0]}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}
