// The four constructs

// What every app takes
export { AppNamespace, AppNamespaceProps, PodSecurityStandard } from './app-namespace';
export { AppProps } from './app-props';
// Requests: who gets them, and how they come in
export { AppProtocol } from './app-protocol';
export { Exposure } from './exposure';
export { GatewayExposureOptions, GatewayParent } from './exposures/gateway-exposure';
export { IngressExposureOptions, IngressExtraPath, IngressPathType } from './exposures/ingress-exposure';
// Scaling: on requests, on events, by Knative
// An App for thousands of them
export { FleetApp, FleetAppProps } from './fleet/fleet-app';
export { HttpMetric, RequestRateProps } from './http-metric';
export { ColdStartFallback, ColdStartPlaceholder, HttpHeaderMatch, HttpRoutingProps, HttpScalingApi } from './http-routing';
export { HttpScaledWasm, HttpScaledWasmProps } from './http-scaled-wasm';
export { KnativeAutoscalingProps } from './knative-autoscaling';
export { KnativeMetric } from './knative-metric';
export { KnativeWagiService, KnativeWagiServiceProps } from './knative-wagi-service';
export { CidrPeerOptions, NamespacePeerOptions, NetworkPeer, NetworkPortOptions } from './network-peer';
export { NetworkPolicyOptions } from './network-policy';
// The cluster they are for
export { InterceptorProps, Platform, PlatformProps } from './platform';
export { HttpProbeOptions, PortProbeOptions, Probe, ProbeOptions } from './probe';
export { Redis, RedisProps } from './redis';
export { ExternalRedisProps, RedisAddress } from './redis-address';
export { Fallback, FallbackBehavior, ScalingModifiers, ScalingProps } from './scaling';
export { ScalingPolicy, ScalingRules, ScalingSelectPolicy } from './scaling-rules';
export { InitContainer, Sidecar } from './sidecar';
// Spin
export { SpinAppProps } from './spin-app';
export { SpinAppScaled, SpinAppScaledProps } from './spin-app-scaled';
export { SpinLlmCompute, SpinRuntimeConfig, SpinStore } from './spin-runtime-config';
export * from './triggers';
export { WasmApp, WasmAppProps } from './wasm-app';
export { WasmPodProps } from './wasm-pod';
export { WasmRuntime, WasmRuntimeProps } from './wasm-runtime';
// The rules, as a plugin of the cdk8s CLI
export { WasmValidation } from './wasm-validation';
