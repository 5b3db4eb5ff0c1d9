/** How an object that is read back differs from what was sent. */

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
type Any = any;

export interface Difference {
  /** Fields that were sent and are not there, or hold something else, with both values. */
  readonly changed: string[];
  /** Fields that were not sent, without indexes: `spec.template.spec.containers[].terminationMessagePath`. */
  readonly added: Set<string>;
}

/** A list keeps its order and its length. A quantity may be written another way, and what is off anyway may be left out, as the API server does. */
export function difference(sent: Any, got: Any): Difference {
  const changed: string[] = [];
  const added = new Set<string>();
  compare(sent, got, '', '');
  return { changed, added };

  function compare(before: Any, after: Any, path: string, pattern: string): void {
    if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      for (const [index, item] of before.entries()) compare(item, after[index], `${path}[${index}]`, `${pattern}[]`);
    } else if (isObject(before) && isObject(after)) {
      for (const key of Object.keys(before)) compare(before[key], after[key], at(path, key), at(pattern, key));
      for (const key of Object.keys(after)) if (!(key in before)) added.add(at(pattern, key));
    } else if (before !== after && !isSame(before, after)) {
      changed.push(`${path}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`);
    }
  }
}

const at = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

const isObject = (value: Any): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const UNITS: { readonly [unit: string]: number } = { m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

function isSame(before: Any, after: Any): boolean {
  if (before === false || before === 0) return after === undefined;
  const quantity = (value: Any) => {
    const [, digits, unit] = /^([\d.]+)(m|k|M|G|Ki|Mi|Gi|)$/.exec(String(value)) ?? [];
    return digits === undefined ? Number.NaN : Number(digits) * UNITS[unit];
  };
  return quantity(before) === quantity(after);
}
