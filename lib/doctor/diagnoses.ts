import * as components from './diagnoses/components';
import * as addOn from './diagnoses/http-add-on';
import * as knative from './diagnoses/knative';
import * as network from './diagnoses/network-policies';
import * as nodes from './diagnoses/nodes';
import * as platform from './diagnoses/platform';
import * as pods from './diagnoses/pods';
import * as refused from './diagnoses/refused-pods';
import * as routing from './diagnoses/routing';
import * as runtimes from './diagnoses/runtimes';
import * as keda from './diagnoses/scaled-objects';
import * as spinkube from './diagnoses/spinkube';
import type { Diagnosis } from './diagnosis';

/** All diagnoses, in the order of the report: what others follow from comes first. */
export const DIAGNOSES: readonly Diagnosis[] = [
  platform,
  components,
  nodes,
  runtimes,
  spinkube,
  refused,
  pods,
  keda,
  addOn,
  network,
  routing,
  knative,
].flatMap((each) => Object.values(each).filter((value): value is Diagnosis => typeof value === 'object' && 'find' in value));
