import type { CheckSpeed } from './check-speed';
import type { ImportTime } from './import-time';
import type { Measured } from './scenarios';
import type { ToolCost } from './tools';

/** CPU seconds for the documents of 1,000 apps. */
export interface Emitters {
  readonly documents: number;
  readonly ours: number;
  /** The same without forms that are kept. */
  readonly unlike: number;
  readonly yaml: number;
  readonly 'js-yaml': number;
  readonly 'JSON.stringify': number;
}

/** Everything that was measured. */
export interface Results {
  readonly node: string;
  readonly cpu: string;
  readonly quick: boolean;
  readonly importTime: ImportTime;
  readonly check: CheckSpeed;
  readonly emitters: Emitters;
  readonly fleets: readonly Measured[];
  readonly tools: readonly ToolCost[];
}
