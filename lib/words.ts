/** More parts than names have that something speaks of. */
const MANY = 12;

/** The names and hosts that may be meant by texts: every text between other characters, and every part of it between dots and hyphens. */
export class Words {
  private readonly words = new Set<string>();

  /** Whether a pattern such as `*.example.com` is among them, which means any host. */
  public hasWildcard = false;

  constructor(values: unknown) {
    this.add(values);
  }

  /** Adds all texts of plain data. */
  public add(value: unknown): void {
    if (typeof value === 'string') this.addText(value);
    else if (Array.isArray(value)) for (const element of value) this.add(element);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, field] of Object.entries(value)) {
        this.addText(key);
        this.add(field);
      }
    }
  }

  public has(word: string): boolean {
    return this.words.has(word);
  }

  private addText(text: string): void {
    if (this.words.has(text)) return;
    if (text.includes('*.')) this.hasWildcard = true;
    this.words.add(text);
    for (const host of text.split(/[^A-Za-z0-9.-]+/)) {
      this.words.add(host);
      for (const label of host.split('.')) this.addParts(label);
    }
  }

  /** `keda-hpa-shop` may mean an app that is named `shop`, or `hpa-shop`. */
  private addParts(label: string): void {
    this.words.add(label);
    const parts = label.split('-');
    if (parts.length > MANY) return;
    for (let from = 0; from < parts.length; from++) {
      for (let to = from + 1; to <= parts.length; to++) this.words.add(parts.slice(from, to).join('-'));
    }
  }
}
