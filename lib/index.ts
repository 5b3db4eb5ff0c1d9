// The four constructs

// What every app takes
export { AppNamespace, AppNamespaceProps, PodSecurityStandard } from './apps/app-namespace';
export { HttpScaledWasm, HttpScaledWasmProps } from './apps/http-scaled-wasm';
export { KnativeWagiService, KnativeWagiServiceProps } from './apps/knative-wagi-service';
export { SpinAppScaled, SpinAppScaledProps } from './apps/spin-app-scaled';
export { WasmApp, WasmAppProps } from './apps/wasm-app';
// The cluster they are for
export { IGitOps } from './cluster/git-ops';
export { InterceptorProps, Platform, PlatformProps } from './cluster/platform';
export { Exposure } from './exposure/exposure';
export { GatewayExposureOptions, GatewayParent } from './exposure/gateway-exposure';
export { IngressExposureOptions, IngressExtraPath, IngressPathType } from './exposure/ingress-exposure';
// Scaling: on requests, on events, by Knative
export { FluxOptions } from './gitops/flux';
export { GitOps, IgnoredDifference } from './gitops/git-ops';
export { HttpMetric, RequestRateProps } from './http/http-metric';
export { ColdStartFallback, ColdStartPlaceholder, HttpHeaderMatch, HttpRoutingProps, HttpScalingApi } from './http/http-routing';
export { Fallback, FallbackBehavior, ScalingModifiers, ScalingProps } from './keda/scaling';
export { ScalingPolicy, ScalingRules, ScalingSelectPolicy } from './keda/scaling-rules';
export * from './keda/triggers';
export { KnativeAutoscalingProps } from './knative/knative-autoscaling';
export { KnativeMetric } from './knative/knative-metric';
export { KnativePodProps } from './knative/knative-pod';
export { WagiModule } from './knative/wagi/wagi-module';
export { CidrPeerOptions, NamespacePeerOptions, NetworkPeer, NetworkPortOptions } from './network/network-peer';
export { NetworkPolicyOptions } from './network/network-policy';
export { OutboundHost } from './network/outbound-host';
export { ContainerdConfig, ContainerdConfigOptions, ContainerdConfigProps, ContainerdConfigVersion } from './nodes/containerd-config';
// The runtimes on its nodes
export { ShimInstall, ShimInstallProps } from './nodes/shim-install';
export { ShimArch, ShimPlatform } from './nodes/shim-platform';
export { RuntimeOverhead, WasmRuntimeClass, WasmRuntimeClassProps } from './nodes/wasm-runtime-class';
export { AppProps } from './pod/app-props';
// Requests: who gets them, and how they come in
export { AppProtocol } from './pod/app-protocol';
export { HttpProbeOptions, PortProbeOptions, Probe, ProbeOptions } from './pod/probe';
export { InitContainer, Sidecar } from './pod/sidecar';
export { WasmPodProps } from './pod/wasm-pod';
export { WasmRuntime, WasmRuntimeProps } from './pod/wasm-runtime';
export { Requirement, RequirementKind } from './requirements/requirement';
// Spin
export { SpinAppProps } from './spin/spin-app';
export { SpinExecutor, SpinExecutorProps, SpinTelemetry } from './spin/spin-executor';
export { SpinVariable } from './spin/spin-manifest';
export { SpinRuntimeConfig } from './spin/spin-runtime-config';
export {
  SpinAwsDynamoProps,
  SpinAzureCosmosProps,
  SpinDatabase,
  SpinFileProps,
  SpinLibsqlProps,
  SpinLlmApi,
  SpinLlmCompute,
  SpinRedisProps,
  SpinRemoteLlmProps,
  SpinStore,
  SpinStoreName,
} from './spin/spin-stores';
export { SpinToml } from './spin/spin-toml';
export { Redis, RedisProps } from './stores/redis';
export { ExternalRedisProps, RedisAddress } from './stores/redis-address';
// An App for thousands of them
export { FleetApp, FleetAppProps } from './synth/fleet/fleet-app';
export { ClusterRequirements, Requirements } from './synth/requirements';
// The rules, as a plugin of the cdk8s CLI
export { WasmValidation } from './synth/wasm-validation';
