/** Contour with Envoy: the way in from outside, for Ingress and for the Gateway API. */
import { join } from 'node:path';
import { librariesOf } from '../image';
import { ENVOY, envoyDir, NODE_PROGRAMS } from '../programs';
import { type Any, type Component, objectsOf, programImage, sourceDir } from './component';

const { version } = NODE_PROGRAMS.contour;
const CONTOUR = `ghcr.io/projectcontour/contour:${version}`;

export const CONTOUR_AND_ENVOY: Component = {
  name: 'contour',
  title: 'Contour',
  version: `${version.slice(1)} with Envoy ${ENVOY.version}`,
  images: {
    [CONTOUR]: () => programImage(CONTOUR, NODE_PROGRAMS.contour, '/bin/contour'),
    'docker.io/envoyproxy/envoy:distroless-v1.38.9': () => {
      const program = join(envoyDir(), 'envoy');
      const path = '/usr/local/bin/envoy';
      return {
        name: `docker.io/envoyproxy/envoy:v${ENVOY.version}`,
        entrypoint: [path],
        files: { [path]: program, ...librariesOf(program) },
      };
    },
  },
  upstream: () => {
    const examples = join(sourceDir('contour', 'github.com/projectcontour/contour'), 'examples');
    const contour = ['00-common', '01-crds', '02-rbac', '02-role-contour', '02-job-certgen', '02-service-contour', '02-service-envoy'];
    const gateway = ['00-crds', '03-contour-config', '01-gatewayclass', '02-gateway'];
    const files = [
      ...[...contour, '03-contour', '03-envoy'].map((name) => join(examples, 'contour', `${name}.yaml`)),
      ...gateway.map((name) => join(examples, 'gateway', `${name}.yaml`)),
    ];
    return [...objectsOf(...files).map(configured), INGRESS_CLASS];
  },
  workloads: ['projectcontour/contour', 'projectcontour/envoy'],
};

const INGRESS_CLASS = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'contour' },
  spec: { controller: 'projectcontour.io/ingress-controller' },
};

/** An Ingress in the namespace of the app leads to the interceptor by a Service of type ExternalName, which Contour refuses unless it is told. */
function configured(object: Any): Any {
  if (object.kind === 'ConfigMap' && object.metadata.name === 'contour') object.data['contour.yaml'] += 'enableExternalNameService: true\n';
  // the shutdown manager waits for connections to end, and the end of the node should not
  if (object.kind === 'DaemonSet') object.spec.template.spec.terminationGracePeriodSeconds = 1;
  return object;
}
