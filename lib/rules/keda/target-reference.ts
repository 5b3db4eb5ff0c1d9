import { derived } from '../../core/derived';
import { groupOf, type Manifest } from '../manifest';
import { mapOf, trimmedOf } from '../values';

/** The workload that a scaler scales. */
export interface Target {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Group and kind, as rules name them: `apps/Deployment`. */
  readonly groupKind: string;
}

/** The target that a scaleTargetRef names, with KEDA's defaults; nothing where it names none. */
export const targetOf = derived(({ spec }: Manifest): Target | undefined => {
  const reference = mapOf(mapOf(spec).scaleTargetRef);
  // the add-on before 0.9 calls the name `deployment`
  const name = trimmedOf(reference.name) ?? trimmedOf(reference.deployment);
  if (name === undefined) return undefined;
  const apiVersion = trimmedOf(reference.apiVersion) ?? 'apps/v1';
  const kind = trimmedOf(reference.kind) ?? 'Deployment';
  const group = groupOf(apiVersion);
  return { apiVersion, kind, name, groupKind: group ? `${group}/${kind}` : kind };
});
