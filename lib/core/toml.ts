/** The functions of smol-toml that are used here; the package declares its types for ES modules only. */
interface Toml {
  /** Parses a document; throws an error that names the line. */
  parse(text: string): { [key: string]: unknown };
  /** Renders a document; keys without a value are left out. */
  stringify(table: object): string;
}

/** Returns the TOML library, which is loaded on first use. */
export function toml(): Toml {
  return require('smol-toml') as Toml;
}
