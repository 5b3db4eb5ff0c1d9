/**
 * Returns the path prefixes of the routes of HTTP triggers, or undefined if they cover every path: `/api/...` has the prefix `/api`, and so
 * has `/api/:id`. An exact route becomes a prefix, too: below it the app itself responds with 404.
 *
 * @see https://github.com/spinframework/spin/blob/v3.6.3/crates/routes/src/lib.rs
 */
export function pathPrefixesOf(routes: readonly string[]): string[] | undefined {
  const prefixes = [...new Set(routes.map(prefixOf))].sort();
  if (prefixes.includes('/')) return undefined;
  return prefixes.filter((prefix) => !prefixes.some((other) => prefix.startsWith(`${other}/`)));
}

function prefixOf(route: string): string {
  const segments = route.split('/').filter((segment) => segment !== '');
  const wild = segments.findIndex((segment) => segment === '...' || segment.startsWith('*') || segment.startsWith(':'));
  return `/${(wild < 0 ? segments : segments.slice(0, wild)).join('/')}`;
}
