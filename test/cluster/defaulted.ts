/** What the API server and the webhooks add to objects that are applied, by kind: nothing that a user sent is among it. */

export const DEFAULTED: { readonly [kind: string]: readonly string[] } = {
  '*': ['metadata.creationTimestamp', 'metadata.generation', 'metadata.managedFields', 'metadata.resourceVersion', 'metadata.uid', 'status'],
};
