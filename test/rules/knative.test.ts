import { check } from '../../lib/rules/check';
import { KNATIVE_RULES } from '../../lib/rules/knative';
import { parseDuration, parseInteger, parseNumber } from '../../lib/rules/knative/go';
import { similar } from '../../lib/rules/knative/similar';
import { corpus } from './corpus';
import { distorted } from './hostile';

/** What is said of each bad manifest, whole. */
const SAID: { readonly [name: string]: readonly object[] } = {
  'knative/annotation-text.boolean': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["sidecar.istio.io/inject"]',
      message: 'sidecar.istio.io/inject (true) is not a text',
      fix: 'quote it: "true"',
    },
  ],
  'knative/annotation-text.null': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: 'autoscaling.knative.dev/max-scale (null) is not a text',
      fix: 'write a text in quotes, or leave it out',
    },
  ],
  'knative/annotation-text': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/min-scale"]',
      message: 'autoscaling.knative.dev/min-scale (1) is not a text',
      fix: 'quote it: "1"',
    },
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: 'autoscaling.knative.dev/max-scale (10) is not a text',
      fix: 'quote it: "10"',
    },
  ],
  'knative/autoscaling-annotation-name.both': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/minScale"]',
      message: 'minScale ("3") does nothing beside min-scale ("1")',
      fix: 'leave autoscaling.knative.dev/minScale out',
    },
  ],
  'knative/autoscaling-annotation-name.camel-case': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/activationScale"]',
      message:
        '"autoscaling.knative.dev/activationScale" is no annotation that Knative reads: did you mean autoscaling.knative.dev/activation-scale?',
      fix: 'write autoscaling.knative.dev/activation-scale',
    },
  ],
  'knative/autoscaling-annotation-name.domain': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["serving.knative.dev/min-scale"]',
      message: '"serving.knative.dev/min-scale" is no annotation that Knative reads: did you mean autoscaling.knative.dev/min-scale?',
      fix: 'write autoscaling.knative.dev/min-scale',
    },
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscale.knative.dev/max-scale"]',
      message: '"autoscale.knative.dev/max-scale" is no annotation that Knative reads: did you mean autoscaling.knative.dev/max-scale?',
      fix: 'write autoscaling.knative.dev/max-scale',
    },
  ],
  'knative/autoscaling-annotation-name.dot': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev.min-scale"]',
      message: '"autoscaling.knative.dev.min-scale" is no annotation that Knative reads: did you mean autoscaling.knative.dev/min-scale?',
      fix: 'write autoscaling.knative.dev/min-scale',
    },
  ],
  'knative/autoscaling-annotation-name.typo': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/target-utilisation-percentage"]',
      message:
        '"autoscaling.knative.dev/target-utilisation-percentage" is no annotation that Knative reads: did you mean autoscaling.knative.dev/target-utilization-percentage?',
      fix: 'write autoscaling.knative.dev/target-utilization-percentage',
    },
  ],
  'knative/autoscaling-annotation-name': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/minscale"]',
      message: '"autoscaling.knative.dev/minscale" is no annotation that Knative reads: did you mean autoscaling.knative.dev/min-scale?',
      fix: 'write autoscaling.knative.dev/min-scale',
    },
  ],
  'knative/autoscaling-annotation-placement.camel-case': [
    {
      severity: 'error',
      path: 'metadata.annotations["autoscaling.knative.dev/minScale"]',
      message: '"autoscaling.knative.dev/minScale" on a Service is refused, it works on the revision template only',
      fix: 'move it to spec.template.metadata.annotations',
    },
  ],
  'knative/autoscaling-annotation-placement.configuration': [
    {
      severity: 'error',
      path: 'metadata.annotations["autoscaling.knative.dev/target"]',
      message: '"autoscaling.knative.dev/target" on a Configuration is refused, it works on the revision template only',
      fix: 'move it to spec.template.metadata.annotations',
    },
  ],
  'knative/autoscaling-annotation-placement.label': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.labels["autoscaling.knative.dev/min-scale"]',
      message: '"autoscaling.knative.dev/min-scale" is a label here, and Knative reads annotations',
      fix: 'move it to spec.template.metadata.annotations',
    },
  ],
  'knative/autoscaling-annotation-placement.route': [
    {
      severity: 'error',
      path: 'metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: '"autoscaling.knative.dev/max-scale" on a Route is refused, it works on the revision template only',
      fix: "move it to the spec.template.metadata.annotations of the route's Service",
    },
  ],
  'knative/autoscaling-annotation-placement': [
    {
      severity: 'error',
      path: 'metadata.annotations["autoscaling.knative.dev/min-scale"]',
      message: '"autoscaling.knative.dev/min-scale" on a Service is refused, it works on the revision template only',
      fix: 'move it to spec.template.metadata.annotations',
    },
    {
      severity: 'error',
      path: 'metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: '"autoscaling.knative.dev/max-scale" on a Service is refused, it works on the revision template only',
      fix: 'move it to spec.template.metadata.annotations',
    },
  ],
  'knative/autoscaling-annotation-value.activation': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/activation-scale"]',
      message: 'activation-scale ("1") is not a whole number of at least 2',
      fix: 'write a whole number of at least 2, such as "2"',
    },
  ],
  'knative/autoscaling-annotation-value.algorithm': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/metric-aggregation-algorithm"]',
      message: 'metric-aggregation-algorithm ("exponential") is no algorithm of Knative\'s autoscaler',
      fix: 'write "linear" or "weighted-exponential"',
    },
  ],
  'knative/autoscaling-annotation-value.burst': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/target-burst-capacity"]',
      message: 'target-burst-capacity ("-2") is not a number of at least 0, or -1',
      fix: 'write a number of at least 0, or -1, such as "200"',
    },
  ],
  'knative/autoscaling-annotation-value.camel-case': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/targetBurstCapacity"]',
      message: 'targetBurstCapacity ("unlimited") is not a number of at least 0, or -1',
      fix: 'write a number of at least 0, or -1, such as "200"',
    },
  ],
  'knative/autoscaling-annotation-value.delay-fraction': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/scale-down-delay"]',
      message: 'scale-down-delay ("500ms") is not a duration from 0s to 1h in whole seconds',
      fix: 'write a duration from 0s to 1h in whole seconds, such as "60s"',
    },
  ],
  'knative/autoscaling-annotation-value.delay': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/scale-down-delay"]',
      message: 'scale-down-delay ("1h1s") is not a duration from 0s to 1h in whole seconds',
      fix: 'write a duration from 0s to 1h in whole seconds, such as "60s"',
    },
  ],
  'knative/autoscaling-annotation-value.empty': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: 'max-scale ("") is not a whole number of at least 0',
      fix: 'leave it out, or write a whole number of at least 0, such as "1"',
    },
  ],
  'knative/autoscaling-annotation-value.fraction-utilization': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/target-utilization-percentage"]',
      message: 'target-utilization-percentage ("0.7") is not a number from 1 to 100',
      fix: 'write a number from 1 to 100, such as "70"',
    },
  ],
  'knative/autoscaling-annotation-value.initial': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/initial-scale"]',
      message: 'initial-scale ("-1") is not a whole number of at least 0',
      fix: 'write a whole number of at least 0, such as "1"',
    },
  ],
  'knative/autoscaling-annotation-value.int32': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: 'max-scale ("2147483648") is not a whole number of at least 0',
      fix: 'write a whole number of at least 0, such as "1"',
    },
  ],
  'knative/autoscaling-annotation-value.integer': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/min-scale"]',
      message: 'min-scale ("1.5") is not a whole number of at least 0',
      fix: 'write a whole number of at least 0, such as "1"',
    },
  ],
  'knative/autoscaling-annotation-value.panic-threshold': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/panic-threshold-percentage"]',
      message: 'panic-threshold-percentage ("100") is not a number from 110 to 1000',
      fix: 'write a number from 110 to 1000, such as "200"',
    },
  ],
  'knative/autoscaling-annotation-value.panic-window': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/panic-window-percentage"]',
      message: 'panic-window-percentage ("0") is not a number from 1 to 100',
      fix: 'write a number from 1 to 100, such as "10"',
    },
  ],
  'knative/autoscaling-annotation-value.retention': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/scale-to-zero-pod-retention-period"]',
      message: 'scale-to-zero-pod-retention-period ("90 s") is not a duration from 0s to 1h',
      fix: 'write a duration from 0s to 1h, such as "60s"',
    },
  ],
  'knative/autoscaling-annotation-value.utilization': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/target-utilization-percentage"]',
      message: 'target-utilization-percentage ("120") is not a number from 1 to 100',
      fix: 'write a number from 1 to 100, such as "70"',
    },
  ],
  'knative/autoscaling-annotation-value.window-fraction': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/window"]',
      message: 'window ("6.5s") is not a duration from 6s to 1h in whole seconds',
      fix: 'write a duration from 6s to 1h in whole seconds, such as "60s"',
    },
  ],
  'knative/autoscaling-annotation-value.window-long': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/window"]',
      message: 'window ("2h") is not a duration from 6s to 1h in whole seconds',
      fix: 'write a duration from 6s to 1h in whole seconds, such as "60s"',
    },
  ],
  'knative/autoscaling-annotation-value.window': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/window"]',
      message: 'window ("60") is not a duration from 6s to 1h in whole seconds',
      fix: 'write a duration from 6s to 1h in whole seconds, such as "60s"',
    },
  ],
  'knative/autoscaling-annotation-value': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/min-scale"]',
      message: 'min-scale ("-1") is not a whole number of at least 0',
      fix: 'write a whole number of at least 0, such as "1"',
    },
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/target"]',
      message: 'target ("0") is not a number of at least 0.01',
      fix: 'write a number of at least 0.01, such as "10"',
    },
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/window"]',
      message: 'window ("2s") is not a duration from 6s to 1h in whole seconds',
      fix: 'write a duration from 6s to 1h in whole seconds, such as "60s"',
    },
  ],
  'knative/autoscaling-class.empty': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/class"]',
      message: 'class ("") names no autoscaler',
      fix: 'write kpa.autoscaling.knative.dev or hpa.autoscaling.knative.dev, or leave it out',
    },
  ],
  'knative/autoscaling-class.short': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/class"]',
      message: 'class ("hpa") is not the name of Knative\'s autoscaler',
      fix: 'write hpa.autoscaling.knative.dev',
    },
  ],
  'knative/autoscaling-class': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/class"]',
      message: 'class ("keda.autoscaling.knative.dev") is no autoscaler of Knative',
      fix: 'write kpa.autoscaling.knative.dev or hpa.autoscaling.knative.dev, or leave it out',
    },
  ],
  'knative/autoscaling-metric.concurrency-hpa': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/metric"]',
      message: 'metric ("concurrency") with class hpa.autoscaling.knative.dev is looked for among the custom pod metrics',
      fix: 'write class kpa.autoscaling.knative.dev, which measures concurrency itself',
    },
  ],
  'knative/autoscaling-metric.empty-kpa': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/metric"]',
      message: 'metric ("") is none of class kpa.autoscaling.knative.dev, the default',
      fix: 'leave it out, or write concurrency or rps',
    },
  ],
  'knative/autoscaling-metric.empty': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/metric"]',
      message: 'metric ("") is none of class hpa.autoscaling.knative.dev',
      fix: 'write cpu, memory or the name of a custom metric, or leave it out',
    },
  ],
  'knative/autoscaling-metric.kpa': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/metric"]',
      message: 'metric ("memory") is none of class kpa.autoscaling.knative.dev',
      fix: 'add autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, or write concurrency or rps',
    },
  ],
  'knative/autoscaling-metric': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/metric"]',
      message: 'metric ("cpu") is none of class kpa.autoscaling.knative.dev, the default',
      fix: 'add autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, or write concurrency or rps',
    },
  ],
  'knative/container-concurrency.negative': [
    {
      severity: 'error',
      path: 'spec.template.spec.containerConcurrency',
      message: 'containerConcurrency (-1) is not from 0 to 1000',
      fix: 'write 0 for no limit, or leave it out',
    },
  ],
  'knative/container-concurrency': [
    {
      severity: 'error',
      path: 'spec.template.spec.containerConcurrency',
      message: 'containerConcurrency (2000) is not from 0 to 1000',
      fix: 'write 0 for no limit, or leave it out',
    },
  ],
  'knative/container-concurrency.zero': [
    {
      severity: 'error',
      path: 'spec.template.spec.containerConcurrency',
      message: 'containerConcurrency (0) is not from 1 to 1000',
      fix: 'write a number from 1 to 1000',
    },
  ],
  'knative/container-name.twice': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[1].name',
      message: 'name ("wagi") is that of another container',
      fix: 'rename one of them',
    },
  ],
  'knative/container-name': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].name',
      message: 'name ("queue-proxy") is that of Knative\'s sidecar',
      fix: 'rename the container',
    },
  ],
  'knative/containers.image': [
    { severity: 'error', path: 'spec.template.spec.containers[0].image', message: 'image is missing', fix: 'write the image of the app' },
  ],
  'knative/containers.reference': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].image',
      message: 'image ("https://ghcr.io/my-org/knative-wagi:0.8.1") is no image reference',
      fix: 'write registry/name:tag in lower case, without scheme',
    },
  ],
  'knative/containers.upper-case': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].image',
      message: 'image ("ghcr.io/My-Org/knative-wagi:0.8.1") is no image reference',
      fix: 'write registry/name:tag in lower case, without scheme',
    },
  ],
  'knative/containers': [
    { severity: 'error', path: 'spec.template.spec.containers', message: 'there is no container', fix: 'write one with an image' },
  ],
  'knative/domain-claim': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'domain "wagi.example.com" is mapped in namespace wagi too, and belongs to one',
      fix: 'remove one of the two, or use two domains',
    },
  ],
  'knative/domain-name.cluster-local': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("wagi.default.svc.cluster.local") lies under the cluster\'s own domain',
      fix: 'write a public name',
    },
  ],
  'knative/domain-name.wildcard': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("*.example.com") is no full domain name',
      fix: 'write one such as "app.example.com"',
    },
  ],
  'knative/domain-name': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("wagi") is no full domain name',
      fix: 'write one such as "app.example.com"',
    },
  ],
  'knative/domain-target.api-version': [
    { severity: 'error', path: 'spec.ref.apiVersion', message: 'the target has no apiVersion', fix: 'write serving.knative.dev/v1' },
  ],
  'knative/domain-target.misspelt': [
    {
      severity: 'warning',
      path: 'spec.ref.name',
      message: 'Service "autoscale-waggi" is not among these manifests, which hold another Service of namespace wagi',
      fix: 'correct the name, if it is not on the cluster',
    },
  ],
  'knative/domain-target': [
    {
      severity: 'error',
      path: 'spec.ref.namespace',
      message: 'namespace ("default") is not the mapping\'s ("wagi")',
      fix: 'move the DomainMapping to default',
    },
  ],
  'knative/env.env-from': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].envFrom[0]',
      message: 'configMapRef and secretRef stand in one entry',
      fix: 'write two entries',
    },
  ],
  'knative/env.service': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].env[0].name',
      message: 'K_SERVICE is set by Knative and refused here',
      fix: 'leave it out, or rename it',
    },
  ],
  'knative/env': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].env[0].name',
      message: 'PORT is set by Knative and refused here',
      fix: 'leave it out: Knative sets it to containerPort',
    },
  ],
  'knative/feature-flag.capabilities': [
    {
      severity: 'warning',
      path: 'spec.template.spec.containers[0].securityContext.capabilities.add',
      message: 'capabilities.add (a list of 1) is refused unless config-features sets kubernetes.containerspec-addcapabilities',
      fix: 'leave it out, or set kubernetes.containerspec-addcapabilities: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-flag.claim': [
    {
      severity: 'warning',
      path: 'spec.template.spec.volumes[0].persistentVolumeClaim',
      message: 'persistentVolumeClaim (an object) is refused unless config-features sets kubernetes.podspec-persistent-volume-claim',
      fix: 'use secret, configMap, projected or emptyDir, or set kubernetes.podspec-persistent-volume-claim: enabled and declare it among the Knative features',
    },
    {
      severity: 'warning',
      path: 'spec.template.spec.volumes[0].persistentVolumeClaim.readOnly',
      message: 'readOnly (false) is refused unless config-features sets kubernetes.podspec-persistent-volume-write',
      fix: 'write true, or set kubernetes.podspec-persistent-volume-write: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-flag.field-ref': [
    {
      severity: 'warning',
      path: 'spec.template.spec.containers[0].env[0].valueFrom.fieldRef',
      message: 'fieldRef (an object) is refused unless config-features sets kubernetes.podspec-fieldref',
      fix: 'leave it out, or set kubernetes.podspec-fieldref: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-flag.host-path': [
    {
      severity: 'warning',
      path: 'spec.template.spec.volumes[0].hostPath',
      message: 'hostPath (an object) is refused unless config-features sets kubernetes.podspec-volumes-hostpath',
      fix: 'use secret, configMap, projected or emptyDir, or set kubernetes.podspec-volumes-hostpath: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-flag.init': [
    {
      severity: 'warning',
      path: 'spec.template.spec.initContainers',
      message: 'initContainers (a list of 1) is refused unless config-features sets kubernetes.podspec-init-containers',
      fix: 'leave it out, or set kubernetes.podspec-init-containers: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-flag.security-context': [
    {
      severity: 'warning',
      path: 'spec.template.spec.securityContext',
      message: 'securityContext (an object) is refused unless config-features sets kubernetes.podspec-securitycontext',
      fix: 'write it on the container, or set kubernetes.podspec-securitycontext: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-flag.sidecar-probe': [
    {
      severity: 'warning',
      path: 'spec.template.spec.containers[1].livenessProbe',
      message: 'livenessProbe (an object) is refused unless config-features sets multi-container-probing',
      fix: 'leave it out, or set multi-container-probing: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-flag.switched-off': [
    {
      severity: 'warning',
      path: 'spec.template.spec.volumes[0].emptyDir',
      message: 'emptyDir is refused, config-features switches kubernetes.podspec-volumes-emptydir off',
      fix: 'use another volume',
    },
  ],
  'knative/feature-flag': [
    {
      severity: 'warning',
      path: 'spec.template.spec.nodeSelector',
      message: 'nodeSelector (an object) is refused unless config-features sets kubernetes.podspec-nodeselector',
      fix: 'leave it out, or set kubernetes.podspec-nodeselector: enabled and declare it among the Knative features',
    },
    {
      severity: 'warning',
      path: 'spec.template.spec.tolerations',
      message: 'tolerations (a list of 1) is refused unless config-features sets kubernetes.podspec-tolerations',
      fix: 'leave it out, or set kubernetes.podspec-tolerations: enabled and declare it among the Knative features',
    },
  ],
  'knative/feature-name.value': [
    {
      severity: 'warning',
      path: 'data["kubernetes.podspec-nodeselector"]',
      message: 'kubernetes.podspec-nodeselector ("true") is not enabled, allowed or disabled, it does nothing',
      fix: 'write "enabled"',
    },
  ],
  'knative/feature-name': [
    {
      severity: 'warning',
      path: 'data["kubernetes.podspec-runtimeclass"]',
      message: '"kubernetes.podspec-runtimeclass" is no flag of Knative: did you mean kubernetes.podspec-runtimeclassname?',
      fix: 'write kubernetes.podspec-runtimeclassname',
    },
  ],
  'knative/field-not-taken.host-port': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].ports[0].hostPort',
      message: 'hostPort (8080) is refused by Knative',
      fix: 'leave it out: requests come through the route',
    },
  ],
  'knative/field-not-taken.lifecycle': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].lifecycle',
      message: 'lifecycle (an object) is refused by Knative',
      fix: 'leave it out',
    },
  ],
  'knative/field-not-taken.privileged': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].securityContext.privileged',
      message: 'privileged (true) is refused by Knative',
      fix: 'write false, or leave it out',
    },
  ],
  'knative/field-not-taken.token': [
    {
      severity: 'error',
      path: 'spec.template.spec.automountServiceAccountToken',
      message: 'automountServiceAccountToken (true) is refused by Knative',
      fix: 'write false, or leave it out',
    },
  ],
  'knative/field-not-taken': [
    {
      severity: 'error',
      path: 'spec.template.spec.restartPolicy',
      message: 'restartPolicy ("Always") is refused by Knative',
      fix: 'leave it out',
    },
    {
      severity: 'error',
      path: 'spec.template.spec.terminationGracePeriodSeconds',
      message: 'terminationGracePeriodSeconds (30) is refused by Knative',
      fix: 'leave it out: Knative sets it to timeoutSeconds',
    },
  ],
  'knative/hpa-scale-to-zero': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/min-scale"]',
      message: 'min-scale ("0") is read as 1 with class hpa.autoscaling.knative.dev',
      fix: 'write "1", or class kpa.autoscaling.knative.dev with metric concurrency or rps',
    },
  ],
  'knative/hpa-target': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/metric"]',
      message: 'metric ("memory") has no target, and Kubernetes scales on 80% cpu instead',
      fix: 'add autoscaling.knative.dev/target',
    },
  ],
  'knative/initial-scale': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/initial-scale"]',
      message: 'initial-scale ("0") is refused unless config-autoscaler sets allow-zero-initial-scale',
      fix: 'leave it out, or set allow-zero-initial-scale: "true" and declare it among the Knative features',
    },
  ],
  'knative/kpa-only-annotation': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/activation-scale"]',
      message: 'activation-scale ("3") does nothing with class hpa.autoscaling.knative.dev',
      fix: 'leave it out, or write class kpa.autoscaling.knative.dev',
    },
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/scale-down-delay"]',
      message: 'scale-down-delay ("15m") does nothing with class hpa.autoscaling.knative.dev',
      fix: 'leave it out, or write class kpa.autoscaling.knative.dev',
    },
  ],
  'knative/listen-address.equals': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].args[3]',
      message: '"127.0.0.1:8080" is reached from inside the container only, so that the revision never gets ready',
      fix: 'write "0.0.0.0:8080"',
    },
  ],
  'knative/listen-address.silent': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].command',
      message: 'WAGI is not told where to listen, and so listens on 127.0.0.1:3000, inside the container only',
      fix: 'add "-l", "0.0.0.0:8080" to args',
    },
  ],
  'knative/listen-address.port': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].args[1]',
      message: '"0.0.0.0:3000" is not port 8080, where Knative sends the requests',
      fix: 'write "0.0.0.0:8080", or containerPort 3000',
    },
  ],
  'knative/listen-address.spin': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].env[0].value',
      message: '"0.0.0.0:80" is not port 8080, where Knative sends the requests',
      fix: 'write "0.0.0.0:8080", or containerPort 80',
    },
  ],
  'knative/listen-address': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].args[3]',
      message: '"127.0.0.1:3000" is reached from inside the container only, so that the revision never gets ready',
      fix: 'write "0.0.0.0:8080"',
    },
  ],
  'knative/name.dots': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("wagi.v1") is no DNS-1035 label',
      fix: 'write lower case letters, digits and "-", at most 63, the first a letter',
    },
  ],
  'knative/name': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("1st-wagi") is no DNS-1035 label',
      fix: 'write lower case letters, digits and "-", at most 63, the first a letter',
    },
  ],
  'knative/one-port.none': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers',
      message: 'no container has a port, and there are several',
      fix: 'give the app a port, the sidecars none',
    },
  ],
  'knative/one-port.sidecar': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[1].ports[0]',
      message: 'containerPort (6379) is a second port, and a revision has one across its containers',
      fix: 'leave one port, to which requests are sent',
    },
  ],
  'knative/one-port': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].ports[1]',
      message: 'containerPort (8081) is a second port, and a revision has one across its containers',
      fix: 'leave one port, to which requests are sent',
    },
  ],
  'knative/port.udp': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].ports[0].protocol',
      message: 'protocol ("UDP") is not TCP',
      fix: 'leave it out',
    },
  ],
  'knative/port': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].ports[0].name',
      message: 'name ("http") is not h2c or http1',
      fix: 'leave it out, or write h2c for HTTP/2 and gRPC',
    },
  ],
  'knative/probe.handlers': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].readinessProbe',
      message: 'httpGet and tcpSocket stand in one probe',
      fix: 'leave one of them',
    },
  ],
  'knative/probe.init': [
    {
      severity: 'error',
      path: 'spec.template.spec.initContainers[0].readinessProbe',
      message: 'readinessProbe stands in an init container, which has none',
      fix: 'leave it out',
    },
  ],
  'knative/probe.name': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].livenessProbe.httpGet.port',
      message: 'port ("http") is not the name of the container\'s port',
      fix: 'leave it out, or write "http1"',
    },
  ],
  'knative/probe.none': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].livenessProbe',
      message: 'the probe does not say how to ask',
      fix: 'write httpGet, tcpSocket, exec or grpc',
    },
  ],
  'knative/probe.sidecar': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[1].livenessProbe.httpGet.port',
      message: 'the probe of a sidecar has no port',
      fix: 'name the port',
    },
  ],
  'knative/probe': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].readinessProbe.failureThreshold',
      message: 'failureThreshold (5) is refused without periodSeconds',
      fix: 'add periodSeconds, or leave failureThreshold out',
    },
  ],
  'knative/reserved-port.queue': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].ports[0].containerPort',
      message: 'containerPort (8012) is one that Knative keeps for itself',
      fix: 'let the app listen on another, such as 8080: not 8008, 8012, 8013, 8022, 9090, 9091',
    },
  ],
  'knative/reserved-port': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].ports[0].containerPort',
      message: 'containerPort (9090) is one that Knative keeps for itself',
      fix: 'let the app listen on another, such as 8080: not 8008, 8012, 8013, 8022, 9090, 9091',
    },
  ],
  'knative/revision-name.label': [
    {
      severity: 'error',
      path: 'spec.template.metadata.name',
      message: 'name ("autoscale-wagi-v1.0") is no DNS-1035 label',
      fix: 'write lower case letters, digits and "-", at most 63, the first a letter, or leave it out',
    },
  ],
  'knative/revision-name': [
    {
      severity: 'error',
      path: 'spec.template.metadata.name',
      message: 'name ("wagi-v1") does not begin with "autoscale-wagi-"',
      fix: 'write a name such as "autoscale-wagi-v1", or leave it out',
    },
  ],
  'knative/rollout-duration.placement': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["serving.knative.dev/rollout-duration"]',
      message: '"serving.knative.dev/rollout-duration" does nothing on a revision',
      fix: 'move it to metadata.annotations of the Service',
    },
  ],
  'knative/rollout-duration': [
    {
      severity: 'error',
      path: 'metadata.annotations["serving.knative.dev/rollout-duration"]',
      message: 'rollout-duration ("380") is not a duration of whole seconds, at least 0s',
      fix: 'write one such as "600s"',
    },
  ],
  'knative/runtime-class-name.disabled': [
    {
      severity: 'warning',
      path: 'spec.template.spec.runtimeClassName',
      message: 'runtimeClassName ("wasmtime-spin-v2") is refused unless config-features sets kubernetes.podspec-runtimeclassname',
      fix: 'leave it out, or set kubernetes.podspec-runtimeclassname: enabled and declare it among the Knative features, or let runtime-class-name in config-deployment set it',
    },
  ],
  'knative/runtime-class-name.misspelt-flag': [
    {
      severity: 'warning',
      path: 'spec.template.spec.runtimeClassName',
      message:
        'runtimeClassName ("wasmtime-spin-v2") is refused unless config-features sets kubernetes.podspec-runtimeclassname; "kubernetes.podspec-runtimeclass" is no flag',
      fix: 'leave it out, or set kubernetes.podspec-runtimeclassname: enabled and declare it among the Knative features, or let runtime-class-name in config-deployment set it',
    },
  ],
  'knative/runtime-class-name': [
    {
      severity: 'warning',
      path: 'spec.template.spec.runtimeClassName',
      message: 'runtimeClassName ("wasmtime-spin-v2") is refused unless config-features sets kubernetes.podspec-runtimeclassname',
      fix: 'leave it out, or set kubernetes.podspec-runtimeclassname: enabled and declare it among the Knative features, or let runtime-class-name in config-deployment set it',
    },
  ],
  'knative/scale-bounds.activation-high': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/activation-scale"]',
      message: 'activation-scale ("3") is more than max-scale ("2")',
      fix: 'lower activation-scale or raise max-scale',
    },
  ],
  'knative/scale-bounds.activation-low': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/activation-scale"]',
      message: 'activation-scale ("3") is less than min-scale ("5")',
      fix: 'leave activation-scale out, or raise it',
    },
  ],
  'knative/scale-bounds.limit': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: 'max-scale ("0") is above the max-scale-limit of config-autoscaler (20)',
      fix: 'write at most "20", or raise max-scale-limit',
    },
  ],
  'knative/scale-bounds': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/max-scale"]',
      message: 'max-scale ("2") is less than min-scale ("5")',
      fix: 'raise max-scale or lower min-scale',
    },
  ],
  'knative/target-above-concurrency': [
    {
      severity: 'warning',
      path: 'spec.template.metadata.annotations["autoscaling.knative.dev/target"]',
      message: 'target ("200") is above containerConcurrency (50), which is used instead',
      fix: 'lower the target or raise containerConcurrency',
    },
  ],
  'knative/template-annotation.networking': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["networking.knative.dev/visibility"]',
      message: '"networking.knative.dev/visibility" is refused on a revision',
      fix: 'leave it out, or move it to the Service',
    },
  ],
  'knative/template-annotation.queue': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["queue.sidecar.serving.knative.dev/cpu-resource-request"]',
      message: 'cpu-resource-request ("50 m") is no quantity',
      fix: 'write one such as "100m" or "64Mi"',
    },
  ],
  'knative/template-annotation': [
    {
      severity: 'error',
      path: 'spec.template.metadata.annotations["serving.knative.dev/progress-deadline"]',
      message: 'progress-deadline ("1.5s") is not a duration of whole seconds, at least 1s',
      fix: 'write one such as "600s"',
    },
  ],
  'knative/timeout.negative': [
    {
      severity: 'error',
      path: 'spec.template.spec.timeoutSeconds',
      message: 'timeoutSeconds (-5) is not from 0 to 600, the default of max-revision-timeout-seconds',
      fix: 'write 0 for the default, or leave it out',
    },
  ],
  'knative/timeout': [
    {
      severity: 'error',
      path: 'spec.template.spec.timeoutSeconds',
      message: 'timeoutSeconds (900) is not from 0 to 600, the default of max-revision-timeout-seconds',
      fix: 'write at most 600, or raise max-revision-timeout-seconds in config-defaults',
    },
  ],
  'knative/traffic.configuration': [
    {
      severity: 'error',
      path: 'spec.traffic[0].configurationName',
      message: 'configurationName ("autoscale-wagi") is refused in a Service, whose configuration is its own',
      fix: 'leave it out',
    },
  ],
  'knative/traffic.latest': [
    {
      severity: 'error',
      path: 'spec.traffic[0].latestRevision',
      message: 'latestRevision (true) stands beside revisionName ("autoscale-wagi-00001")',
      fix: 'leave one of the two out',
    },
  ],
  'knative/traffic.route': [
    {
      severity: 'error',
      path: 'spec.traffic[0]',
      message: 'the target names no configuration and no revision',
      fix: 'add configurationName',
    },
  ],
  'knative/traffic.tag': [
    {
      severity: 'error',
      path: 'spec.traffic[0].tag',
      message: 'tag ("v1.0") is no DNS-1035 label',
      fix: 'write lower case letters, digits and "-"',
    },
  ],
  'knative/traffic.tags': [
    { severity: 'error', path: 'spec.traffic[1].tag', message: 'tag ("stable") stands twice', fix: 'rename one of them' },
  ],
  'knative/traffic': [{ severity: 'error', path: 'spec.traffic', message: 'the percents sum to 95, not 100', fix: 'correct the percents' }],
  'knative/volume-mount.init': [
    {
      severity: 'error',
      path: 'spec.template.spec.initContainers[0].volumeMounts[0].readOnly',
      message: 'volume "modules" is mounted to write, and is read-only',
      fix: 'write readOnly: true',
    },
  ],
  'knative/volume-mount.read-only': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].volumeMounts[0].readOnly',
      message: 'volume "modules" is mounted to write, and is read-only',
      fix: 'write readOnly: true',
    },
  ],
  'knative/volume-mount.relative': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].volumeMounts[0].mountPath',
      message: 'mountPath ("etc/wagi") is not absolute',
      fix: 'write "/etc/wagi"',
    },
  ],
  'knative/volume-mount.reserved': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].volumeMounts[0].mountPath',
      message: 'mountPath ("/dev/") is a reserved path',
      fix: 'mount it elsewhere',
    },
  ],
  'knative/volume-mount.twice': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].volumeMounts[1].mountPath',
      message: 'mountPath ("/etc/wagi/") is mounted twice',
      fix: 'mount one of them elsewhere',
    },
  ],
  'knative/volume-mount': [
    {
      severity: 'error',
      path: 'spec.template.spec.containers[0].volumeMounts[1].name',
      message: 'there is no volume "cache"',
      fix: 'add it to volumes, or correct the name',
    },
  ],
  'knative/volume.kind': [
    {
      severity: 'error',
      path: 'spec.template.spec.volumes[0].nfs',
      message: 'nfs is no kind of volume that Knative takes',
      fix: 'use secret, configMap, projected or emptyDir',
    },
  ],
  'knative/volume.none': [
    {
      severity: 'error',
      path: 'spec.template.spec.volumes[0]',
      message: 'volume "modules" does not say what it is',
      fix: 'write secret, configMap, projected or emptyDir',
    },
  ],
  'knative/volume.two': [
    {
      severity: 'error',
      path: 'spec.template.spec.volumes[0]',
      message: 'volume "modules" is configMap and secret',
      fix: 'leave one of them',
    },
  ],
  'knative/volume': [
    {
      severity: 'error',
      path: 'spec.template.spec.volumes[0].name',
      message: 'volume "modules" is mounted nowhere',
      fix: 'mount it, or leave it out',
    },
  ],
};

const bad = corpus('bad').filter(({ name }) => name.startsWith('knative/'));

test.each(bad.map((entry) => [entry.name, entry] as const))('%s: severity, path, message and fix', (name, { manifests, cluster }) => {
  const found = check(manifests, cluster, KNATIVE_RULES);
  expect(found.map(({ severity, path, message, fix }) => ({ severity, path, message, fix }))).toStrictEqual(SAID[name]);
});

test('messages and fixes are in lower case, without a period', () => {
  for (const { manifests, cluster } of bad) {
    for (const { message, fix } of check(manifests, cluster, KNATIVE_RULES)) {
      for (const text of [message, fix]) expect(text).toMatch(/^[^.]*[^.]$|[^.]$/);
    }
  }
});

test('fields of any other type are taken without an error', () => {
  for (const { manifests, cluster } of bad) {
    manifests.forEach((manifest, index) => {
      for (const strange of distorted(manifest))
        check([...manifests.slice(0, index), strange, ...manifests.slice(index + 1)], cluster, KNATIVE_RULES);
    });
  }
});

test.each([
  ['60s', 60],
  ['1m5.5s', 65.5],
  ['1h', 3600],
  ['500ms', 0.5],
  ['+.5h', 1800],
  ['-1s', -1],
  ['0', 0],
  ['60', undefined],
  ['', undefined],
  ['1 m', undefined],
  ['1d', undefined],
])('Go reads the duration %j as %j seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  ['10', 10],
  ['0.01', 0.01],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['-Inf', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
  ['', undefined],
  ['10%', undefined],
  [' 1', undefined],
])('Go reads the number %j as %j', (text, number) => {
  expect(parseNumber(text)).toBe(number);
});

test('Go reads whole numbers without fraction or space', () => {
  expect(['7', '+7', '-7', '007', '7.0', '', '0x7', '1e1'].map(parseInteger)).toStrictEqual([7, 7, -7, 7, ...Array(4).fill(undefined)]);
});

test('a name is similar in another casing, with other separators, or with a slip of the pen', () => {
  const names = ['min-scale', 'max-scale', 'target-burst-capacity'];
  expect(['minScale', 'MIN_SCALE', 'min-scal', 'maxx-scale', 'targetBurstCapcity'].map((name) => similar(name, names))).toStrictEqual([
    'min-scale',
    'min-scale',
    'min-scale',
    'max-scale',
    'target-burst-capacity',
  ]);
  expect(['prometheus-query', 'metric-name', 'x'.repeat(10_000)].map((name) => similar(name, names))).toStrictEqual(
    Array(3).fill(undefined),
  );
});
