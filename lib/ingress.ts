import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { IngressConfig } from './exposure';
import { kubernetes } from './kubernetes';
import { createObject } from './objects';

/** Makes the Ingress that an Exposure asks for. */
export function createIngress(scope: Construct, labels: { [name: string]: string }, config: IngressConfig): ApiObject {
  const { name, namespace, annotations, className, tls, hosts, pathPrefixes, service, servicePort } = config;
  const paths = pathPrefixes.map((path) => ({
    path,
    pathType: 'Prefix',
    backend: { service: { name: service, port: { number: servicePort } } },
  }));
  const manifest = kubernetes().KubeIngress.manifest({
    metadata: { name, namespace, labels, annotations },
    spec: { ingressClassName: className, tls, rules: hosts.map((host) => ({ host, http: { paths } })) },
  });
  return createObject(scope, 'Ingress', manifest);
}
