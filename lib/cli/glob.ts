/**
 * Makes a test of paths from a glob: `*` and `?` within a name, `**` across directories. A glob without a slash is that of a name anywhere
 * in the path, and a directory excludes all that stands below it, as in `.gitignore`.
 */
export function globbed(glob: string): (path: string) => boolean {
  const wanted = partsOf(glob);
  const isAnywhere = wanted.length === 1;
  return (path) => {
    const parts = partsOf(path);
    if (isAnywhere) return parts.some((part) => matchesName(part, wanted[0]));
    return startsWith(parts, wanted);
  };
}

/** Makes a test of paths from a glob that names inputs, as a shell expands it: a directory that it names has all that stands below it. */
export function namedBy(glob: string): (path: string) => boolean {
  const wanted = partsOf(glob);
  return (path) => startsWith(partsOf(path), wanted);
}

/** The directory of a glob, up to its first wildcard; undefined for a path without one. */
export function directoryOfGlob(glob: string): string | undefined {
  const wildcard = glob.search(/[*?]/);
  if (wildcard < 0) return undefined;
  return glob.slice(0, glob.slice(0, wildcard).lastIndexOf('/') + 1) || '.';
}

function partsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
}

/** Whether the first parts of a path match all parts of a glob. */
function startsWith(parts: readonly string[], wanted: readonly string[]): boolean {
  // positions in the glob that may be next, one part of the path after the other: no part is tried twice
  let open = opened(new Set([0]), wanted);
  for (const part of parts) {
    if (open.has(wanted.length)) return true;
    const next = new Set<number>();
    for (const at of open) {
      if (wanted[at] === '**') next.add(at);
      else if (matchesName(part, wanted[at])) next.add(at + 1);
    }
    open = opened(next, wanted);
  }
  return open.has(wanted.length);
}

/** A `**` also stands for no directory. */
function opened(positions: Set<number>, wanted: readonly string[]): Set<number> {
  for (const at of positions) if (wanted[at] === '**') positions.add(at + 1);
  return positions;
}

function matchesName(name: string, pattern: string): boolean {
  let [at, star, mark] = [0, -1, 0];
  let index = 0;
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = at++;
      mark = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++mark;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
