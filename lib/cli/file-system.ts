import * as fs from 'node:fs';

/** Writes a text to a new file and waits for the disk. The caller closes nothing: the file is closed in any case. */
export function writeNew(path: string, text: Uint8Array, { uid, gid, mode }: { uid: number; gid: number; mode: number }): void {
  // exclusive: a file or a symbolic link of that name is never followed
  const file = fs.openSync(path, 'wx', 0o600);
  try {
    writeAll(file, text);
    const created = fs.fstatSync(file);
    if (created.uid !== uid || created.gid !== gid) fs.fchownSync(file, uid, gid);
    // after the owner, whose change clears some bits; the umask does not apply
    fs.fchmodSync(file, mode & 0o7777);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Overwrites a file in place, so that its links, its owner and its mode stay. */
export function overwrite(path: string, text: Uint8Array): void {
  const file = fs.openSync(path, 'r+');
  try {
    writeAll(file, text);
    fs.ftruncateSync(file, text.length);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Waits until the names of a directory are on the disk, where the file system supports it. */
export function syncDirectory(path: string): void {
  try {
    const directory = fs.openSync(path, 'r');
    try {
      fs.fsyncSync(directory);
    } finally {
      fs.closeSync(directory);
    }
  } catch (error) {
    // Windows and some network file systems refuse it
    if (!['EPERM', 'EISDIR', 'EACCES', 'EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function writeAll(file: number, text: Uint8Array): void {
  for (let from = 0; from < text.length; ) from += fs.writeSync(file, text, from, text.length - from, from);
}
