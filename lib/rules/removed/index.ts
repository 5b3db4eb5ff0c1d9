import type { Rule } from '../rule';
import { apiVersion } from './api-version';
import { ingressFields } from './ingress-fields';
import { keda1 } from './keda-1';
import { spinOperatorGroup } from './spin-operator-group';

/** What the declared versions, or any in use, no longer serve. What the HTTP add-on and KEDA dropped stands in their folders. */
export const REMOVED_RULES: readonly Rule[] = [apiVersion, keda1, spinOperatorGroup, ingressFields];
