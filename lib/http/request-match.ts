import type { IConstruct } from 'constructs';
import { checkDistinct, checkNotEmpty, checkString } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';

/** A header that a request must carry. */
export interface HttpHeaderMatch {
  /** Name of the header; not `Host`, use `hosts` instead. */
  readonly name: string;

  /**
   * Exact value of the header.
   *
   * @default - any value
   */
  readonly value?: string;
}

/** Fails for path prefixes that no request matches, or that an Ingress rejects. */
export function checkPaths(scope: IConstruct, prop: string, paths: string[] | undefined): void {
  checkNotEmpty(scope, prop, paths, 'leave it out for every path');
  paths?.forEach((path, index) => {
    if (typeof path !== 'string' || !path.startsWith('/')) fail(scope, `${prop}[${index}] (${show(path)}) must start with "/"`);
    if (NO_PATH.test(path)) {
      fail(
        scope,
        `${prop}[${index}] (${show(path)}) must be a plain path: no query, fragment, escape, wildcard or space, ` +
          'and no segment that is empty, "." or ".."',
      );
    }
  });
  checkDistinct(
    scope,
    prop,
    (paths ?? []).map((path) => path.replace(/(.)\/$/, '$1')),
  );
}

/** Matches what the decoded and normalized path of a request never contains. */
const NO_PATH = /[?#%*\s]|\/\/|\/\.{1,2}(\/|$)/;

/** Fails for headers that no request carries. */
export function checkHeaders(scope: IConstruct, prop: string, headers: HttpHeaderMatch[] | undefined): void {
  checkNotEmpty(scope, prop, headers, 'leave it out for any headers');
  const names = headers?.map((header, index) => {
    const { name, value } = header ?? {};
    if (typeof name !== 'string' || !isHeaderName(name)) {
      fail(scope, `${prop}[${index}].name (${show(name)}) must be the name of an HTTP header`);
    }
    if (name.toLowerCase() === 'host') fail(scope, `${prop}[${index}].name (${show(name)}) is never matched: pass hosts instead`);
    if (value !== undefined) checkString(scope, `${prop}[${index}].value`, value);
    return name.toLowerCase();
  });
  checkDistinct(scope, prop, names ?? []);
}

/** Returns whether a string can be the name of a header (RFC 9110, section 5.1). */
export function isHeaderName(name: string): boolean {
  return HEADER.test(name);
}

const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
