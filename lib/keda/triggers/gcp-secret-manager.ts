import type { SecretValue } from 'cdk8s-plus-28';
import { checkText } from '../../core/checks';
import { checkCredentials, giveAll, type SourceContext, secretKey } from './auth-source';
import type { PodIdentity } from './pod-identity';

/** A secret in Google Cloud's Secret Manager. */
export interface GcpSecretManagerSecret {
  /** Parameter of the scaler that receives the value. */
  readonly parameter: string;
  /** ID of the secret. */
  readonly id: string;
  /**
   * Version of the secret.
   *
   * @default latest
   */
  readonly version?: string;
}

/**
 * Credentials in Google Cloud's Secret Manager.
 *
 * @see https://keda.sh/docs/latest/authentication-providers/gcp-secret-manager/
 */
export interface GcpSecretManagerSource {
  /** The secrets. */
  readonly secrets: GcpSecretManagerSecret[];
  /**
   * Key of a service account that may read them, as JSON. Cannot be combined with podIdentity.
   *
   * @default - podIdentity
   */
  readonly credentials?: SecretValue;
  /**
   * Identity of the provider gcp that may read them. Cannot be combined with credentials.
   *
   * @default - credentials
   */
  readonly podIdentity?: PodIdentity;
}

/** Renders the source. */
export function renderGcpSecretManager(context: SourceContext, at: string, source: GcpSecretManagerSource): object {
  const { scope, platform } = context;
  const { secrets, credentials, podIdentity } = source;
  giveAll(context, `${at}.secrets`, secrets);
  for (const [index, secret] of secrets.entries()) checkText(scope, `${at}.secrets[${index}].id`, secret.id);
  checkCredentials(context, at, credentials, podIdentity, 'gcp');
  return {
    secrets,
    ...(credentials && { credentials: { clientSecret: secretKey(context, `${at}.credentials`, credentials) } }),
    ...(podIdentity && { podIdentity: podIdentity._bind(scope, `${at}.podIdentity`, platform) }),
  };
}
