/** The names and hosts that may be meant by texts, in lower case: every text between other characters, and every part of it between dots and hyphens. */
export class Words {
  private readonly words = new Set<string>();
  private wildcard = false;

  constructor(values: unknown) {
    this.add(values);
  }

  /** Whether a pattern such as `*.example.com` is among the texts, which means any host. */
  public get hasWildcard(): boolean {
    return this.wildcard;
  }

  /** Adds all texts of plain data, keys and values. */
  public add(value: unknown): void {
    if (typeof value === 'string') this.addText(value.toLowerCase());
    else if (Array.isArray(value)) for (const element of value) this.add(element);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, field] of Object.entries(value)) {
        this.add(key);
        this.add(field);
      }
    }
  }

  public has(word: string): boolean {
    return this.words.has(word);
  }

  private addText(text: string): void {
    if (text.includes('*.')) this.wildcard = true;
    for (const host of text.split(/[^a-z0-9.-]+/)) {
      this.words.add(host.replace(/\.+$/, ''));
      for (const label of host.split('.')) this.addParts(label.split('-'));
    }
  }

  /** `keda-hpa-shop` may mean an app that is named `shop`, or `hpa-shop`. */
  private addParts(parts: readonly string[]): void {
    for (let from = 0; from < parts.length; from++) {
      for (let to = from + 1; to <= parts.length; to++) this.words.add(parts.slice(from, to).join('-'));
    }
  }
}
