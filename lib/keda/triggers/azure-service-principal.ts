import type { SecretValue } from 'cdk8s-plus-28';
import { SINCE } from '../../cluster/releases';
import { checkText } from '../../core/checks';
import { fail } from '../../core/errors';
import { servicePrincipalProblems } from '../scalers/azure-service-principal';
import { type SourceContext, secretKey } from './auth-source';

/**
 * A service principal of Microsoft Entra, which logs in with a client secret or with a certificate.
 *
 * @see https://keda.sh/docs/latest/authentication-providers/
 */
export interface AzureServicePrincipalSource {
  /** Tenant of the service principal. */
  readonly tenantId: string;
  /** Client ID of the application. */
  readonly clientId: string;
  /**
   * Client secret. Cannot be combined with clientCertificate.
   *
   * @default - clientCertificate
   */
  readonly clientSecret?: SecretValue;
  /**
   * Client certificate with its private key. Cannot be combined with clientSecret.
   *
   * @default - clientSecret
   */
  readonly clientCertificate?: SecretValue;
  /**
   * Password of the certificate. Needs clientCertificate.
   *
   * @default - none
   */
  readonly clientCertificatePassword?: SecretValue;
  /**
   * Name of the Azure cloud, such as `AzureUSGovernmentCloud`, or `Private`.
   *
   * @default AzurePublicCloud
   */
  readonly cloud?: string;
  /**
   * Active Directory endpoint. Required for the cloud Private, and for no other.
   *
   * @default - that of the cloud
   */
  readonly activeDirectoryEndpoint?: string;
}

/** Parameter by which KEDA tells a scaler of the service principal (pkg/scalers/azure/azure_service_principal.go). */
const PARAMETER = 'azureServicePrincipal';

/** Renders the source. */
export function renderAzureServicePrincipal(context: SourceContext, at: string, source: AzureServicePrincipalSource): object {
  const { scope, platform, give } = context;
  platform._require(scope, 'keda', SINCE.keda.azureServicePrincipal, at, source);
  checkText(scope, `${at}.tenantId`, source.tenantId);
  checkText(scope, `${at}.clientId`, source.clientId);
  for (const { message, remedy } of servicePrincipalProblems(source, 'pass')) fail(scope, `${at} ${message}: ${remedy}`);
  give(at, PARAMETER);
  const { tenantId, clientId, cloud, activeDirectoryEndpoint } = source;
  const credentials = (['clientSecret', 'clientCertificate', 'clientCertificatePassword'] as const).flatMap((prop) => {
    const value = source[prop];
    return value === undefined ? [] : [[prop, secretKey(context, `${at}.${prop}`, value)] as const];
  });
  return {
    tenantId,
    clientId,
    ...(cloud !== undefined && { cloud }),
    ...(activeDirectoryEndpoint !== undefined && { activeDirectoryEndpoint }),
    ...Object.fromEntries(credentials),
  };
}
