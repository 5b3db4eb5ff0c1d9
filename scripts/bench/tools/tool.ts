/** A program that writes the manifests of a fleet. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** Command line that installs the tool into CACHE; absent if npm installs it with this repository. */
  readonly install?: readonly string[];
  /** Path of the program, in CACHE for a tool that is installed there. */
  readonly program: string;
  readonly args: readonly string[];
  /** Folder beside this file that is copied into the working folder. */
  readonly files?: string;
  /** Writes additional input to the working folder, which contains `fleet.json` and the files of the tool. */
  readonly prepare?: (fleet: ToolFleet) => void;
  /** File with the manifests, in the working folder; standard output by default. */
  readonly output?: string;
  /** Whether the tool sets other defaults: its objects are compared by kind alone. */
  readonly ownDefaults?: boolean;
}

export interface ToolFleet {
  /** Working folder. */
  readonly folder: string;
  readonly apps: number;
  /** The manifests of an app. */
  readonly manifestsOf: (name: string) => readonly object[];
}
