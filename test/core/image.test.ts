import { Testing } from 'cdk8s';
import { checkImage } from '../../lib/core/image';

/** Returns the message of the check without the path of the construct, or `passes`. */
function verdict(image: string): string {
  try {
    checkImage(Testing.chart(), 'image', image);
  } catch (error) {
    return (error as Error).message.replace(/ \[test\]$/, '');
  }
  return 'passes';
}

describe('checkImage()', () => {
  test.each([
    'app',
    'app:1',
    'library/app:v1.0_a-b',
    'ghcr.io/acme/shop',
    'ghcr.io/acme/team/shop:v1',
    'localhost/app',
    'localhost:5000/app:1',
    'registry.example.com:5000/a__b/c--d/e.f',
    'REGISTRY.example.com/app',
    '[::1]:5000/app',
    `ghcr.io/acme/shop@sha256:${'a'.repeat(64)}`,
    `ghcr.io/acme/shop:v1@sha256:${'0'.repeat(64)}`,
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:latest',
  ])('passes for %s', (image) => {
    expect(verdict(image)).toBe('passes');
  });

  test.each<[string, string]>([
    ['ghcr.io/Acme/Shop:V1', 'write it in lower case, "ghcr.io/acme/shop:V1"'],
    ['Shop', 'write it in lower case, "shop"'],
    ['app 1', 'remove the spaces'],
    ['https://ghcr.io/app', 'write it without https://'],
    ['oci://ghcr.io/app', 'write it without oci://'],
    ['app:', "write a tag of letters, digits, '_', '.' and '-', at most 128, after the colon"],
    ['app:1:2', "write a tag of letters, digits, '_', '.' and '-', at most 128, after the colon"],
    [`app:${'a'.repeat(129)}`, "write a tag of letters, digits, '_', '.' and '-', at most 128, after the colon"],
    ['app@', 'write the digest as @sha256:, followed by 64 hexadecimal digits'],
    ['app@sha256:abc', 'write the digest as @sha256:, followed by 64 hexadecimal digits'],
    ['a@b@c', 'write the digest as @sha256:, followed by 64 hexadecimal digits'],
    ['ghcr.io//app', "each part of its path has lower case letters and digits, separated by '.', '_' or '-'"],
    ['acme/app_', "each part of its path has lower case letters and digits, separated by '.', '_' or '-'"],
    ['a..b', "each part of its path has lower case letters and digits, separated by '.', '_' or '-'"],
    ['/app', "each part of its path has lower case letters and digits, separated by '.', '_' or '-'"],
    ['app/', "each part of its path has lower case letters and digits, separated by '.', '_' or '-'"],
    ['ghcr.io', 'passes'],
    ['-bad.io/app', '"-bad.io" is not the address of a registry'],
    ['a/'.repeat(128).concat('a'), 'shorten it to at most 255 characters before the tag'],
  ])('says of %s: %s', (image, remedy) => {
    const expected = `image (${JSON.stringify(image)}) must be a reference of an image, such as ghcr.io/example/app:1.0: ${remedy}`;
    expect(verdict(image)).toBe(remedy === 'passes' ? 'passes' : expected);
  });
});
