/** What the page asks for: the text on the left. */
export interface Request {
  readonly language: 'typescript' | 'yaml';
  readonly text: string;
}

/** A finding, as the page shows it. */
export interface PageFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly object: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}

/** What the page shows on the right. */
export interface Result {
  /** Why an app or a document could not be read. */
  readonly problems: readonly string[];
  readonly yaml: string;
  readonly findings: readonly PageFinding[];
  readonly diagram: string;
  readonly requirements: string;
  /** The migrated manifests; empty if there is nothing to change. */
  readonly migrated: string;
  readonly changes: readonly string[];
}
