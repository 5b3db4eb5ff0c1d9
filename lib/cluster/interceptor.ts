/** Where the KEDA HTTP add-on listens when nothing else is declared: the names that its Helm chart and its release manifests give. */
export const DEFAULT_INTERCEPTOR = {
  service: 'keda-add-ons-http-interceptor-proxy',
  namespace: 'keda',
  /** Port of the Service that speaks plain HTTP. */
  port: 8080,
  /** Port of the Service that speaks TLS, where the interceptor is told to. */
  tlsPort: 8443,
  /** Names of the two ports. */
  portName: 'proxy',
  tlsPortName: 'proxy-tls',
  scaler: 'keda-add-ons-http-external-scaler',
  scalerPort: 9090,
} as const;
