import type { LocatedUpgrade } from '../upgrade-report';

/** Formats the effects of an upgrade as a JSON object with a stable schema. */
export function json({ version, steps, unusable, objects, files, errorsBefore }: LocatedUpgrade): string {
  const report = {
    version,
    summary: { breaks: steps.reduce((sum, step) => sum + step.breaks.length, 0), errorsBefore, objects, files },
    steps: steps.map(({ component, from, to, through, notes, breaks, changes, warnings, defects, cures }) => ({
      component,
      from,
      to,
      through,
      notes,
      breaks: breaks.map(flat),
      changes: changes.map(({ places, ...change }) => ({ ...change, places: places.map(flat) })),
      warnings: warnings.map(flat),
      defects: defects.map(flat),
      cures: cures.map(flat),
    })),
    unusable: unusable.map(({ reason, position }) => ({ ...position, reason })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** A place with its file, line and column beside the other fields. */
function flat<T extends { readonly index: number; readonly position: object }>({ index: _, position, ...rest }: T) {
  return { ...position, ...rest };
}
