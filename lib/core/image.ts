/** References of images, as constructs check them and rules read them in manifests. */

import type { IConstruct } from 'constructs';
import { checkText } from './checks';
import { fail } from './errors';
import { show } from './show';

const REPOSITORY_PART = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const REGISTRY =
  /^(?:[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d{1,5})?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;
const MAX_REPOSITORY = 255;
const MAX_REFERENCE = 4096;

/**
 * Fails unless the value is a reference of an OCI image, such as `ghcr.io/example/app:1.0`.
 *
 * @see https://github.com/distribution/reference/blob/main/reference.go
 */
export function checkImage(scope: IConstruct, prop: string, image: string): void {
  checkText(scope, prop, image);
  const problem = imageProblem(image);
  if (problem !== undefined)
    fail(scope, `${prop} (${show(image)}) must be a reference of an image, such as ghcr.io/example/app:1.0: ${problem}`);
}

/** Returns the remedy for a value that is not a reference of an image. */
export function imageProblem(image: string): string | undefined {
  if (image.length > MAX_REFERENCE) return `shorten it: ${image.length} characters are more than any registry takes`;
  if (/\s/.test(image)) return 'remove the spaces';
  const scheme = /^[a-z][a-z0-9+]{0,20}:\/\//i.exec(image);
  if (scheme) return `write it without ${scheme[0]}`;
  const [named, digest, ...rest] = image.split('@');
  if (rest.length > 0 || (digest !== undefined && !DIGEST.test(digest)))
    return 'write the digest as @sha256:, followed by 64 hexadecimal digits';
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const repository = colon < 0 ? named : named.slice(0, colon);
  if (colon >= 0 && !TAG.test(named.slice(colon + 1)))
    return "write a tag of letters, digits, '_', '.' and '-', at most 128, after the colon";
  if (repository.length > MAX_REPOSITORY) return `shorten it to at most ${MAX_REPOSITORY} characters before the tag`;
  const parts = repository.split('/');
  // a first part with a dot or a port, and localhost, is a registry
  const [first] = parts;
  const path = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost') ? parts.slice(1) : parts;
  if (path !== parts && path.length < parts.length && !REGISTRY.test(first)) return `${show(first)} is not the address of a registry`;
  if (path.every((part) => REPOSITORY_PART.test(part))) return undefined;
  if (path.every((part) => REPOSITORY_PART.test(part.toLowerCase())))
    return `write it in lower case, ${show([...parts.slice(0, parts.length - path.length), ...path.map((part) => part.toLowerCase())].join('/') + image.slice(repository.length))}`;
  return "each part of its path has lower case letters and digits, separated by '.', '_' or '-'";
}
