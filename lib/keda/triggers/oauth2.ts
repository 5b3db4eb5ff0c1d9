import type { SecretValue } from 'cdk8s-plus-28';
import { SINCE } from '../../cluster/releases';
import { checkText } from '../../core/checks';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { type SourceContext, secretKey } from './auth-source';

/**
 * OAuth2 client credentials with which the scaler requests tokens.
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/
 */
export interface OAuth2Source {
  /** Client ID. */
  readonly clientId: string;
  /** Token endpoint, http or https. */
  readonly tokenUrl: string;
  /**
   * Client secret.
   *
   * @default - none
   */
  readonly clientSecret?: SecretValue;
  /**
   * Scopes of the token.
   *
   * @default - none
   */
  readonly scopes?: string[];
  /**
   * Additional parameters of the token endpoint.
   *
   * @default - none
   */
  readonly tokenUrlParams?: { [name: string]: string };
}

/** Renders the source. KEDA passes it to the scaler under fixed parameter names (pkg/scaling/resolver/scale_resolvers.go). */
export function renderOAuth2(context: SourceContext, at: string, source: OAuth2Source): object {
  const { scope, platform, give } = context;
  const { clientId, tokenUrl, clientSecret, scopes, tokenUrlParams } = source;
  platform._require(scope, 'keda', SINCE.keda.oauth2, at, source);
  checkText(scope, `${at}.clientId`, clientId);
  if (typeof tokenUrl !== 'string' || !/^https?:\/\/[^/]/.test(tokenUrl))
    fail(scope, `${at}.tokenUrl (${show(tokenUrl)}) must be an http or https URL`);
  give(at, 'oauthTokenURI');
  give(at, 'clientID');
  if (clientSecret) give(at, 'clientSecret');
  if (scopes && scopes.length > 0) give(at, 'scopes');
  if (tokenUrlParams && Object.keys(tokenUrlParams).length > 0) give(at, 'endpointParams');
  return {
    type: 'clientCredentials',
    clientId,
    tokenUrl,
    ...(clientSecret && { clientSecret: secretKey(context, `${at}.clientSecret`, clientSecret) }),
    ...(scopes && { scopes }),
    ...(tokenUrlParams && { tokenUrlParams }),
  };
}
