/** CoreDNS, at the address that every pod asks. */
import { NODE_PROGRAMS } from '../programs';
import { type Component, programImage } from './component';

export const CLUSTER_DNS = '10.96.0.10';

const { version } = NODE_PROGRAMS.coredns;
const IMAGE = `registry.k8s.io/coredns/coredns:${version}`;
const named = (name: string) => ({ name, namespace: 'kube-system' });
const rbac = 'rbac.authorization.k8s.io';
const labels = { 'k8s-app': 'kube-dns' };

export const COREDNS: Component = {
  name: 'coredns',
  title: 'CoreDNS',
  version: version.slice(1),
  images: { [IMAGE]: () => programImage(IMAGE, NODE_PROGRAMS.coredns, '/coredns') },
  upstream: () => [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: named('coredns') },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: { name: 'system:coredns' },
      rules: [
        { apiGroups: [''], resources: ['services', 'namespaces', 'pods', 'endpoints'], verbs: ['list', 'watch'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'system:coredns' },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'system:coredns' },
      subjects: [{ kind: 'ServiceAccount', ...named('coredns') }],
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: named('coredns'),
      data: { Corefile: '.:53 {\n  errors\n  ready :8181\n  kubernetes cluster.local in-addr.arpa ip6.arpa\n}\n' },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: named('coredns'),
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: 'coredns',
            dnsPolicy: 'Default',
            containers: [
              {
                name: 'coredns',
                image: IMAGE,
                args: ['-conf', '/etc/coredns/Corefile'],
                ports: [
                  { containerPort: 53, protocol: 'UDP' },
                  { containerPort: 53, protocol: 'TCP' },
                ],
                readinessProbe: { httpGet: { path: '/ready', port: 8181 } },
                volumeMounts: [{ name: 'config', mountPath: '/etc/coredns' }],
              },
            ],
            volumes: [{ name: 'config', configMap: { name: 'coredns' } }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: named('kube-dns'),
      spec: {
        clusterIP: CLUSTER_DNS,
        selector: labels,
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP' },
          { name: 'dns-tcp', port: 53, protocol: 'TCP' },
        ],
      },
    },
  ],
  workloads: ['kube-system/coredns'],
};
