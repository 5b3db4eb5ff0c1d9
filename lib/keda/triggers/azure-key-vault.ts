import type { SecretValue } from 'cdk8s-plus-28';
import { checkText } from '../../core/checks';
import { fail } from '../../core/errors';
import { checkCredentials, giveAll, type SourceContext, secretKey } from './auth-source';
import type { PodIdentity } from './pod-identity';

/** A secret in Azure Key Vault. */
export interface AzureKeyVaultSecret {
  /** Parameter of the scaler that receives the value. */
  readonly parameter: string;
  /** Name of the secret. */
  readonly name: string;
  /**
   * Version of the secret.
   *
   * @default - the latest
   */
  readonly version?: string;
}

/** An application that may read the vault. */
export interface AzureKeyVaultCredentials {
  /** Client ID of the application. */
  readonly clientId: string;
  /** Tenant of the application. */
  readonly tenantId: string;
  /** Client secret of the application. */
  readonly clientSecret: SecretValue;
}

/** The Azure cloud of a vault. */
export interface AzureKeyVaultCloud {
  /** Name of the cloud, such as `AzureUSGovernmentCloud`, or `Private`. */
  readonly type: string;
  /**
   * Resource URL of the Key Vault service. Required for the cloud Private.
   *
   * @default - that of the cloud
   */
  readonly keyVaultResourceUrl?: string;
  /**
   * Active Directory endpoint. Required for the cloud Private.
   *
   * @default - that of the cloud
   */
  readonly activeDirectoryEndpoint?: string;
}

/**
 * Credentials in Azure Key Vault.
 *
 * @see https://keda.sh/docs/latest/authentication-providers/azure-key-vault/
 */
export interface AzureKeyVaultSource {
  /** URL of the vault. */
  readonly vaultUri: string;
  /** The secrets. */
  readonly secrets: AzureKeyVaultSecret[];
  /**
   * An application that may read the vault. Cannot be combined with podIdentity.
   *
   * @default - podIdentity
   */
  readonly credentials?: AzureKeyVaultCredentials;
  /**
   * Identity of the provider azure-workload that may read the vault. Cannot be combined with credentials.
   *
   * @default - credentials
   */
  readonly podIdentity?: PodIdentity;
  /**
   * The cloud of the vault.
   *
   * @default - AzurePublicCloud, the default of KEDA
   */
  readonly cloud?: AzureKeyVaultCloud;
}

/** Renders the source. */
export function renderAzureKeyVault(context: SourceContext, at: string, source: AzureKeyVaultSource): object {
  const { scope, platform } = context;
  const { vaultUri, credentials, podIdentity, cloud } = source;
  checkText(scope, `${at}.vaultUri`, vaultUri);
  giveAll(context, `${at}.secrets`, source.secrets);
  for (const [index, secret] of source.secrets.entries()) checkText(scope, `${at}.secrets[${index}].name`, secret.name);
  checkCredentials(context, at, credentials, podIdentity, 'azure-workload');
  if (cloud?.type.toLowerCase() === 'private') {
    for (const prop of ['keyVaultResourceUrl', 'activeDirectoryEndpoint'] as const) {
      if (cloud[prop] === undefined) fail(scope, `${at}.cloud (${cloud.type}) needs its endpoints: pass ${prop}`);
    }
  }
  return {
    vaultUri,
    secrets: source.secrets,
    ...(credentials && {
      credentials: { ...credentials, clientSecret: secretKey(context, `${at}.credentials.clientSecret`, credentials.clientSecret) },
    }),
    ...(podIdentity && { podIdentity: podIdentity._bind(scope, `${at}.podIdentity`, platform) }),
    ...(cloud && { cloud: renderCloud(cloud) }),
  };
}

function renderCloud({ keyVaultResourceUrl, ...cloud }: AzureKeyVaultCloud): object {
  return { ...cloud, keyVaultResourceURL: keyVaultResourceUrl };
}
