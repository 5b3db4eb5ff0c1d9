/** Whether Kubernetes accepts the name of an HTTP header in a probe. */
export function isProbeHeader(name: string): boolean {
  return /^[-A-Za-z0-9]+$/.test(name);
}
