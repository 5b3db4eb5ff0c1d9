/** Label that every object of an app carries, and that its pods are selected by. */
export const NAME_LABEL = 'app.kubernetes.io/name';

/** Labels by name. */
export type Labels = { [name: string]: string };

/** The labels by which the pods of an app are selected; frozen, so that its objects share them. */
export function selectorOf(name: string): Labels {
  return Object.freeze({ [NAME_LABEL]: name });
}

/** The labels of every object of an app, with those of the user; frozen, so that its objects share them. */
export function labelsOf(selector: Labels, given: Labels | undefined): Labels {
  return given ? Object.freeze({ ...given, ...selector }) : selector;
}
