import type { IConstruct } from 'constructs';
import { checkOneOf } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';

/**
 * Protocol of an app's port, written to `appProtocol` of its Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
 */
export enum AppProtocol {
  /** HTTP/1.1. */
  HTTP = 'http',
  /** HTTP/2 without TLS, such as gRPC in the cluster. */
  HTTP2 = 'kubernetes.io/h2c',
  /** HTTP over TLS. */
  HTTPS = 'https',
}

/** Fails for an unknown protocol, and for a protocol without a port. */
export function checkAppProtocol(scope: IConstruct, protocol: AppProtocol | undefined, port: number | undefined): void {
  if (protocol === undefined) return;
  checkOneOf(scope, 'appProtocol', protocol, AppProtocol, 'AppProtocol.HTTP2');
  if (port === undefined) fail(scope, `appProtocol (${show(protocol)}) needs the port the app listens on: pass port`);
}
