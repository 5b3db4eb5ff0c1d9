/** Container images without Docker: OCI layouts in a tar file, as `ctr images import` reads them. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, createReadStream, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** An image of one layer: files of this machine, and nothing else. */
export interface Image {
  readonly name: string;
  readonly entrypoint: readonly string[];
  /** Paths in the image, and the files of this machine that stand there. */
  readonly files: { readonly [path: string]: string };
  readonly env?: readonly string[];
  /** @default - the nobody user of distroless images: most upstream pods must not run as root */
  readonly user?: string;
}

/** An image whose only layer is a Wasm binary, as runwasi's shims take it. */
export interface WasmImage {
  readonly name: string;
  readonly wasm: string;
  readonly env?: readonly string[];
}

export const isWasmImage = (image: Image | WasmImage): image is WasmImage => 'wasm' in image;

const WASM_LAYER = 'application/vnd.bytecodealliance.wasm.component.layer.v0+wasm';
const NOBODY = '65532:65532';

interface Blob {
  readonly digest: string;
  readonly size: number;
}

/** Writes an image to a tar file, which is there whole or not at all. */
export async function writeImage(image: Image | WasmImage, file: string): Promise<void> {
  const dir = mkdtempSync(`${file}.`);
  try {
    const layout = new Layout(join(dir, 'layout'));
    if (isWasmImage(image)) await addWasm(layout, image);
    else await addFiles(layout, image, join(dir, 'root'));
    tar(layout.dir, join(dir, 'image.tar'));
    renameSync(join(dir, 'image.tar'), file);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function addFiles(layout: Layout, { name, entrypoint, files, env = [], user = NOBODY }: Image, root: string): Promise<void> {
  for (const [path, source] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(source, target, { dereference: true, mode: 0 });
  }
  mkdirSync(join(root, 'tmp'), { mode: 0o1777, recursive: true });
  execFileSync('chmod', ['1777', join(root, 'tmp')]);
  const tarred = `${root}.tar`;
  tar(root, tarred);
  const layer = await layout.addFile(tarred);
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { User: user, Entrypoint: entrypoint, Env: ['PATH=/:/bin:/usr/bin:/usr/local/bin', ...env] },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  };
  layout.finish(name, config, { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer });
}

/** The label tells two images of different Wasm apart: to the kubelet, an image is its configuration. */
async function addWasm(layout: Layout, { name, wasm, env = [] }: WasmImage): Promise<void> {
  const layer = await layout.addFile(wasm);
  const config = {
    architecture: 'wasm',
    os: 'wasip2',
    config: { Entrypoint: ['/app.wasm'], Env: env, Labels: { layer: layer.digest } },
    rootfs: { type: 'layers', diff_ids: [] },
  };
  layout.finish(name, config, { mediaType: WASM_LAYER, ...layer });
}

/** A folder in the form of an OCI image layout. */
class Layout {
  private readonly blobs: string;

  constructor(readonly dir: string) {
    this.blobs = join(dir, 'blobs', 'sha256');
    mkdirSync(this.blobs, { recursive: true });
    writeFileSync(join(dir, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  }

  public async addFile(file: string): Promise<Blob> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    const digest = hash.digest('hex');
    try {
      linkSync(file, join(this.blobs, digest));
    } catch {
      cpSync(file, join(this.blobs, digest));
    }
    return { digest: `sha256:${digest}`, size: statSync(file).size };
  }

  /** Writes the configuration, the manifest and the index of one image. */
  public finish(name: string, config: { architecture: string; os: string }, layer: Blob & { mediaType: string }): void {
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...this.addJson(config) },
      layers: [layer],
    };
    const index = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [
        {
          mediaType: manifest.mediaType,
          platform: { architecture: config.architecture, os: config.os },
          annotations: { 'io.containerd.image.name': name },
          ...this.addJson(manifest),
        },
      ],
    };
    writeFileSync(join(this.dir, 'index.json'), JSON.stringify(index));
  }

  private addJson(value: object): Blob {
    const text = JSON.stringify(value);
    const digest = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(this.blobs, digest), text);
    return { digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
  }
}

/** The same bytes for the same files, whoever writes them and whenever. */
function tar(dir: string, file: string): void {
  execFileSync('tar', ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '-C', dir, '-cf', file, '.']);
}

/** The shared libraries of a program, each at its own path, with the loader. */
export function librariesOf(program: string): { [path: string]: string } {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' });
  const paths = [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path);
  return Object.fromEntries(paths.map((path) => [path, path]));
}
