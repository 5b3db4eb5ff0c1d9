// Apps, one construct for each path; a new one is a file in apps/, a line here, and its props in APPS of core/props.ts

export { HttpScaledWasm, HttpScaledWasmProps } from './apps/http-scaled-wasm';
export { KnativeWagiService, KnativeWagiServiceProps } from './apps/knative-wagi-service';
export { SpinAppScaled, SpinAppScaledProps } from './apps/spin-app-scaled';
export { WasmApp, WasmAppProps } from './apps/wasm-app';

// Pods: the props of every app, runtimes, containers, probes

export { AppProps } from './pod/app-props';
export { AppProtocol } from './pod/app-protocol';
export { HttpProbeOptions, PortProbeOptions, Probe, ProbeOptions } from './pod/probe';
export { InitContainer, Sidecar } from './pod/sidecar';
export { WasmPodProps } from './pod/wasm-pod';
export { WasmRuntime, WasmRuntimeProps } from './pod/wasm-runtime';

// Scaling on events: KEDA, its triggers and their authentication

export { Fallback, FallbackBehavior } from './keda/fallback';
export { ScalingPolicy, ScalingRules, ScalingSelectPolicy } from './keda/hpa-behavior';
export { ScalingProps } from './keda/scaling';
export { ScalingModifiers } from './keda/scaling-modifiers';
export * from './keda/triggers';

// Scaling on requests: the KEDA HTTP add-on

export { HttpMetric, RequestRateProps } from './http/http-metric';
export { ColdStartFallback, ColdStartOverflow, HttpRoutingProps, HttpScalingApi } from './http/http-routing';
export { HttpHeaderMatch } from './http/request-match';
export { ColdStartPlaceholder } from './http/static-response';
export { StaticResponseMode, StaticRoute } from './http/static-route';
export { WaitingPage, WaitingPageProps } from './http/waiting-page';

// Spin: the app, its spin.toml, its stores, its executor

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

// Knative, and WAGI on it

export { KnativeAutoscalingProps } from './knative/knative-autoscaling';
export { KnativeMetric } from './knative/knative-metric';
export { KnativePodProps } from './knative/knative-pod';
export { WagiModule } from './knative/wagi/wagi-module';

// How requests come in, and who may talk to an app

export { Exposure } from './exposure/exposure';
export { GatewayExposureOptions, GatewayParent } from './exposure/gateway-exposure';
export { IngressExposureOptions, IngressExtraPath, IngressPathType } from './exposure/ingress-exposure';
export { CidrPeerOptions, NamespacePeerOptions, NetworkPeer, NetworkPortOptions } from './network/network-peer';
export { NetworkPolicyOptions } from './network/network-policy';
export { OutboundHost } from './network/outbound-host';

// Beside an app: its namespace, its stores

export { AppNamespace, AppNamespaceProps, PodSecurityStandard } from './apps/app-namespace';
export { Redis, RedisProps } from './stores/redis';
export { ExternalRedisProps, RedisAddress } from './stores/redis-address';

// The cluster: its platform, the runtimes on its nodes, the tool that applies the manifests

export { IGitOps } from './cluster/git-ops';
export { InterceptorProps, Platform, PlatformProps } from './cluster/platform';
export { FluxOptions } from './gitops/flux';
export { GitOps, IgnoredDifference } from './gitops/git-ops';
export { ContainerdConfig, ContainerdConfigOptions, ContainerdConfigProps, ContainerdConfigVersion } from './nodes/containerd-config';
export { ShimInstall, ShimInstallProps } from './nodes/shim-install';
export { ShimArch, ShimPlatform } from './nodes/shim-platform';
export { RuntimeOverhead, WasmRuntimeClass, WasmRuntimeClassProps } from './nodes/wasm-runtime-class';

// Checks: the requirements of an app, its diagram, and the rules as a plugin of the cdk8s CLI

export { Requirement, RequirementKind } from './requirements/requirement';
export { Diagram } from './synth/diagram';
export { ClusterRequirements, Requirements } from './synth/requirements';
export { WasmValidation } from './synth/wasm-validation';

// An App for thousands of apps

export { FleetApp, FleetAppProps } from './synth/fleet/fleet-app';
