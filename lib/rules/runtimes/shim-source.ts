import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, show } from '../values';
import { SHIM } from './classes';
import { CONTROLLER } from './shim';

/** The names that nodes give their architecture, by those of the kernel. */
const ARCHITECTURES: { readonly [name: string]: string } = { x86_64: 'amd64', aarch64: 'arm64' };

export const shimSource: Rule = {
  id: 'runtimes/shim-source',
  severity: 'error',
  title: 'A Shim says where its binary is fetched, once for each platform',
  rationale: 'The installer on each node fetches the archive for its platform from this location.',
  link: CONTROLLER,
  accepted: 'the CRD does not hold the two together; the operator finds nothing to fetch for a node, and installs nothing',
  kinds: [SHIM],
  check({ spec }, { cluster, report }) {
    const strategy = spec?.fetchStrategy;
    if (strategy === null || typeof strategy !== 'object') return;
    const path = 'spec.fetchStrategy';
    const { anonHttp, platforms } = strategy;
    const hasPlatforms = Array.isArray(platforms) && platforms.length > 0;
    if (!atLeast(cluster, 'runtimeClassManager', SINCE.runtimeClassManager.platforms)) {
      if (hasPlatforms && !anonHttp) {
        const message = `platforms needs runtime-class-manager ${SINCE.runtimeClassManager.platforms}, and the cluster has ${cluster.runtimeClassManager}`;
        report({ path: `${path}.platforms`, message, fix: 'write type: anonymousHttp and anonHttp.location instead' });
      }
    } else if (!anonHttp && !hasPlatforms) {
      report({
        path,
        message: 'the Shim has no source: neither platforms nor anonHttp',
        fix: 'write platforms with os, arch and location',
      });
    }
    location(anonHttp?.location, `${path}.anonHttp.location`, report);
    ofPlatforms(platforms, `${path}.platforms`, report);
  },
};

function ofPlatforms(platforms: Value, path: string, report: Report): void {
  const seen = new Set<string>();
  for (const [platform, where] of elements(platforms, path)) {
    const { arch, os, sha256 } = platform ?? {};
    location(platform?.location, `${where}.location`, report);
    if (typeof sha256 === 'string' && sha256 !== '' && !/^[0-9a-f]{64}$/i.test(sha256)) {
      report({
        path: `${where}.sha256`,
        message: `sha256 (${show(sha256)}) is not a digest of 64 hexadecimal digits`,
        fix: 'write the digest of the archive',
      });
    }
    if (typeof arch !== 'string' || typeof os !== 'string') continue;
    const key = `${os}/${ARCHITECTURES[arch] ?? arch}`;
    if (seen.has(key)) {
      const message = `arch (${show(arch)}) stands for the same nodes as an entry above, which is used`;
      report({ path: `${where}.arch`, message, fix: 'remove one of the two', severity: 'warning' });
    }
    seen.add(key);
  }
}

function location(text: Value, path: string, report: Report): void {
  if (typeof text !== 'string' || /^https?:\/\/./i.test(text)) return;
  report({ path, message: `location (${show(text)}) is not an http or https address`, fix: 'write the address of a .tar.gz archive' });
}
