import type { Change } from './change';
import { httpAddOnChanges } from './changes/http-add-on';
import { kedaChanges } from './changes/keda';
import { knativeChanges } from './changes/knative';
import { kubernetesChanges } from './changes/kubernetes';
import { spinShimChanges } from './changes/spin-shim';

/** The changes of the supported releases. */
export const CHANGES: readonly Change[] = [
  ...kedaChanges,
  ...httpAddOnChanges,
  ...knativeChanges,
  ...kubernetesChanges,
  ...spinShimChanges,
];
