import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { fail } from '../core/errors';
import { AppProtocol } from '../pod/app-protocol';
import type { ExposureTarget } from './config';

/** The props of an app behind the interceptor that concern its exposure. */
interface InterceptedProps {
  readonly pathPrefixes?: string[];
  readonly appProtocol?: AppProtocol;
  readonly requestTimeout?: Duration;
}

/**
 * Returns the interceptor as the target of an exposure. Requests to an app that serves TLS must arrive at the interceptor's TLS
 * port, those to every other app at its plain port: the interceptor forwards a request with the scheme it arrived with
 * (interceptor/middleware/routing.go of the add-on).
 */
export function behindInterceptor(
  scope: IConstruct,
  name: string,
  hosts: string[] | undefined,
  { pathPrefixes = [], appProtocol, requestTimeout }: InterceptedProps,
): ExposureTarget & { readonly namespace: string } {
  const platform = Platform.of(scope);
  const { service, port, tlsPort, namespace } = platform.interceptor;
  const tls = appProtocol === AppProtocol.HTTPS;
  if (tls && tlsPort === undefined) {
    fail(
      scope,
      'appProtocol ("https") needs the TLS port of the interceptor, since only that port forwards requests with TLS: ' +
        'declare Platform.target(app, { interceptor: { tlsPort: 8443 } }), or leave appProtocol out and terminate TLS at the edge',
    );
  }
  if (appProtocol === AppProtocol.HTTP2) platform._require(scope, 'httpAddOn', SINCE.httpAddOn.http2, 'appProtocol HTTP2', appProtocol);
  return {
    name,
    hosts: hosts ?? [],
    pathPrefixes,
    service: service!,
    servicePort: tls ? tlsPort! : port!,
    namespace: namespace!,
    tls,
    requestTimeout,
  };
}
