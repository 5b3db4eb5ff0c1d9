/** What kind of node a text describes, with the offset of its first character. */
export type Node = ScalarNode | MapNode | ListNode | AliasNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
  /** The text, without quotes. */
  readonly text: string;
  /** Offset behind it, and behind blanks and line breaks that follow; that of the start for an empty one. */
  readonly end: number;
  readonly tag: string;
  /** Whether the text decides on the type: a scalar without quotes and tag, or with the tag `!`. */
  readonly plain: boolean;
}

export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  readonly pairs: (readonly [key: Node, value: Node])[];
}

export interface ListNode {
  readonly kind: 'list';
  readonly start: number;
  readonly items: Node[];
}

export interface AliasNode {
  readonly kind: 'alias';
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** The node with the anchor. */
  readonly target: Node;
}
