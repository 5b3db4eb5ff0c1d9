/** Whether a host is a name of the cluster, which callers reach without an Ingress. */
export function isInternalHost(host: string, namespace: string): boolean {
  if (host === '*' || !host.includes('.')) return true;
  return /\.(svc|local|internal|localhost)$/.test(host) || /^\d+(\.\d+){3}$/.test(host) || host.split('.')[1] === namespace;
}
