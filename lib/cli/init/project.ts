import { SUPPORTED } from '../../cluster/supported-versions';
import type { PackageJson } from '../package';
import { http } from './http';
import type { Kind } from './kind';
import { knative } from './knative';
import { spin } from './spin';
import { worker } from './worker';

/** The kinds of projects by name. */
export const KINDS: { readonly [name: string]: Kind } = { http, spin, knative, worker };

/** Tools of a project, in the versions that this package is tested with. */
const TOOLS = ['@swc/core', '@swc/jest', '@types/jest', '@types/node', 'cdk8s-cli', 'jest', 'tsx', 'typescript'];

/** Returns the files of a new project by path, in the order in which a reader needs them. */
export function projectFiles(kindName: string, name: string, library: PackageJson): { readonly [path: string]: string } {
  const kind = KINDS[kindName];
  return {
    'README.md': readme(kind, name),
    'main.ts': kind.main(name),
    'platform.ts': platform(kind),
    ...kind.files?.(name),
    'main.test.ts': kind.test(name),
    'package.json': manifest(kind, name, library),
    'tsconfig.json': TSCONFIG,
    'cdk8s.yaml': cdk8sYaml(kind, library),
    '.github/workflows/ci.yml': WORKFLOW,
    '.gitignore': 'node_modules/\ndist/\n',
  };
}

function manifest(kind: Kind, name: string, { version, peerDependencies, devDependencies }: PackageJson): string {
  return json({
    name,
    version: '0.1.0',
    description: kind.summary,
    private: true,
    scripts: {
      synth: 'cdk8s synth --check-upgrade=false',
      test: 'tsc && jest',
      requirements: 'cdk8s-wasm requirements dist/',
    },
    dependencies: sorted({ ...peerDependencies, 'cdk8s-wasm': `^${version}` }),
    devDependencies: Object.fromEntries(TOOLS.map((tool) => [tool, `^${devDependencies[tool]}`])),
    jest: { testMatch: ['**/*.test.ts'], transform: { '\\.ts$': '@swc/jest' } },
  });
}

const TSCONFIG = json({
  compilerOptions: {
    target: 'es2022',
    module: 'node16',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node', 'jest'],
  },
  include: ['*.ts'],
});

const WORKFLOW = `name: ci
on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  ci:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npm test
      - run: npm run synth
      - run: npm run requirements
`;

function platform({ components }: Kind): string {
  return `import type { PlatformProps } from 'cdk8s-wasm';

/** The versions that the cluster runs; cdk8s.yaml repeats them for the plugin. */
export const platform: PlatformProps = {
${components.map((component) => `  ${component}: '${SUPPORTED[component].default}',\n`).join('')}};
`;
}

function cdk8sYaml({ components }: Kind, { version }: PackageJson): string {
  return `language: typescript
app: tsx main.ts
output: dist
validations:
  - package: ./node_modules/cdk8s-wasm
    class: WasmValidation
    version: ${version}
    properties:
${components.map((component) => `      ${component}: '${SUPPORTED[component].default}'\n`).join('')}`;
}

function readme({ summary, next }: Kind, name: string): string {
  return `# ${name}

Kubernetes manifests in TypeScript: ${summary}.

\`\`\`sh
npm install
npm test                        # type check and tests
npm run synth                   # writes dist/${name}.k8s.yaml, and checks it
npm run requirements            # lists what the cluster must have, with the commands that install it
kubectl apply -f dist/${name}.k8s.yaml
\`\`\`

Commit package-lock.json: the workflow in .github/workflows/ci.yml runs \`npm ci\`.

Change first:

${next(name)
  .map((item) => `- ${item}\n`)
  .join('')}- platform.ts and cdk8s.yaml: the versions that the cluster runs

main.test.ts lists the objects: change the list with the app. \`npx cdk8s-wasm check dist/\` checks manifests from any source.
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sorted(versions: { readonly [name: string]: string }): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
