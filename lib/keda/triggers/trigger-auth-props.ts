import type { IConfigMap, ISecret } from 'cdk8s-plus-28';
import type { AwsSecretManagerSource } from './aws-secret-manager';
import type { AzureKeyVaultSource } from './azure-key-vault';
import type { GcpSecretManagerSource } from './gcp-secret-manager';
import type { HashiCorpVaultSource } from './hashicorp-vault';
import type { OAuth2Source } from './oauth2';
import type { PodIdentity } from './pod-identity';

/** Keys of a Secret that are parameters of a scaler. */
export interface SecretParameters {
  /** The Secret, in the namespace of the TriggerAuth; in KEDA's for a cluster-wide one. */
  readonly secret: ISecret;
  /** Key of the Secret, by parameter of the scaler: `{ password: 'pass' }`. */
  readonly parameters: { [parameter: string]: string };
}

/** Keys of a ConfigMap that are parameters of a scaler. */
export interface ConfigMapParameters {
  /** The ConfigMap, in the namespace of the TriggerAuth; in KEDA's for a cluster-wide one. */
  readonly configMap: IConfigMap;
  /** Key of the ConfigMap, by parameter of the scaler. */
  readonly parameters: { [parameter: string]: string };
}

/** A variable of the scaled container that is a parameter of a scaler. */
export interface EnvParameter {
  /** Parameter of the scaler. */
  readonly parameter: string;
  /** Name of the variable. */
  readonly name: string;
  /**
   * Container that has the variable.
   *
   * @default - the first one
   */
  readonly containerName?: string;
}

/** A token of a service account that is a parameter of a scaler. */
export interface ServiceAccountTokenParameter {
  /** Parameter of the scaler. */
  readonly parameter: string;
  /** Service account, in the namespace of the TriggerAuth; in KEDA's for a cluster-wide one. */
  readonly serviceAccountName: string;
}

/** What objects of TriggerAuth have in common. */
export interface TriggerAuthOptions {
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Whether triggers of every namespace can use it: a ClusterTriggerAuthentication.
   *
   * @default false
   */
  readonly cluster?: boolean;
}

/** Where the parameters of a scaler come from that no manifest should hold. At least one source. */
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
   * Variables of the scaled container.
   *
   * @default - none
   */
  readonly env?: EnvParameter[];

  /**
   * An identity that the cloud gives to pods.
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
   * JSON file of parameters in the KEDA operator's pod, below the root that the operator is started with. Only for a cluster-wide
   * one, and beside nothing but a podIdentity. Needs KEDA 2.19 or newer.
   *
   * @default - none
   */
  readonly filePath?: string;
}
