/** Images of the apps of the examples and of the tests, and where all images are kept. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot, digest } from '../programs';
import { programFile, programImage } from './components/component';
import { type Image, isWasmImage, librariesOf, type WasmImage, writeImage } from './image';
import { NODE_PROGRAMS, rustDir, which } from './programs';

/** The sandbox container of every pod: a program that does nothing. It comes with the shim. */
export const PAUSE = 'registry.k8s.io/pause:3.10';

const guest = (name: string) => join(rustDir(), 'guests', `${name}.wasm`);

/** Apps, by the names that the examples give their images. What each stands in for is said where results are shown. */
export function appImages(): (Image | WasmImage)[] {
  const server = which('redis-server') as string;
  return [
    { name: PAUSE, entrypoint: ['/pause'], files: { '/pause': join(rustDir(), 'pause') } },
    { name: 'ghcr.io/huangyingting/rust-slight:main', wasm: guest('hello'), env: ['DELAY_MS=300'] },
    { name: 'docker.io/cdk8s-wasm/hello:v1', wasm: guest('hello') },
    { name: 'docker.io/cdk8s-wasm/worker:v1', wasm: guest('worker') },
    { name: 'docker.io/cdk8s-wasm/hello-file:v1', entrypoint: ['/hello.wasm'], files: { '/hello.wasm': guest('hello') } },
    {
      ...programImage(
        'registry.cn-hangzhou.aliyuncs.com/denverdino/knative-wagi:0.8.1-with-cache',
        NODE_PROGRAMS.wagi,
        '/usr/local/bin/wagi',
      ),
      files: {
        '/usr/local/bin/wagi': programFile(NODE_PROGRAMS.wagi),
        '/modules/hello.wasm': programFile(NODE_PROGRAMS.cgiGuest),
      },
    },
    {
      name: 'docker.io/library/redis:7.4-alpine',
      entrypoint: ['/usr/local/bin/redis-server', '--protected-mode', 'no'],
      files: { '/usr/local/bin/redis-server': server, '/usr/local/bin/redis-cli': which('redis-cli') as string, ...librariesOf(server) },
    },
  ];
}

/** The smallest command of WASI: `(module (func (export "_start")))`. */
const ENDING = Buffer.from('0061736d0100000001040160000003020100070a01065f737461727400000a040102000b', 'hex');

/** A command that ends at once, where a server is expected. */
export const ENDS = { name: 'docker.io/cdk8s-wasm/ends:v1' };

/** The image of ENDS. */
export function endingImage(): WasmImage {
  const file = join(cacheRoot(), 'ends.wasm');
  writeFileSync(file, ENDING);
  return { ...ENDS, wasm: file };
}

/** The tar file of an image, made where it is not there yet. */
export async function imageFile(image: Image | WasmImage): Promise<string> {
  // programs and guests are kept in folders whose names change with what is in them
  const file = join(cacheRoot(), 'images', `${digest(JSON.stringify(image))}${isWasmImage(image) ? '.wasm' : ''}.tar`);
  if (!existsSync(file)) {
    mkdirSync(join(cacheRoot(), 'images'), { recursive: true });
    await writeImage(image, file);
  }
  return file;
}
