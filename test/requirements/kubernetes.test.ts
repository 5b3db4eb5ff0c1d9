import { linesOf, requirements } from './lines-of';

test('a pod needs the Secrets, ConfigMaps, ServiceAccount, volumes and PriorityClass that it references', () => {
  const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec:
      serviceAccountName: web
      priorityClassName: high
      imagePullSecrets: [{ name: pull }]
      initContainers: [{ name: proxy, image: y, restartPolicy: Always }]
      containers:
        - name: web
          image: x
          env:
            - { name: A, valueFrom: { secretKeyRef: { name: login, key: user } } }
            - { name: B, valueFrom: { secretKeyRef: { name: login, key: password } } }
            - { name: C, valueFrom: { configMapKeyRef: { name: maybe, key: c, optional: true } } }
          envFrom: [{ configMapRef: { name: all } }]
      volumes:
        - { name: a, secret: { secretName: files, items: [{ key: one, path: one }] } }
        - { name: b, projected: { sources: [{ configMap: { name: part } }] } }
        - { name: c, persistentVolumeClaim: { claimName: data } }
        - { name: d, csi: { driver: secrets-store.csi.k8s.io } }
`;
  expect(linesOf(yaml)).toStrictEqual([
    'component Kubernetes, 1.29 or newer: a sidecar in Deployment shop/web',
    'component CSI driver secrets-store.csi.k8s.io',
    'object ConfigMap shop/all',
    'object ConfigMap shop/part',
    'object Namespace shop',
    'object PersistentVolumeClaim shop/data',
    'object PriorityClass high',
    'object Secret shop/files (key one)',
    'object Secret shop/login (key user, key password)',
    'object Secret shop/pull',
    'object ServiceAccount shop/web',
  ]);
});

test('objects among the manifests are not required', () => {
  const yaml = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Secret
metadata: { name: login, namespace: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ envFrom: [{ secretRef: { name: login } }] }] }
`;
  expect(linesOf(yaml)).toStrictEqual([]);
});

test('a Secret that an operator creates from an object among the manifests is not required, and its CRD is', () => {
  const yaml = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: login }
spec: { target: { name: made } }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ envFrom: [{ secretRef: { name: made } }] }] }
`;
  expect(requirements(yaml)).toStrictEqual([
    {
      kind: 'crd',
      name: 'externalsecrets.external-secrets.io',
      version: 'v1',
      details: [],
      neededBy: ['ExternalSecret login'],
      install: [],
    },
  ]);
});

test('a namespace that the installation of a component creates is not required', () => {
  const yaml = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: keda }
spec: { ingressClassName: traefik, defaultBackend: { service: { name: keda-add-ons-http-interceptor-proxy, port: { number: 8080 } } } }
`;
  expect(linesOf(yaml)).not.toContainEqual(expect.stringContaining('Namespace'));
});

test.each([
  ['{ storageClassName: fast }', ['object StorageClass fast']],
  ['{}', ['component a default StorageClass']],
  ['{ volumeName: disk }', ['object PersistentVolume disk']],
  ['{ storageClassName: "" }', []],
])('a claim with spec %s needs storage', (spec, expected) => {
  expect(linesOf(`apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: ${spec}\n`)).toStrictEqual(expected);
});

test('volume claim templates need storage, and resource metrics the metrics-server', () => {
  const yaml = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis }
spec: { volumeClaimTemplates: [{ metadata: { name: data }, spec: {} }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: redis }
spec: { metrics: [{ type: Resource }] }
`;
  expect(linesOf(yaml)).toStrictEqual(['component a default StorageClass', 'component metrics-server']);
});

test.each([
  ['argoproj.io/v1alpha1', 'Application', ['component Argo CD'], 'applications.argoproj.io'],
  ['argoproj.io/v1alpha1', 'Rollout', [], 'rollouts.argoproj.io'],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', ['component Flux'], 'kustomizations.kustomize.toolkit.fluxcd.io'],
  [
    'gateway.networking.k8s.io/v1',
    'BackendTLSPolicy',
    ['component Gateway API 1.6, 1.4 or newer: v1 of BackendTLSPolicy a'],
    'backendtlspolicies.gateway.networking.k8s.io',
  ],
  ['example.com/v1', 'Widget', [], 'widgets.example.com'],
])('the CRD of %s %s comes with its project', (apiVersion, kind, expected, crd) => {
  const yaml = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`;
  expect(linesOf(yaml)).toStrictEqual(expected);
  expect(requirements(yaml).find((requirement) => requirement.kind === 'crd')?.name).toBe(crd);
  const definition = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: ${crd} }\nspec: { group: ${apiVersion.split('/')[0]}, names: { kind: ${kind} } }\n`;
  expect(requirements(`${yaml}---\n${definition}`).some((requirement) => requirement.kind === 'crd')).toBe(false);
});

test('a namespace whose name needs quotes in a shell comes without a command', () => {
  const [namespace] = requirements(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: "x; rm -rf /" }\n`);
  expect(namespace).toMatchObject({ name: 'x; rm -rf /', install: [] });
});
