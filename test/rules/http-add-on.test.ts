import fc from 'fast-check';
import { check } from '../../lib/rules/check';
import { HTTP_ADD_ON_RULES } from '../../lib/rules/http-add-on';
import type { Manifest } from '../../lib/rules/manifest';
import { anyShape } from './any-shape';
import { clusterOf, corpus } from './corpus';

const bad = corpus('bad');

/** What a rule says of a place. */
interface Said {
  readonly severity: string;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

test.each<[name: string, said: Said[]]>([
  [
    'annotations.misspelt',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["httpscaledobject.keda.sh/skip-scaled-object-creation"]',
        message: 'httpscaledobject.keda.sh/skip-scaled-object-creation is no annotation that the operator reads',
        fix: 'write httpscaledobject.keda.sh/skip-scaledobject-creation: "true"',
      },
    ],
  ],
  [
    'annotations.on-route',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["httpscaledobject.keda.sh/skip-scaledobject-creation"]',
        message:
          'httpscaledobject.keda.sh/skip-scaledobject-creation is not read on an InterceptorRoute, for which no ScaledObject is made anyway',
        fix: 'leave it out',
      },
    ],
  ],
  [
    'annotations.orphan-old',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["httpscaledobject.keda.sh/orphan-scaledobject"]',
        message: 'httpscaledobject.keda.sh/orphan-scaledobject is read by the HTTP add-on from 0.14, and the cluster runs 0.13',
        fix: 'leave it out, or declare httpAddOn 0.14',
      },
    ],
  ],
  [
    'annotations',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["httpscaledobject.keda.sh/skip-scaledobject-creation"]',
        message: 'httpscaledobject.keda.sh/skip-scaledobject-creation ("yes") counts only as the literal text "true"',
        fix: 'write "true"',
      },
    ],
  ],
  [
    'api-version.route-alpha',
    [
      {
        severity: 'error',
        path: 'apiVersion',
        message: 'apiVersion ("http.keda.sh/v1alpha1") does not serve InterceptorRoute',
        fix: 'write apiVersion: http.keda.sh/v1beta1',
      },
    ],
  ],
  [
    'api-version.route-on-old',
    [
      {
        severity: 'error',
        path: 'kind',
        message: 'kind ("InterceptorRoute") is served by the HTTP add-on from 0.14, and the cluster runs 0.12',
        fix: 'write an HTTPScaledObject (http.keda.sh/v1alpha1), or declare httpAddOn 0.14',
      },
      {
        severity: 'error',
        path: 'spec.triggers[0].metadata.interceptorRoute',
        message: 'interceptorRoute ("shop") is read by the HTTP add-on from 0.14, and the cluster runs 0.12',
        fix: 'write httpScaledObject: and the name of the HTTPScaledObject, or declare httpAddOn 0.14',
      },
    ],
  ],
  [
    'api-version',
    [
      {
        severity: 'error',
        path: 'apiVersion',
        message: 'apiVersion ("http.keda.sh/v1beta1") does not serve HTTPScaledObject',
        fix: 'write apiVersion: http.keda.sh/v1alpha1',
      },
    ],
  ],
  [
    'deprecated-kind',
    [
      {
        severity: 'warning',
        path: 'kind',
        message: 'kind ("HTTPScaledObject") is deprecated since HTTP add-on 0.14, and announced to be removed',
        fix: 'write an InterceptorRoute (http.keda.sh/v1beta1) and a ScaledObject with an external-push trigger',
      },
    ],
  ],
  [
    'external-name-target',
    [
      {
        severity: 'error',
        path: 'spec.target.service',
        message:
          'service ("shop-proxy") is an ExternalName ("keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local") and has no endpoints: every request waits until it times out',
        fix: "write the Service that selects the app's pods",
      },
    ],
  ],
  [
    'fields-by-version.deployment',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.deployment',
        message: 'deployment ("shop") was removed in HTTP add-on 0.9, and is not read',
        fix: 'write apiVersion: apps/v1, kind: Deployment and name: shop',
      },
    ],
  ],
  [
    'fields-by-version.failover',
    [
      {
        severity: 'error',
        path: 'spec.coldStartTimeoutFailoverRef',
        message: 'coldStartTimeoutFailoverRef is known to the HTTP add-on from 0.11, and the cluster runs 0.10',
        fix: 'leave it out, or declare httpAddOn 0.11',
      },
    ],
  ],
  [
    'fields-by-version.headers',
    [
      {
        severity: 'error',
        path: 'spec.headers',
        message: 'headers is known to the HTTP add-on from 0.12, and the cluster runs 0.11',
        fix: 'leave it out, or declare httpAddOn 0.12',
      },
    ],
  ],
  [
    'fields-by-version.initial-cooldown',
    [
      {
        severity: 'error',
        path: 'spec.initialCooldownPeriod',
        message: 'initialCooldownPeriod is known to the HTTP add-on from 0.10, and the cluster runs 0.9',
        fix: 'leave it out, or declare httpAddOn 0.10',
      },
    ],
  ],
  [
    'fields-by-version.overflow',
    [
      {
        severity: 'error',
        path: 'spec.coldStart.maxPendingRequests',
        message: 'maxPendingRequests is known to the HTTP add-on from 0.16, and the cluster runs 0.15',
        fix: 'leave it out',
      },
    ],
  ],
  [
    'fields-by-version.placeholder',
    [
      {
        severity: 'error',
        path: 'spec.coldStart.placeholder',
        message: 'placeholder is known to the HTTP add-on from 0.15, and the cluster runs 0.14',
        fix: 'leave it out, or declare httpAddOn 0.15',
      },
    ],
  ],
  [
    'fields-by-version.port-name',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.portName',
        message: 'portName ("http") is known to the HTTP add-on from 0.9, and the cluster runs 0.8',
        fix: 'write the number of the Service port as port',
      },
    ],
  ],
  [
    'fields-by-version.static-routes',
    [
      {
        severity: 'error',
        path: 'spec.staticRoutes',
        message: 'staticRoutes is known to the HTTP add-on from 0.16, and the cluster runs 0.15',
        fix: 'leave it out',
      },
    ],
  ],
  [
    'fields-by-version.timeouts',
    [
      {
        severity: 'error',
        path: 'spec.timeouts',
        message: 'timeouts is known to the HTTP add-on from 0.11, and the cluster runs 0.10',
        fix: 'leave it out, or declare httpAddOn 0.11',
      },
    ],
  ],
  [
    'fields-by-version',
    [
      {
        severity: 'error',
        path: 'spec.host',
        message: 'host ("shop.example.com") was removed in HTTP add-on 0.7, and is not read',
        fix: 'write hosts: [shop.example.com]',
      },
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.deployment',
        message: 'deployment ("shop") was removed in HTTP add-on 0.9, and is not read',
        fix: 'write apiVersion: apps/v1, kind: Deployment and name: shop',
      },
    ],
  ],
  [
    'host-list.route',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].hosts',
        message: 'hosts ("shop.example.com") is a text, and must be a list',
        fix: 'write hosts: ["shop.example.com"]',
      },
    ],
  ],
  [
    'host-list',
    [
      {
        severity: 'error',
        path: 'spec.hosts',
        message: 'hosts ("shop.example.com") is a text, and must be a list',
        fix: 'write hosts: ["shop.example.com"]',
      },
    ],
  ],
  [
    'host-missing.catch-all',
    [
      {
        severity: 'warning',
        path: 'spec.hosts',
        message: 'hosts is missing: the route takes every request of the cluster that no other route takes',
        fix: 'write hosts: [app.example.com], or hosts: ["*"] where that is meant',
      },
    ],
  ],
  [
    'host-missing.crash',
    [
      {
        severity: 'warning',
        path: 'spec.hosts',
        message:
          'a route without hosts takes every request, with HTTP add-on 0.12.0 and 0.12.1 also the probes of the interceptor, which then never gets ready',
        fix: 'write hosts: [app.example.com]',
      },
    ],
  ],
  [
    'host-missing',
    [
      {
        severity: 'error',
        path: 'spec.hosts',
        message: 'hosts is missing, and HTTP add-on 0.11 answers every request with 404',
        fix: 'write hosts: [app.example.com]',
      },
    ],
  ],
  [
    'host.catch-all-0-12',
    [
      {
        severity: 'warning',
        path: 'spec.hosts[0]',
        message:
          'host ("*") takes every request, with HTTP add-on 0.12.0 and 0.12.1 also the probes of the interceptor, which then never gets ready',
        fix: 'write the hosts by name, or run 0.12.2',
      },
    ],
  ],
  [
    'host.path',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[0]',
        message: 'host ("shop.example.com/api") holds a path, which is not matched as one',
        fix: 'write "shop.example.com", and the path as a path prefix',
      },
    ],
  ],
  [
    'host.port-old',
    [
      {
        severity: 'error',
        path: 'spec.hosts[0]',
        message: 'host ("shop.example.com:8080") has a port, which requests are matched without',
        fix: 'write "shop.example.com"',
      },
    ],
  ],
  [
    'host.port',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[0]',
        message: 'host ("shop.example.com:8080") has a port, which is dropped: it matches every port',
        fix: 'write "shop.example.com"',
      },
    ],
  ],
  [
    'host.upper-case',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[0]',
        message: 'host ("Shop.Example.com") has upper-case letters, is compared as it stands, and clients send lower case',
        fix: 'write "shop.example.com"',
      },
    ],
  ],
  [
    'host.wildcard-half',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].hosts[0]',
        message: 'host ("*shop.example.com") has a wildcard that is not its whole first label, and matches no request',
        fix: 'write "*.example.com" or "*"',
      },
    ],
  ],
  [
    'host.wildcard-inside',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].hosts[0]',
        message: 'host ("shop.*.example.com") has a wildcard that is not its whole first label, and matches no request',
        fix: 'write "*.example.com" or "*"',
      },
    ],
  ],
  [
    'host.wildcard-old',
    [
      {
        severity: 'error',
        path: 'spec.hosts[0]',
        message: 'host ("*.example.com") is taken literally by an HTTP add-on before 0.12, and the cluster runs 0.11',
        fix: 'write every host by its name, or declare httpAddOn 0.12',
      },
    ],
  ],
  [
    'host',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].hosts[0]',
        message: 'host ("https://shop.example.com") has a scheme, and no request names one in its Host header',
        fix: 'write "shop.example.com"',
      },
    ],
  ],
  [
    'metric-target.pending',
    [
      {
        severity: 'error',
        path: 'spec.targetPendingRequests',
        message: 'targetPendingRequests (0) is below 1, and no autoscaler takes that target',
        fix: 'write how many requests one replica is meant to serve, at least 1',
      },
    ],
  ],
  [
    'metric-target',
    [
      {
        severity: 'error',
        path: 'spec.scalingMetric.requestRate.targetValue',
        message: 'targetValue (0) is below 1, and no autoscaler takes that target',
        fix: 'write how many requests one replica is meant to serve, at least 1',
      },
    ],
  ],
  [
    'misplaced-field.condition-wait',
    [
      {
        severity: 'error',
        path: 'spec.timeouts.conditionWait',
        message: 'conditionWait is not read in spec.timeouts',
        fix: 'move it to spec.timeouts.readiness',
      },
    ],
  ],
  [
    'misplaced-field.metric',
    [
      {
        severity: 'error',
        path: 'spec.scalingMetric.targetValue',
        message: 'targetValue is not read in spec.scalingMetric',
        fix: 'move it to spec.scalingMetric.concurrency.targetValue',
      },
    ],
  ],
  [
    'misplaced-field.replica-count',
    [
      {
        severity: 'error',
        path: 'spec.minReplicaCount',
        message: 'minReplicaCount is not read in spec',
        fix: 'move it to spec.replicas.min',
      },
      {
        severity: 'error',
        path: 'spec.maxReplicaCount',
        message: 'maxReplicaCount is not read in spec',
        fix: 'move it to spec.replicas.max',
      },
    ],
  ],
  [
    'misplaced-field.route-hosts',
    [
      { severity: 'error', path: 'spec.hosts', message: 'hosts is not read in spec', fix: 'move it to spec.rules[].hosts' },
      {
        severity: 'error',
        path: 'spec.pathPrefixes',
        message: 'pathPrefixes is not read in spec',
        fix: 'move it to spec.rules[].paths[].value',
      },
    ],
  ],
  [
    'misplaced-field.route-paths',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].pathPrefixes',
        message: 'pathPrefixes is not read in spec.rules[0]',
        fix: 'move it to spec.rules[].paths[].value',
      },
    ],
  ],
  [
    'misplaced-field.route-replicas',
    [
      {
        severity: 'error',
        path: 'spec.replicas',
        message: 'replicas is not read in spec',
        fix: 'move it to minReplicaCount and maxReplicaCount of the ScaledObject',
      },
      {
        severity: 'error',
        path: 'spec.scaledownPeriod',
        message: 'scaledownPeriod is not read in spec',
        fix: 'move it to cooldownPeriod of the ScaledObject',
      },
    ],
  ],
  [
    'misplaced-field.route-target',
    [
      {
        severity: 'error',
        path: 'spec.target.name',
        message: 'name is not read in spec.target',
        fix: 'move it to scaleTargetRef of the ScaledObject',
      },
      {
        severity: 'error',
        path: 'spec.target.kind',
        message: 'kind is not read in spec.target',
        fix: 'move it to scaleTargetRef of the ScaledObject',
      },
      {
        severity: 'error',
        path: 'spec.target.apiVersion',
        message: 'apiVersion is not read in spec.target',
        fix: 'move it to scaleTargetRef of the ScaledObject',
      },
    ],
  ],
  [
    'misplaced-field',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.targetPendingRequests',
        message: 'targetPendingRequests is not read in spec.scaleTargetRef',
        fix: 'move it to spec.scalingMetric.concurrency.targetValue',
      },
    ],
  ],
  [
    'name-length',
    [
      {
        severity: 'error',
        path: 'metadata.name',
        message: 'name (59 characters) has more than 54: the autoscaler keda-hpa-shop-checkout-pa... is refused',
        fix: 'write a name of at most 54 characters',
      },
    ],
  ],
  [
    'one-metric',
    [
      {
        severity: 'error',
        path: 'spec.scalingMetric',
        message: 'concurrency and requestRate exclude each other: the operator makes no ScaledObject and writes no status',
        fix: 'leave one of the two out, or write an InterceptorRoute, which takes both',
      },
    ],
  ],
  [
    'order.httpscaledobject',
    [
      {
        severity: 'warning',
        path: 'spec.triggers[0].metadata.httpScaledObject',
        message: 'httpScaledObject ("shop") comes after this ScaledObject: KEDA 2.17 then makes an autoscaler on CPU, and keeps it',
        fix: 'move the HTTPScaledObject before the ScaledObject, or declare keda 2.20',
      },
    ],
  ],
  [
    'order',
    [
      {
        severity: 'warning',
        path: 'spec.triggers[0].metadata.interceptorRoute',
        message: 'interceptorRoute ("shop") comes after this ScaledObject: KEDA 2.19 then makes an autoscaler on CPU, and keeps it',
        fix: 'move the InterceptorRoute before the ScaledObject, or declare keda 2.20',
      },
    ],
  ],
  [
    'placeholder-config-map.absent',
    [
      {
        severity: 'warning',
        path: 'spec.coldStart.placeholder.response.bodyFromConfigMap.name',
        message: 'name ("placeholder-page") is not among these manifests in namespace shop: without the ConfigMap the answer is 500',
        fix: 'write the name of a ConfigMap in shop with the label http.keda.sh/response-body: "true"',
      },
    ],
  ],
  [
    'placeholder-config-map.key',
    [
      {
        severity: 'error',
        path: 'spec.coldStart.placeholder.response.bodyFromConfigMap.key',
        message: 'key ("index.html") is not in the data of ConfigMap placeholder-page: the answer is 500',
        fix: 'write one of loading.html',
      },
    ],
  ],
  [
    'placeholder-config-map.label',
    [
      {
        severity: 'error',
        path: 'spec.coldStart.placeholder.response.bodyFromConfigMap.name',
        message:
          'name ("placeholder-page") is a ConfigMap with "yes" as http.keda.sh/response-body, which the interceptor does not see: the answer is 500',
        fix: 'label the ConfigMap http.keda.sh/response-body: "true"',
      },
    ],
  ],
  [
    'placeholder-config-map',
    [
      {
        severity: 'error',
        path: 'spec.coldStart.placeholder.response.bodyFromConfigMap.name',
        message:
          'name ("placeholder-page") is a ConfigMap without the label http.keda.sh/response-body, which the interceptor does not see: the answer is 500',
        fix: 'label the ConfigMap http.keda.sh/response-body: "true"',
      },
    ],
  ],
  [
    'replica-bounds.default',
    [{ severity: 'error', path: 'spec.replicas.min', message: 'min (120) is above max (100, the default)', fix: 'raise max or lower min' }],
  ],
  ['replica-bounds.negative', [{ severity: 'error', path: 'spec.replicas.min', message: 'min (-1) is below 0', fix: 'write 0 or more' }]],
  [
    'replica-bounds',
    [{ severity: 'error', path: 'spec.replicas.min', message: 'min (5) is above max (2)', fix: 'raise max or lower min' }],
  ],
  [
    'replica-bounds.zero',
    [
      {
        severity: 'error',
        path: 'spec.replicas.max',
        message: 'max (0) is below 1, the least that an autoscaler takes',
        fix: 'write 1 or more',
      },
    ],
  ],
  [
    'route-rules.empty',
    [
      {
        severity: 'error',
        path: 'spec.rules',
        message: 'rules is empty: the route is accepted, gets ready and takes no request',
        fix: 'write rules with the hosts of the app, or rules: [{ hosts: ["*"] }] for any host',
      },
    ],
  ],
  [
    'route-rules',
    [
      {
        severity: 'error',
        path: 'spec.rules',
        message: 'rules is missing: the route is accepted, gets ready and takes no request',
        fix: 'write rules with the hosts of the app, or rules: [{ hosts: ["*"] }] for any host',
      },
    ],
  ],
  [
    'scaler-address.namespace',
    [
      {
        severity: 'warning',
        path: 'spec.triggers[0].metadata.scalerAddress',
        message:
          'scalerAddress ("keda-add-ons-http-external-scaler.http-add-on:9090") is not the external scaler of the declared HTTP add-on',
        fix: 'write keda-add-ons-http-external-scaler.keda:9090',
      },
    ],
  ],
  [
    'scaler-address.scheme',
    [
      {
        severity: 'error',
        path: 'spec.triggers[0].metadata.scalerAddress',
        message: 'scalerAddress ("http://keda-add-ons-http-external-scaler.keda:9090") has a scheme, and gRPC takes host:port',
        fix: 'write keda-add-ons-http-external-scaler.keda:9090',
      },
    ],
  ],
  [
    'scaler-address',
    [
      {
        severity: 'error',
        path: 'spec.triggers[0].metadata.scalerAddress',
        message: 'scalerAddress ("keda-add-ons-http-interceptor-proxy.keda:8080") is the interceptor, which answers no scaler requests',
        fix: 'write keda-add-ons-http-external-scaler.keda:9090',
      },
    ],
  ],
  [
    'scaler-reference.absent',
    [
      {
        severity: 'warning',
        path: 'spec.triggers[0].metadata.interceptorRoute',
        message: 'interceptorRoute ("shopp") is not among these manifests in namespace shop: without it the scaler reports no metric',
        fix: 'write the name of an InterceptorRoute in shop',
      },
    ],
  ],
  [
    'scaler-reference.both',
    [
      {
        severity: 'warning',
        path: 'spec.triggers[0].metadata.httpScaledObject',
        message: 'httpScaledObject ("shop") is not read beside interceptorRoute ("shop")',
        fix: 'leave one of the two out',
      },
    ],
  ],
  [
    'scaler-reference.misspelt',
    [
      {
        severity: 'error',
        path: 'spec.triggers[0].metadata.interceptorRouteName',
        message: 'interceptorRouteName is not read by the scaler, and no route is named',
        fix: 'write interceptorRoute: and the name of the InterceptorRoute',
      },
    ],
  ],
  [
    'scaler-reference.old-name',
    [
      {
        severity: 'error',
        path: 'metadata.name',
        message: 'name ("shop-scaler") is what an HTTP add-on before 0.11 looks up, not httpScaledObject ("shop")',
        fix: 'write name: shop, or declare httpAddOn 0.11',
      },
    ],
  ],
  [
    'scaler-reference.other-namespace',
    [
      {
        severity: 'warning',
        path: 'spec.triggers[0].metadata.interceptorRoute',
        message: 'interceptorRoute ("shop") stands in namespace shop, and is looked up in apps, that of the ScaledObject',
        fix: 'put route, ScaledObject, workload and Service into one namespace',
      },
    ],
  ],
  [
    'scaler-reference.wrong-kind',
    [
      {
        severity: 'warning',
        path: 'spec.triggers[0].metadata.httpScaledObject',
        message: 'httpScaledObject ("shop") is the name of an InterceptorRoute, not of an HTTPScaledObject',
        fix: 'write interceptorRoute: shop',
      },
    ],
  ],
  [
    'scaler-reference',
    [
      {
        severity: 'error',
        path: 'spec.triggers[0].metadata',
        message: 'interceptorRoute is missing, and the scaler reports no metric',
        fix: 'write interceptorRoute: and the name of the InterceptorRoute',
      },
    ],
  ],
  [
    'shadowed-route',
    [
      {
        severity: 'warning',
        path: 'kind',
        message: 'kind ("HTTPScaledObject") is deprecated since HTTP add-on 0.14, and announced to be removed',
        fix: 'write an InterceptorRoute (http.keda.sh/v1beta1) and a ScaledObject with an external-push trigger',
      },
      {
        severity: 'warning',
        path: 'metadata.name',
        message: 'name ("shop") is also that of an InterceptorRoute in this namespace, which takes the requests of both',
        fix: 'remove the HTTPScaledObject; while migrating annotate it httpscaledobject.keda.sh/orphan-scaledobject: "true"',
      },
    ],
  ],
  [
    'skipped-fields',
    [
      {
        severity: 'warning',
        path: 'spec.replicas',
        message: 'replicas ({"min":0,"max":10}) has no effect, since httpscaledobject.keda.sh/skip-scaledobject-creation is "true"',
        fix: 'write it into your ScaledObject and leave it out here',
      },
      {
        severity: 'warning',
        path: 'spec.scaledownPeriod',
        message: 'scaledownPeriod (60) has no effect, since httpscaledobject.keda.sh/skip-scaledobject-creation is "true"',
        fix: 'write it into your ScaledObject and leave it out here',
      },
    ],
  ],
  [
    'spin-port.number',
    [
      {
        severity: 'error',
        path: 'spec.target.port',
        message: 'port (3000) is not on the Service of SpinApp shop, which has port 80 alone',
        fix: 'write port: 80',
      },
    ],
  ],
  [
    'spin-port',
    [
      {
        severity: 'error',
        path: 'spec.target.portName',
        message: 'portName ("http-app") is not on the Service of SpinApp shop, whose one port has no name',
        fix: 'write port: 80',
      },
    ],
  ],
  [
    'target-name.empty',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.name',
        message: 'name is empty: the operator makes a ScaledObject that scales nothing',
        fix: 'write the name of the Deployment, or annotate the object httpscaledobject.keda.sh/skip-scaledobject-creation: "true"',
      },
    ],
  ],
  [
    'target-name',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.name',
        message: 'name is missing: the operator makes a ScaledObject that scales nothing',
        fix: 'write the name of the Deployment, or annotate the object httpscaledobject.keda.sh/skip-scaledobject-creation: "true"',
      },
    ],
  ],
  [
    'target-pending-requests',
    [
      {
        severity: 'warning',
        path: 'spec.targetPendingRequests',
        message: 'targetPendingRequests (200) has no effect, since scalingMetric.concurrency is given',
        fix: 'leave it out, and write the target as scalingMetric.concurrency.targetValue',
      },
    ],
  ],
  [
    'target-port.fallback',
    [
      {
        severity: 'error',
        path: 'spec.coldStart.fallback.service.port',
        message: 'port (80) and portName ("http") exclude each other',
        fix: 'leave one of the two out',
      },
    ],
  ],
  [
    'target-port.missing',
    [
      {
        severity: 'error',
        path: 'spec.target',
        message: 'port is missing, and portName too',
        fix: 'write the port of the Service as port, or its name as portName',
      },
    ],
  ],
  [
    'target-port',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.portName',
        message: 'port (80) and portName ("http") exclude each other',
        fix: 'leave one of the two out',
      },
    ],
  ],
  [
    'target-port.zero',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.port',
        message: 'port (0) is no port',
        fix: 'write the port of the Service, from 1 to 65535',
      },
    ],
  ],
])('%s', (name, said) => {
  const { manifests, cluster } = bad.find((each) => each.name === `http-add-on/${name}`)!;
  const findings = check(manifests, cluster, HTTP_ADD_ON_RULES);
  expect(findings.map(({ severity, path, message, fix }) => ({ severity, path, message, fix }))).toStrictEqual(said);
});

test('an add-on under other names is the one that is declared', () => {
  const { manifests, cluster } = bad.find(({ name }) => name === 'http-add-on/scaler-address.namespace')!;
  const interceptor = { ...cluster.interceptor, scalerAddress: 'keda-add-ons-http-external-scaler.http-add-on:9090' };
  expect(check(manifests, { ...cluster, interceptor }, HTTP_ADD_ON_RULES)).toStrictEqual([]);
});

test('what no add-on is declared for has the defaults of its chart', () => {
  const { manifests, cluster } = bad.find(({ name }) => name === 'http-add-on/scaler-address')!;
  expect(check(manifests, { ...cluster, interceptor: {} }, HTTP_ADD_ON_RULES)).toMatchObject([
    { fix: 'write keda-add-ons-http-external-scaler.keda:9090' },
  ]);
});

const KINDS = [
  ['http.keda.sh/v1alpha1', 'HTTPScaledObject'],
  ['http.keda.sh/v1beta1', 'InterceptorRoute'],
  ['keda.sh/v1alpha1', 'ScaledObject'],
] as const;

test('fields of any shape are no reason to throw', () => {
  const manifest = fc
    .tuple(fc.constantFrom(...KINDS), anyShape(), anyShape())
    .map(([[apiVersion, kind], spec, annotations]) => ({ apiVersion, kind, metadata: { name: 'shop', annotations }, spec }));
  fc.assert(
    fc.property(fc.array(manifest, { minLength: 1, maxLength: 4 }), (manifests) => {
      check(manifests as unknown as Manifest[], clusterOf(), HTTP_ADD_ON_RULES);
    }),
    { numRuns: 500 },
  );
});
