/** Makes a function that computes a value of an object when it is first asked for, and keeps it as long as the object. */
export function derived<Source extends object, Result>(compute: (source: Source) => Result): (source: Source) => Result {
  const results = new WeakMap<Source, Result>();
  return (source) => {
    let result = results.get(source);
    if (result === undefined) {
      result = compute(source);
      results.set(source, result);
    }
    return result;
  };
}

/** Groups items by a key; those without one are left out. */
export function grouped<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key | undefined): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The entry of a key, which is made where there is none. */
export function entryOf<Key, Entry>(map: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}
