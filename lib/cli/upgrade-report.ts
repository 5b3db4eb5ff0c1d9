import type { Position, Source, UnusableInput } from '../files/read';
import type { Concern, Effect, Place, Step, UpgradeReport } from '../upgrade/report';

type Located<T> = T & { readonly position: Position };

/** A step with the position of each place in a file. */
export interface LocatedStep extends Omit<Step, 'changes'> {
  readonly breaks: readonly Located<Effect>[];
  readonly changes: readonly (Omit<Concern, 'places'> & { readonly places: readonly Located<Place>[] })[];
  readonly warnings: readonly Located<Effect>[];
  readonly defects: readonly Located<Effect>[];
  readonly cures: readonly Located<Effect>[];
}

/** The effects of an upgrade on the manifests of files. */
export interface LocatedUpgrade extends Omit<UpgradeReport, 'steps'> {
  readonly version: string;
  readonly steps: readonly LocatedStep[];
  readonly unusable: readonly UnusableInput[];
  readonly files: number;
}

/** The lists of effects of a step, with their headings. */
export const EFFECTS = [
  ['breaks', 'breaks'],
  ['warnings', 'new warnings'],
  ['defects', 'known defects of the new release'],
  ['cures', 'cured'],
] as const;

/** Adds the positions of files to a step. */
export function located(step: Step, sources: readonly Source[]): LocatedStep {
  const at = <T extends Place>(place: T): Located<T> => ({ ...place, position: sources[place.index].position(place.path) });
  return {
    ...step,
    breaks: step.breaks.map(at),
    changes: step.changes.map((change) => ({ ...change, places: change.places.map(at) })),
    warnings: step.warnings.map(at),
    defects: step.defects.map(at),
    cures: step.cures.map(at),
  };
}

/** Returns `KEDA 2.17 to 2.21`, with the releases in between where each is to be installed. */
export function heading({ title, from, to, through }: Pick<Step, 'title' | 'from' | 'to' | 'through'>): string {
  return `${title} ${from} to ${to}${through.length > 1 ? ` by ${through.slice(0, -1).join(', ')}` : ''}`;
}

/** Returns the numbers of effects: `1 break, 2 changes`. */
export function summary({ steps, errorsBefore }: LocatedUpgrade): string {
  const count = (of: (step: LocatedStep) => readonly unknown[], one: string, many: string): string | undefined => {
    const number = steps.reduce((sum, step) => sum + of(step).length, 0);
    return number === 0 ? undefined : `${number} ${number === 1 ? one : many}`;
  };
  const counts = [
    count((step) => step.breaks, 'break', 'breaks'),
    count((step) => step.changes, 'change of behavior', 'changes of behavior'),
    count((step) => step.warnings, 'new warning', 'new warnings'),
    count((step) => step.defects, 'known defect', 'known defects'),
    count((step) => step.cures, 'finding cured', 'findings cured'),
  ].filter(Boolean);
  const before =
    errorsBefore === 0 ? '' : `; ${errorsBefore} ${errorsBefore === 1 ? 'error' : 'errors'} before and after it: see cdk8s-wasm check`;
  return `${counts.length === 0 ? 'nothing changes for these manifests' : counts.join(', ')}${before}`;
}
