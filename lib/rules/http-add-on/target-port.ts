import { SINCE } from '../../cluster/releases';
import { atLeast, type Cluster } from '../cluster';
import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { isMap, numberOf, show } from '../values';
import { serviceReferencesOf } from './service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from './upstream';

export const targetPort: Rule = {
  id: 'http-add-on/target-port',
  severity: 'error',
  title: 'A target names its Service port once, by port or portName',
  rationale: 'The interceptor needs one port of the Service to forward requests to.',
  link: `${SOURCE}/operator/apis/http/v1beta1/interceptorroute_types.go#L97`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { cluster, report }) {
    for (const { holder, path } of serviceReferencesOf(object)) {
      if (isMap(holder)) portProblems(holder, path, object.kind, cluster, report);
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
    const names = atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.portName);
    report({
      path,
      message: `port is missing${names ? ', and portName too' : ''}`,
      fix: `write the port of the Service as port${names ? ', or its name as portName' : ''}`,
    });
  } else if (numberOf(port) !== undefined && !isPort(port)) {
    report({ path: `${path}.port`, message: `port (${show(port)}) is not a port`, fix: 'write the port of the Service, from 1 to 65535' });
  }
}

/** Whether a number can be the port of a Service. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
