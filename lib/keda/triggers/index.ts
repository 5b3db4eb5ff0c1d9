export type { AwsSecretManagerCredentials, AwsSecretManagerSecret, AwsSecretManagerSource } from './aws-secret-manager';
export type { AzureKeyVaultCloud, AzureKeyVaultCredentials, AzureKeyVaultSecret, AzureKeyVaultSource } from './azure-key-vault';
export type { AzureServicePrincipalSource } from './azure-service-principal';
export type { GcpSecretManagerSecret, GcpSecretManagerSource } from './gcp-secret-manager';
export {
  type HashiCorpVaultSource,
  VaultAuthentication,
  type VaultCredential,
  type VaultPkiData,
  type VaultSecret,
  VaultSecretType,
} from './hashicorp-vault';
export { MetricType } from './metric-type';
export type { OAuth2Source } from './oauth2';
export * from './pod-identity';
export * from './scalers';
export { Trigger } from './trigger';
export * from './trigger-auth';
export * from './trigger-auth-props';
export type { ITriggerAuth } from './trigger-auth-reference';
export type { TriggerOptions } from './trigger-options';
