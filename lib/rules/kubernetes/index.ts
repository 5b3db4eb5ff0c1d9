import type { Rule } from '../rule';
import { clusterScoped } from './cluster-scoped';
import { duplicateObject } from './duplicate-object';
import { hpaMinimum } from './hpa';
import { image } from './image';
import { keyMissing } from './key-missing';
import { annotations, labels, metadataField } from './metadata';
import { name } from './names';
import { networkPolicyCidr } from './network-policy-cidr';
import { notRendered } from './not-rendered';
import { podResources } from './pod-resources';
import { podSecurity } from './pod-security';
import { selectorLabels } from './selector-labels';
import { serviceSelector, serviceTargetPort } from './service-pods';
import { strings } from './strings';

/** What Kubernetes itself asks of objects, and of those that belong together. */
export const KUBERNETES_RULES: readonly Rule[] = [
  name,
  metadataField,
  labels,
  annotations,
  duplicateObject,
  clusterScoped,
  selectorLabels,
  serviceSelector,
  serviceTargetPort,
  hpaMinimum,
  podResources,
  image,
  keyMissing,
  strings,
  notRendered,
  podSecurity,
  networkPolicyCidr,
];
