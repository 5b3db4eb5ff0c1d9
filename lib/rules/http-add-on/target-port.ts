import { HTTP_SCALED_OBJECT_SINCE } from '../../cluster/http-add-on';
import { atLeast, type Cluster } from '../cluster';
import { show } from '../fields';
import type { Manifest, Value } from '../manifest';
import type { Report, Rule, RuleContext } from '../rule';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from './api';
import { number, record } from './values';

/** The places of a route that name a Service and its port. */
export function serviceReferences({ kind, spec }: Manifest): readonly (readonly [reference: Value, path: string, name: Value])[] {
  const found: (readonly [reference: Value, path: string, name: Value])[] = [];
  const { scaleTargetRef, coldStartTimeoutFailoverRef: failover, target, coldStart } = record(spec);
  if (kind === 'HTTPScaledObject') {
    found.push([scaleTargetRef, 'spec.scaleTargetRef', record(scaleTargetRef).service]);
    found.push([failover, 'spec.coldStartTimeoutFailoverRef', record(failover).service]);
  } else {
    found.push([target, 'spec.target', record(target).service]);
    const { service } = record(record(coldStart).fallback);
    found.push([service, 'spec.coldStart.fallback.service', record(service).name]);
  }
  return found;
}

export const targetPort: Rule = {
  id: 'http-add-on/target-port',
  severity: 'error',
  title: 'a target names its Service port once, by port or portName',
  link: `${SOURCE}/operator/apis/http/v1beta1/interceptorroute_types.go#L97`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object: Manifest, { cluster, report }: RuleContext): void {
    for (const [reference, path] of serviceReferences(object)) {
      if (record(reference) === reference) portProblems(reference, path, object.kind, cluster, report);
    }
  },
};

function portProblems({ port, portName }: Value, path: string, kind: string, cluster: Cluster, report: Report): void {
  const hasPort = port !== undefined && port !== null;
  const hasName = portName !== undefined && portName !== null;
  if (hasPort && hasName) {
    const stray = kind === 'HTTPScaledObject' ? 'portName' : 'port';
    report({
      path: `${path}.${stray}`,
      message: `port (${show(port)}) and portName (${show(portName)}) exclude each other`,
      fix: 'leave one of the two out',
    });
  } else if (!hasPort && !hasName) {
    const names = atLeast(cluster, 'httpAddOn', HTTP_SCALED_OBJECT_SINCE.portName);
    report({
      path,
      message: `port is missing${names ? ', and portName too' : ''}`,
      fix: `write the port of the Service as port${names ? ', or its name as portName' : ''}`,
    });
  } else if (number(port) !== undefined && !isPort(port)) {
    report({ path: `${path}.port`, message: `port (${show(port)}) is no port`, fix: 'write the port of the Service, from 1 to 65535' });
  }
}

/** Whether a number can be the port of a Service. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
