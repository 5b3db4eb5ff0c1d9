/** Default names and ports of the KEDA HTTP add-on, from its Helm chart and release manifests. */
export const DEFAULT_INTERCEPTOR = {
  service: 'keda-add-ons-http-interceptor-proxy',
  namespace: 'keda',
  /** Port of the Service that speaks plain HTTP. */
  port: 8080,
  /** Port of the Service that speaks TLS, where TLS is enabled on the interceptor. */
  tlsPort: 8443,
  /** Names of the two ports. */
  portName: 'proxy',
  tlsPortName: 'proxy-tls',
  scaler: 'keda-add-ons-http-external-scaler',
  scalerPort: 9090,
} as const;
