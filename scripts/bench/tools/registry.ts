import { join } from 'node:path';
import { CACHE } from './cache';
import { writeKustomization } from './kustomize';
import { writeTimoniModule } from './timoni';
import type { Tool } from './tool';

const ROOT = join(__dirname, '..', '..', '..');

type Input = Pick<Tool, 'args' | 'files' | 'prepare'>;

/** A tool of a Go module. */
function goTool(name: string, module: string, version: string, input: Input): Tool {
  const command = module
    .split('/')
    .filter((part) => !/^v\d+$/.test(part))
    .at(-1)!;
  return { name, version, install: ['go', 'install', `${module}@${version}`], program: join(CACHE, 'bin', command), ...input };
}

/** A cdk8s app in one of the modes of fleet/modes.js. */
function cdk8s(name: string, npmPackage: string, mode: string, ownDefaults?: boolean): Tool {
  return {
    name,
    version: require(join(ROOT, ...npmPackage.split('/'), 'package.json')).version,
    program: process.execPath,
    args: [join(__dirname, 'cdk8s', 'main.js'), mode],
    output: join('dist', 'fleet.k8s.yaml'),
    ownDefaults,
  };
}

const JSONNET = ['-y', '--tla-code-file', 'fleet=fleet.json', 'fleet.jsonnet'];

export const CDK8S_WASM = cdk8s('cdk8s-wasm with rules', '.', 'checked');
export const CDK8S_WASM_UNCHECKED = cdk8s('cdk8s-wasm without rules', '.', 'unchecked');

export const HELM = goTool('helm', 'helm.sh/helm/v3/cmd/helm', 'v3.22.0', {
  files: 'helm',
  args: ['template', 'fleet', '.', '--namespace', 'team', '--values', 'fleet.json'],
});

export const JRSONNET: Tool = {
  name: 'jrsonnet',
  version: '0.5.0-pre98',
  install: ['cargo', 'install', 'jrsonnet@0.5.0-pre98', '--locked', '--root', CACHE],
  program: join(CACHE, 'bin', 'jrsonnet'),
  files: 'jsonnet',
  args: JSONNET,
};

export const TOOLS: readonly Tool[] = [
  CDK8S_WASM_UNCHECKED,
  CDK8S_WASM,
  JRSONNET,
  HELM,
  goTool('go-jsonnet', 'github.com/google/go-jsonnet/cmd/jsonnet', 'v0.22.0', { files: 'jsonnet', args: JSONNET }),
  cdk8s('cdk8s, ApiObjects', 'node_modules/cdk8s', 'stock'),
  {
    name: 'KCL',
    version: '0.13.2',
    install: ['python3', '-m', 'pip', 'install', '--quiet', '--target', join(CACHE, 'kcl'), 'kcl-lib==0.13.2'],
    program: 'python3',
    files: 'kcl',
    args: ['run.py', join(CACHE, 'kcl')],
  },
  goTool('CUE', 'cuelang.org/go/cmd/cue', 'v0.17.1', {
    files: 'cue',
    args: ['export', 'app.cue', 'fleet.cue', 'fleet.json', '--expression', 'stream', '--out', 'text'],
  }),
  goTool('Timoni', 'github.com/stefanprodan/timoni/cmd/timoni', 'v0.25.2', {
    files: 'timoni',
    prepare: writeTimoniModule,
    args: ['build', 'fleet', '.', '--namespace', 'team', '--values', 'fleet-values.json'],
  }),
  cdk8s('cdk8s-plus', 'node_modules/cdk8s-plus-28', 'cdk8s-plus', true),
  goTool('kustomize', 'sigs.k8s.io/kustomize/kustomize/v5', 'v5.7.1', { prepare: writeKustomization, args: ['build', '.'] }),
];
