import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';

/**
 * Replaces aliases and merge keys (`<<`) by copies of their targets, so that an edit does not affect other places. Returns whether there
 * were any. The document must have been read before (lib/files/yaml/plain.ts), which refuses unresolved, cyclic and excessive aliases.
 */
export function expandAliases(document: Document.Parsed): boolean {
  const anchors = new Map<string, Node>();
  let expanded = false;
  const visit = (node: unknown): unknown => {
    if (isAlias(node)) {
      expanded = true;
      return copyOf(anchors.get(node.source), node);
    }
    if (isMap(node)) for (const pair of node.items as Pair<unknown, unknown>[]) pair.value = visit(pair.value);
    else if (isSeq(node)) node.items = node.items.map(visit);
    if (isMap(node)) mergeInto(node);
    // after its children: an alias inside refers to an earlier anchor of the same name
    if ((isScalar(node) || isCollection(node)) && node.anchor) anchors.set(node.anchor, node as Node);
    return node;
  };
  document.contents = visit(document.contents) as typeof document.contents;
  if (expanded) for (const node of anchors.values()) if (!isAlias(node)) node.anchor = undefined;
  return expanded;
}

/** Returns a copy without the anchor, with the comments of the alias. */
function copyOf(target: Node | undefined, alias: Node): Node | null {
  if (!target) return null;
  const copy = target.clone() as Node;
  if (!isAlias(copy)) copy.anchor = undefined;
  copy.comment = alias.comment ?? copy.comment;
  copy.commentBefore = alias.commentBefore;
  copy.spaceBefore = alias.spaceBefore;
  return copy;
}

/** Replaces `<<` by the merged entries; the map's own keys win, then the first of several merged maps. */
function mergeInto(map: YAMLMap): void {
  const isMerge = (pair: Pair) => isScalar(pair.key) && pair.key.source === '<<' && pair.key.type === 'PLAIN';
  if (!map.items.some(isMerge)) return;
  const keyOf = ({ key }: Pair) => (isScalar(key) ? String(key.value) : '');
  const known = new Set(map.items.filter((pair) => !isMerge(pair)).map(keyOf));
  map.items = map.items.flatMap((pair) => {
    if (!isMerge(pair)) return [pair];
    const sources = isSeq(pair.value) ? pair.value.items : [pair.value];
    return sources
      .flatMap((source) => (isMap(source) ? source.items : []))
      .flatMap((merged) => {
        if (known.has(keyOf(merged))) return [];
        known.add(keyOf(merged));
        return [merged.clone()];
      });
  });
  for (const { value } of map.items) if (isNode(value) && !isAlias(value)) value.anchor = value.anchor ?? undefined;
}
