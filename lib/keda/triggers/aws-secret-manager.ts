import type { SecretValue } from 'cdk8s-plus-28';
import { SINCE } from '../../cluster/releases';
import { checkText } from '../../core/checks';
import { checkCredentials, giveAll, type SourceContext, secretKey } from './auth-source';
import type { PodIdentity } from './pod-identity';

/** A secret in AWS Secrets Manager. */
export interface AwsSecretManagerSecret {
  /** Parameter of the scaler that receives the value. */
  readonly parameter: string;
  /** Name of the secret. */
  readonly name: string;
  /**
   * Version of the secret.
   *
   * @default - the version of the versionStage
   */
  readonly versionId?: string;
  /**
   * Staging label of the version.
   *
   * @default - AWSCURRENT, the default of AWS
   */
  readonly versionStage?: string;
  /**
   * Key in a secret that is a JSON object. Needs KEDA 2.17 or newer.
   *
   * @default - the whole secret
   */
  readonly secretKey?: string;
}

/** Access keys that may read the secrets. */
export interface AwsSecretManagerCredentials {
  /** Access key ID. */
  readonly accessKey: SecretValue;
  /** Secret access key. */
  readonly accessSecretKey: SecretValue;
  /**
   * Session token.
   *
   * @default - none
   */
  readonly accessToken?: SecretValue;
}

/**
 * Credentials in AWS Secrets Manager.
 *
 * @see https://keda.sh/docs/latest/authentication-providers/aws-secret-manager/
 */
export interface AwsSecretManagerSource {
  /** The secrets. */
  readonly secrets: AwsSecretManagerSecret[];
  /**
   * Access keys that may read them. Cannot be combined with podIdentity.
   *
   * @default - podIdentity
   */
  readonly credentials?: AwsSecretManagerCredentials;
  /**
   * Identity of the provider aws that may read them. Cannot be combined with credentials.
   *
   * @default - credentials
   */
  readonly podIdentity?: PodIdentity;
  /**
   * Region of the secrets.
   *
   * @default - that of the KEDA operator
   */
  readonly region?: string;
}

/** Renders the source. */
export function renderAwsSecretManager(context: SourceContext, at: string, source: AwsSecretManagerSource): object {
  const { scope, platform } = context;
  const { secrets, credentials, podIdentity, region } = source;
  giveAll(context, `${at}.secrets`, secrets);
  for (const [index, secret] of secrets.entries()) {
    checkText(scope, `${at}.secrets[${index}].name`, secret.name);
    platform._require(scope, 'keda', SINCE.keda.awsSecretKey, `${at}.secrets[${index}].secretKey`, secret.secretKey);
  }
  checkCredentials(context, at, credentials, podIdentity, 'aws');
  const key = (name: keyof AwsSecretManagerCredentials) =>
    credentials?.[name] && { [name]: secretKey(context, `${at}.credentials.${name}`, credentials[name]) };
  return {
    secrets,
    ...(credentials && { credentials: { ...key('accessKey'), ...key('accessSecretKey'), ...key('accessToken') } }),
    ...(podIdentity && { podIdentity: podIdentity._bind(scope, `${at}.podIdentity`, platform) }),
    ...(region !== undefined && { region }),
  };
}
