/** Label of all objects of an app, which also selects its pods. */
export const NAME_LABEL = 'app.kubernetes.io/name';

/** Labels by name. */
export type Labels = { [name: string]: string };

/** Returns the labels that select the pods of an app; frozen, since its objects share them. */
export function selectorOf(name: string): Labels {
  return Object.freeze({ [NAME_LABEL]: name });
}

/**
 * Returns the labels of all objects of an app, including the user's; frozen, since its objects share them. Objects that belong to no app,
 * such as a namespace or a RuntimeClass, have only the user's labels; `createObject()` creates the objects of both kinds.
 */
export function labelsOf(selector: Labels, given: Labels | undefined): Labels {
  return given ? Object.freeze({ ...given, ...selector }) : selector;
}
