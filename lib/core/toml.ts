/** What is used of smol-toml, whose types are those of an ES module. */
interface Toml {
  /** Reads a document; throws an error that names the line. */
  parse(text: string): { [key: string]: unknown };
  /** Writes a document; keys without a value are left out. */
  stringify(table: object): string;
}

/** The TOML library, loaded when the first document is read or written. */
export function toml(): Toml {
  return require('smol-toml') as Toml;
}
