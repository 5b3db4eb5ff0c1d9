/** The files that an app writes, kept in memory, for `node:fs` in a browser. */
export const written = new Map<string, string>();

export function writeFileSync(path: string, text: string): void {
  written.set(path, text);
}

export function mkdirSync(): void {
  // directories need not exist
}

export function existsSync(path: string): boolean {
  return written.has(path);
}

function unavailable(): never {
  throw new Error('files and programs are not available in the playground');
}

export const readFileSync = unavailable;
export const readdirSync = unavailable;
export const mkdtempSync = unavailable;
export const rmSync = unavailable;
export const statSync = unavailable;
export const spawnSync = unavailable;
export const execFileSync = unavailable;
export const tmpdir = unavailable;
export const openSync = unavailable;
export const closeSync = unavailable;
export const renameSync = unavailable;
export default { writeFileSync, mkdirSync, existsSync, readFileSync, readdirSync, mkdtempSync, rmSync, statSync };
