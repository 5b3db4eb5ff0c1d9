/** Addresses, as the clients of KEDA's scalers take them. */

/** The scheme of a URL, or the protocol of a listener of Kafka, such as SASL_SSL. */
const SCHEME = /^[a-z][a-z0-9+._-]*:\/\//i;
/** Domains of services on the internet, which are reached by https. */
const PUBLIC = /^[^:/?#]*\.(com|net|org|io|cloud)([/?#]|$)/i;

/** Whether a client of Go's net/http takes a text: http or https, and a host. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^/?#]/i.test(text);
}

/** The URL that a text with another scheme, a broken one or none stands for. */
export function meantHttpUrl(text: string): string | undefined {
  const broken = /^(https?):\/?([^/\d].*)$/i.exec(text);
  const rest = broken ? broken[2] : text.replace(SCHEME, '').replace(/^\/\//, '');
  if (!/^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d+)?([/?#]|$)/i.test(rest)) return undefined;
  const secure = broken ? broken[1].toLowerCase() === 'https' : /^[^/?#]*:\d*443([/?#]|$)/.test(rest) || PUBLIC.test(rest);
  return `${secure ? 'https' : 'http'}://${rest}`;
}

/** Whether Go's net.Dial takes a text: a host, in brackets if it is an IPv6 address, and a port. */
export function isHostPort(text: string): boolean {
  return /^(\[[^[\]]*\]|[^:[\]/]*):[^:/]+$/.test(text);
}

/** The host and port that a URL or a host without a port stands for. */
export function meantHostPort(text: string, port: number): string | undefined {
  const address = meantAddress(text);
  return address === undefined || isHostPort(address) ? address : `${address}:${port}`;
}

/** Whether a text has no scheme, which its scaler or client writes before it, or takes for a part of the host. */
export function hasNoScheme(text: string): boolean {
  return !SCHEME.test(text);
}

/** A URL without its scheme, credentials and path. */
export function meantAddress(text: string): string | undefined {
  const address = text
    .replace(SCHEME, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '');
  return /^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d+)?$/i.test(address) ? address : undefined;
}

/** Whether a text has neither a scheme nor a port: a port follows as a parameter of its own. */
export function isBareHost(text: string): boolean {
  return hasNoScheme(text) && !/^[^:,]*:\d+$/.test(text);
}

/** Whether a gRPC client takes a text: it knows targets such as dns:///host:port, and not the schemes of URLs. */
export function isGrpcTarget(text: string): boolean {
  return !/^(https?|grpcs?|tcp):\/\//i.test(text);
}

/** A text with its credentials masked. */
export function masked(text: string): string {
  return text.replace(/^([a-z][a-z0-9+._-]*:\/\/)?.*@/is, '$1***@');
}
