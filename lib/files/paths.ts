/** Paths as kustomizations write them: with slashes, relative to a directory. Nothing here asks a file system. */

/** The directory of a path; `.` for a bare name. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash) || '/';
}

/** The last part of a path. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path relative to a directory, without `.` and inner `..`. */
export function joined(directory: string, path: string): string {
  const whole = path.startsWith('/') ? path : `${directory}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (part !== '..' || !whole.startsWith('/')) parts.push(part);
  }
  const root = whole.startsWith('/') ? '/' : '';
  return `${root}${parts.join('/')}` || '.';
}

/** Whether a path is a directory or stands below it. */
export function isBelow(path: string, directory: string): boolean {
  return directory === '.' ? !path.startsWith('/') && !path.startsWith('..') : path === directory || path.startsWith(`${directory}/`);
}

/** A directory and those above it, the uppermost first. */
export function ancestorsOf(directory: string): string[] {
  const found: string[] = [];
  for (let at = directory; ; at = directoryOf(at)) {
    found.unshift(at);
    if (at === '.' || at === '/' || at.endsWith('..')) return found;
  }
}
