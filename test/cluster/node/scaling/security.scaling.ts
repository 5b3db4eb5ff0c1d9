/** Policies on a real node: NetworkPolicies that are enforced, and a namespace that enforces the Restricted standard. */
import { execFileSync } from 'node:child_process';
import { Chart } from 'cdk8s';
import { AppNamespace, HttpMetric, HttpScaledWasm, PodSecurity, WasmRuntime } from '../../../../lib';
import { HELLO_IMAGE, httpApp, SHORT, synthesized } from '../apps';
import { CONTOUR_AND_ENVOY } from '../components/contour';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { NETWORK_POLICIES, QUEUE } from '../components/network-policies';
import { ask } from '../load';
import { Node } from '../node';
import { observed } from '../observations';
import { until } from '../wait';
import { wayIn } from '../way-in';
import { Workload } from '../workload';

const GROUP = 'Policies';
const node = Node.running();

beforeAll(async () => {
  await node.install([KEDA, HTTP_ADD_ON, CONTOUR_AND_ENVOY, NETWORK_POLICIES]);
});
