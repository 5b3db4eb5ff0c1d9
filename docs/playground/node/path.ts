/** The functions of `node:path` that cdk8s calls when it writes files. */
export const sep = '/';

export function join(...parts: string[]): string {
  return parts
    .filter((part) => part !== '')
    .join('/')
    .replace(/\/+/g, '/');
}

export const resolve = join;

export function basename(path: string, ending = ''): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name;
}

export function dirname(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function extname(path: string): string {
  return /\.[^./]+$/.exec(path)?.[0] ?? '';
}

export default { sep, join, resolve, basename, dirname, extname };
