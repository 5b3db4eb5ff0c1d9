import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { published } from '../scripts/sbom/published';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const workflow = parse(read('.github/workflows/release.yml'));

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: { readonly [name: string]: string };
}
const steps = (job: string): readonly Step[] => workflow.jobs[job].steps;
const commands = (job: string) => steps(job).flatMap(({ run }) => run ?? []);

describe('the release workflow', () => {
  test('runs on tags of versions, and publishes what was tested', () => {
    expect(workflow.on).toStrictEqual({ push: { tags: ['v*'] } });
    expect(workflow.jobs.publish.needs).toBe('test');
    expect(commands('test')).toStrictEqual([
      `test "$GITHUB_REF_NAME" = "v$(node -p 'require("./package.json").version')"`,
      'npm ci',
      'npm test',
      'npm run test:package',
    ]);
  });

  test('refuses a tag that is not the version', () => {
    const [check] = commands('test');
    const status = (tag: string) => {
      try {
        execFileSync('bash', ['-c', check], { cwd: root, env: { ...process.env, GITHUB_REF_NAME: tag } });
        return 0;
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    expect([status(`v${manifest.version}`), status('v99.0.0')]).toStrictEqual([0, 1]);
  });

  test('has the permissions that provenance and a release need, in one job alone', () => {
    expect(workflow.permissions).toStrictEqual({ contents: 'read' });
    expect(workflow.jobs.test.permissions).toBeUndefined();
    expect(workflow.jobs.publish.permissions).toStrictEqual({ contents: 'write', 'id-token': 'write' });
    expect(commands('publish')).toContain('npm publish --provenance --access public');
    // npm compares the repository that is named with the one that publishes
    expect(manifest.repository.url).toBe('git+https://github.com/cdk8s-wasm/cdk8s-wasm.git');
  });

  test('runs scripts that exist, and reads secrets from the environment alone', () => {
    const all = [...steps('test'), ...steps('publish')];
    const scripts = all.flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script));
    expect(scripts).toStrictEqual(['test:package', 'sbom']);
    expect(scripts.filter((script) => !(script in manifest.scripts))).toStrictEqual([]);
    expect(all.filter(({ run = '' }) => run.includes('${{'))).toStrictEqual([]);
    expect(all.flatMap(({ uses = [] }) => uses).filter((uses) => !/^actions\/[\w-]+@v\d+$/.test(uses))).toStrictEqual([]);
  });

  test('adds the file to the release that the script writes', () => {
    const [, written] = /npm run sbom -- (\S+)/.exec(commands('publish').join('\n'))!;
    expect(commands('publish').at(-1)).toContain(` "${written}#`);
  });
});

test('the changelog begins with the version of the package', () => {
  expect(/^## (\S+) - /m.exec(read('CHANGELOG.md'))?.[1]).toBe(manifest.version);
});

test.each([
  ['docs/check.md', 1],
  ['docs/ci.md', 4],
  ['docs/cli.md', 4],
  ['cdk8s.yaml', 1],
  ['.pre-commit-hooks.yaml', 1],
])('%s names the version of the package', (file, count) => {
  const versions = [...read(file).matchAll(/cdk8s-wasm@v?([\w.-]+)|\brev: v(\S+)|class: WasmValidation\s+version: (\S+)/g)];
  expect(versions.map(([, ...found]) => found.find(Boolean))).toStrictEqual(Array(count).fill(manifest.version));
});

test('the SBOM lists what is published: the library, what it bundles, and what that needs', () => {
  const component = (ref: string, ...properties: string[]) => ({
    'bom-ref': ref,
    name: ref.slice(0, ref.lastIndexOf('@')),
    properties: properties.map((name) => ({ name: `cdx:npm:package:${name}`, value: 'true' })),
  });
  const refs = ['parser@1.0.0', '@scope/text@2.0.0', 'inner@3.0.0', 'jest@4.0.0', 'parser@0.9.0'];
  const sbom = {
    bomFormat: 'CycloneDX',
    metadata: { component: { ...component('library@0.1.0'), name: 'folder' } },
    components: [component(refs[0], 'development', 'bundled'), ...refs.slice(1).map((ref) => component(ref))],
    dependencies: [
      { ref: 'library@0.1.0', dependsOn: [refs[0], refs[1], refs[3]] },
      { ref: refs[0], dependsOn: [refs[2]] },
      { ref: refs[1], dependsOn: [] },
      { ref: refs[2], dependsOn: [refs[0]] },
      { ref: refs[3], dependsOn: [refs[4]] },
    ],
  };
  expect(published(sbom, { name: 'library', dependencies: { parser: '1.0.0', '@scope/text': '2.0.0' } })).toStrictEqual({
    bomFormat: 'CycloneDX',
    metadata: { component: component('library@0.1.0') },
    components: [component(refs[0], 'bundled'), component(refs[1]), component(refs[2])],
    dependencies: [
      { ref: 'library@0.1.0', dependsOn: [refs[0], refs[1]] },
      { ref: refs[0], dependsOn: [refs[2]] },
      { ref: refs[1], dependsOn: [] },
      { ref: refs[2], dependsOn: [refs[0]] },
    ],
  });
});
