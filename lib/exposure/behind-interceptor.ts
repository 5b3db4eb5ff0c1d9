import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/since';
import { fail } from '../core/errors';
import { AppProtocol } from '../pod/app-protocol';
import type { ExposureTarget } from './config';

/** What an exposure needs to know of an app that the HTTP add-on scales. */
interface InterceptedProps {
  readonly pathPrefixes?: string[];
  readonly appProtocol?: AppProtocol;
}

/**
 * The interceptor as what an exposure leads to. An app that speaks TLS is reached by the interceptor's TLS port alone, and every other app by its plain one: requests
 * go on as they came (interceptor/middleware/routing.go of the add-on).
 */
export function behindInterceptor(
  scope: IConstruct,
  name: string,
  hosts: string[] | undefined,
  { pathPrefixes = [], appProtocol }: InterceptedProps,
): ExposureTarget & { readonly namespace: string } {
  const platform = Platform.of(scope);
  const { service, port, tlsPort, namespace } = platform.interceptor;
  const tls = appProtocol === AppProtocol.HTTPS;
  if (tls && tlsPort === undefined) {
    fail(
      scope,
      'appProtocol ("https") needs the TLS port of the interceptor, from which alone requests go on by TLS: ' +
        'declare Platform.target(app, { interceptor: { tlsPort: 8443 } }), or leave appProtocol out and let TLS end at the edge',
    );
  }
  if (appProtocol === AppProtocol.HTTP2) platform._require(scope, 'httpAddOn', SINCE.httpAddOn.http2, 'appProtocol HTTP2', appProtocol);
  return { name, hosts: hosts ?? [], pathPrefixes, service: service!, servicePort: tls ? tlsPort! : port!, namespace: namespace!, tls };
}
