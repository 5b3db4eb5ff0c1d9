import type { Served } from './schema-of';
import type { Structural } from './structural';
import { list, named } from './words';

/** What is said of a field that the schema does not have: the name that was meant, the place it belongs to, or what there is. */
export function unknownField(
  name: string,
  path: string,
  near: string | undefined,
  schema: Structural,
  { by = 'its CRD', schema: root }: Served,
): { message: string; fix: string } {
  const message = `${named(name)} is not a field ${path ? `of ${lastStep(path)}` : 'of the object'}`;
  const known = Object.keys(schema.properties ?? {});
  const fields = known.length <= 8 ? list(known) : `${known.slice(0, 7).join(', ')} and others`;
  const elsewhere = near ? undefined : placeOf(name, root, path);
  if (near) return { message: `${message}: did you mean ${near}?`, fix: `write ${near}` };
  if (elsewhere) return { message, fix: `write it as ${elsewhere}` };
  return { message: `${message} in ${by}`, fix: `leave it out: the fields are ${fields}` };
}

/** The path of the only field of that name above or below in the schema: one that was written at the wrong depth of its branch. */
function placeOf(name: string, root: Structural, path: string): string | undefined {
  const places: string[] = [];
  const visit = (schema: Structural, at: string, depth: number) => {
    if (depth > 8 || places.length > 1) return;
    for (const [field, property] of Object.entries(schema.properties ?? {})) {
      const fieldPath = at ? `${at}.${field}` : field;
      if (field === name) places.push(fieldPath);
      visit(property, fieldPath, depth + 1);
    }
    if (schema.items) visit(schema.items, `${at}[]`, depth + 1);
  };
  visit(root, '', 0);
  return places.length === 1 && places[0] !== path && isOneBranch(places[0], path) ? places[0] : undefined;
}

/** Whether a field belongs above or below the map that it was written in; another branch has a meaning of its own. */
function isOneBranch(place: string, path: string): boolean {
  const above = place.slice(0, Math.max(0, place.lastIndexOf('.')));
  const written = path.replace(/\[\d+\]/g, '[]');
  return within(above, written) || within(written, above);
}

function within(path: string, outer: string): boolean {
  return outer === '' || path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
