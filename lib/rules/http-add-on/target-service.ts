import { namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { APPS } from '../spinkube/apps';
import { mapOf, numberOf, show, textOf } from '../values';
import { serviceReferencesOf } from './service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from './upstream';

/** The only port of the Service that the spin-operator makes for an app; it has no name. */
const SPIN_PORT = 80;

export const externalNameTarget: Rule = {
  id: 'http-add-on/external-name-target',
  severity: 'error',
  title: 'The target of a route is a Service with endpoints, never an ExternalName',
  rationale: 'The interceptor waits for ready endpoints of the Service, and an ExternalName has none.',
  link: `${SOURCE}/pkg/k8s/ready_endpoints_cache.go#L40-L46`,
  accepted:
    'the add-on has no webhook; a Service of type ExternalName has no EndpointSlices, which the interceptor waits for until it gives up',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { manifests, report }) {
    const [{ path, name }] = serviceReferencesOf(object);
    if (!textOf(name)) return;
    const { type, externalName } = mapOf(manifests.find('Service', namespaceOf(object), name)?.spec);
    if (type !== 'ExternalName') return;
    report({
      path: `${path}.service`,
      message: `service (${show(name)}) is an ExternalName (${show(externalName)}) and has no endpoints: every request waits until it times out`,
      fix: "write the Service that selects the app's pods",
    });
  },
};

export const spinPort: Rule = {
  id: 'http-add-on/spin-port',
  severity: 'error',
  title: 'The Service of a SpinApp is reached by port 80, which has no name',
  rationale: 'The spin-operator makes the Service of a SpinApp with port 80 and without a port name.',
  link: 'https://github.com/spinframework/spin-operator/blob/v0.6.1/internal/controller/service.go#L12-L51',
  accepted: 'the add-on has no webhook; the interceptor looks the port up in the Service and answers with an error',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { manifests, report }) {
    for (const { holder, path, name } of serviceReferencesOf(object)) {
      const namespace = namespaceOf(object);
      if (!textOf(name) || manifests.find('Service', namespace, name)) continue;
      if (!APPS.some((kind) => manifests.find(kind, namespace, name))) continue;
      const { port, portName } = mapOf(holder);
      const service = `the Service of SpinApp ${name}`;
      const fix = `write port: ${SPIN_PORT}`;
      if (textOf(portName) && port === undefined) {
        report({ path: `${path}.portName`, message: `portName (${show(portName)}) is not on ${service}, whose one port has no name`, fix });
      } else if (numberOf(port) !== undefined && port !== SPIN_PORT) {
        report({ path: `${path}.port`, message: `port (${show(port)}) is not on ${service}, which has port ${SPIN_PORT} alone`, fix });
      }
    }
  },
};
