/** How an object that is read back differs from what was sent. */

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
type Any = any;

export interface Difference {
  /** Fields that were sent and are not there, or hold something else, with both values. */
  readonly changed: string[];
  /** Fields that were not sent, without indexes: `spec.template.spec.containers[].terminationMessagePath`. */
  readonly added: Set<string>;
}

/** A list keeps its order and its length; a number may be written another way, as the API server writes quantities. */
export function difference(sent: Any, got: Any): Difference {
  const changed: string[] = [];
  const added = new Set<string>();
  compare(sent, got, '', '');
  return { changed, added };

  function compare(before: Any, after: Any, path: string, pattern: string): void {
    if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      before.forEach((item, index) => compare(item, after[index], `${path}[${index}]`, `${pattern}[]`));
    } else if (isObject(before) && isObject(after)) {
      for (const key of Object.keys(before)) compare(before[key], after[key], at(path, key), at(pattern, key));
      for (const key of Object.keys(after)) if (!(key in before)) added.add(at(pattern, key));
    } else if (before !== after) {
      changed.push(`${path}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`);
    }
  }
}

const at = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

const isObject = (value: Any): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
