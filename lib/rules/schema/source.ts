/** Where the schema of a kind comes from. */
export interface SchemaSource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly clusterScoped?: boolean;
  /** The schema is the one of releases before this version. */
  readonly below?: string;
  /** Reads the schema, as JSON. */
  load(): string;
}
