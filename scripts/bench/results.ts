import type { CheckCost } from './check';
import type { Fleet } from './fleet/scenarios';
import type { Growth } from './growth';
import type { ImportCost } from './import';
import type { PackageSize } from './package';
import type { ToolCost } from './tools/measure';

/** All measurements; parts that were not measured are missing. */
export interface Results {
  readonly subject: Subject;
  readonly fleet?: readonly Fleet[];
  readonly tools?: readonly ToolCost[];
  readonly check?: CheckCost;
  readonly growth?: readonly Growth[];
  readonly import?: ImportCost;
  readonly package?: PackageSize;
}

/** What was measured, and where: parts of two runs belong together if it is the same. */
export interface Subject {
  readonly machine: Machine;
  /** Digest of the compiled library. */
  readonly library: string;
  /** Whether the fleets were small, and measured once. */
  readonly quick: boolean;
}

export interface Machine {
  readonly cpu: string;
  readonly node: string;
  readonly cdk8s: string;
  readonly cdk8sPlus: string;
}
