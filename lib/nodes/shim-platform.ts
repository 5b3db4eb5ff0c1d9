import type { IConstruct } from 'constructs';
import { checkText } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';

/** The architecture of a node. */
export enum ShimArch {
  /** x86-64. */
  AMD64 = 'amd64',
  /** 64-bit ARM. */
  ARM64 = 'arm64',
}

/** Archive with the shim for an architecture. */
export interface ShimPlatform {
  /** Architecture of the nodes, which run Linux. */
  readonly arch: ShimArch;

  /** HTTP or HTTPS URL of the .tar.gz archive with the binary `containerd-shim-<name>`, accessible without credentials. */
  readonly location: string;

  /**
   * SHA-256 digest of the archive, 64 hexadecimal digits. The content of the archive runs on the nodes as root.
   *
   * @default - not verified
   */
  readonly sha256?: string;
}

const ADDRESS = /^https?:\/\/[^\s/]+\/\S/i;

/** Fails unless the value is the URL of an archive. */
export function checkLocation(scope: IConstruct, prop: string, location: string): void {
  checkText(scope, prop, location);
  if (!ADDRESS.test(location)) fail(scope, `${prop} (${show(location)}) must be the http or https URL of a .tar.gz archive`);
}

/** Fails for unknown or duplicate architectures, and for invalid URLs and digests. */
export function checkPlatforms(scope: IConstruct, platforms: ShimPlatform[]): void {
  const seen = new Set<ShimArch>();
  platforms.forEach((platform, index) => {
    const prop = `platforms[${index}]`;
    const { arch, location, sha256 } = platform;
    const known = Object.values(ShimArch);
    if (!known.includes(arch)) fail(scope, `${prop}.arch (${show(arch)}) must be one of ${known.join(', ')}: write ShimArch.AMD64`);
    if (seen.has(arch)) fail(scope, `${prop}.arch (${show(arch)}) is listed twice, and only the first is used: remove one of the two`);
    seen.add(arch);
    checkLocation(scope, `${prop}.location`, location);
    if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256)))
      fail(scope, `${prop}.sha256 (${show(sha256)}) must be 64 hexadecimal digits: pass the output of sha256sum for the archive`);
  });
}
