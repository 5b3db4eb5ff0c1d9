import type { CheckCost } from './check';
import type { Fleet } from './fleet/scenarios';
import type { Growth } from './growth';
import type { ImportCost } from './import';
import type { PackageSize } from './package';
import type { ToolCost } from './tools/measure';

/** All measurements; parts that were not requested are missing. */
export interface Results {
  readonly machine: Machine;
  readonly fleets?: readonly Fleet[];
  readonly tools?: readonly ToolCost[];
  readonly check?: CheckCost;
  readonly growth?: readonly Growth[];
  readonly import?: ImportCost;
  readonly package?: PackageSize;
}

export interface Machine {
  readonly cpu: string;
  readonly node: string;
  readonly cdk8s: string;
  readonly cdk8sPlus: string;
}
