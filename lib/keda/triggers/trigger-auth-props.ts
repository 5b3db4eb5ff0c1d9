import type { IConfigMap, ISecret } from 'cdk8s-plus-28';
import type { AwsSecretManagerSource } from './aws-secret-manager';
import type { AzureKeyVaultSource } from './azure-key-vault';
import type { AzureServicePrincipalSource } from './azure-service-principal';
import type { GcpSecretManagerSource } from './gcp-secret-manager';
import type { HashiCorpVaultSource } from './hashicorp-vault';
import type { OAuth2Source } from './oauth2';
import type { PodIdentity } from './pod-identity';

/** Parameters of a scaler from the keys of a Secret. */
export interface SecretParameters {
  /** The Secret, in the namespace of the TriggerAuth, or in that of KEDA if it is cluster-wide. */
  readonly secret: ISecret;
  /** Key of the Secret, by parameter of the scaler: `{ password: 'pass' }`. */
  readonly parameters: { [parameter: string]: string };
}

/** Parameters of a scaler from the keys of a ConfigMap. */
export interface ConfigMapParameters {
  /** The ConfigMap, in the namespace of the TriggerAuth, or in that of KEDA if it is cluster-wide. */
  readonly configMap: IConfigMap;
  /** Key of the ConfigMap, by parameter of the scaler. */
  readonly parameters: { [parameter: string]: string };
}

/** A parameter of a scaler from an environment variable of the scaled container. */
export interface EnvParameter {
  /** Parameter of the scaler. */
  readonly parameter: string;
  /** Name of the environment variable. */
  readonly name: string;
  /**
   * Container that has the variable.
   *
   * @default - the first one
   */
  readonly containerName?: string;
}

/** A parameter of a scaler from the token of a service account. */
export interface ServiceAccountTokenParameter {
  /** Parameter of the scaler. */
  readonly parameter: string;
  /** Service account, in the namespace of the TriggerAuth, or in that of KEDA if it is cluster-wide. */
  readonly serviceAccountName: string;
}

/** Options of every TriggerAuth. */
export interface TriggerAuthOptions {
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Whether to create a ClusterTriggerAuthentication, which triggers of every namespace can use.
   *
   * @default false
   */
  readonly cluster?: boolean;
}

/** Sources of confidential parameters of a scaler. At least one is required. */
export interface TriggerAuthProps extends TriggerAuthOptions {
  /**
   * Secrets: KEDA's `secretTargetRef`.
   *
   * @default - none
   */
  readonly secrets?: SecretParameters[];

  /**
   * ConfigMaps: KEDA's `configMapTargetRef`.
   *
   * @default - none
   */
  readonly configMaps?: ConfigMapParameters[];

  /**
   * Environment variables of the scaled container.
   *
   * @default - none
   */
  readonly env?: EnvParameter[];

  /**
   * An identity that the cloud provides to pods.
   *
   * @default - none
   */
  readonly podIdentity?: PodIdentity;

  /**
   * HashiCorp Vault.
   *
   * @default - none
   */
  readonly hashiCorpVault?: HashiCorpVaultSource;

  /**
   * Azure Key Vault.
   *
   * @default - none
   */
  readonly azureKeyVault?: AzureKeyVaultSource;

  /**
   * Google Cloud's Secret Manager.
   *
   * @default - none
   */
  readonly gcpSecretManager?: GcpSecretManagerSource;

  /**
   * AWS Secrets Manager.
   *
   * @default - none
   */
  readonly awsSecretManager?: AwsSecretManagerSource;

  /**
   * Tokens of service accounts: KEDA's `boundServiceAccountToken`. Needs KEDA 2.17 or newer.
   *
   * @default - none
   */
  readonly serviceAccountTokens?: ServiceAccountTokenParameter[];

  /**
   * OAuth2 client credentials. Needs KEDA 2.20 or newer.
   *
   * @default - none
   */
  readonly oauth2?: OAuth2Source;

  /**
   * A service principal of Microsoft Entra, which azure-pipelines triggers read. Needs KEDA 2.21 or newer.
   *
   * @default - none
   */
  readonly azureServicePrincipal?: AzureServicePrincipalSource;

  /**
   * JSON file of parameters in the KEDA operator's pod, relative to the root that the operator is started with. Needs `cluster`,
   * and can only be combined with a podIdentity. Needs KEDA 2.19 or newer.
   *
   * @default - none
   */
  readonly filePath?: string;
}
