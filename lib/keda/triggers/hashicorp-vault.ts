import type { Duration } from 'cdk8s';
import { SINCE } from '../../cluster/releases';
import { checkText } from '../../core/checks';
import { goDuration } from '../../core/durations';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { giveAll, type SourceContext } from './auth-source';

/** Authentication method of KEDA at HashiCorp Vault. */
export enum VaultAuthentication {
  /** A token, from `credential.token` or the operator's environment variable VAULT_TOKEN. */
  TOKEN = 'token',
  /** A service account. Needs role and mount. */
  KUBERNETES = 'kubernetes',
}

/** Secrets engine at a path of HashiCorp Vault. */
export enum VaultSecretType {
  /** Key and value, version 1. */
  SECRET = 'secret',
  /** Key and value, version 2. */
  SECRET_V2 = 'secretV2',
  /** Certificates, issued on request. Needs pkiData. */
  PKI = 'pki',
}

/** Parameters of a certificate request. */
export interface VaultPkiData {
  /**
   * Common name.
   *
   * @default - none
   */
  readonly commonName?: string;

  /**
   * Alternative names.
   *
   * @default - none
   */
  readonly altNames?: string[];

  /**
   * Alternative IP addresses.
   *
   * @default - none
   */
  readonly ipSans?: string[];

  /**
   * Alternative URIs.
   *
   * @default - none
   */
  readonly uriSans?: string[];

  /**
   * Other alternative names, in Vault's syntax.
   *
   * @default - none
   */
  readonly otherSans?: string[];

  /**
   * Validity period of the certificate.
   *
   * @default - that of the role of the engine
   */
  readonly ttl?: Duration;

  /**
   * Format of the certificate, such as `pem`.
   *
   * @default - pem, the default of Vault
   */
  readonly format?: string;
}

/** A secret in HashiCorp Vault. */
export interface VaultSecret {
  /** Parameter of the scaler that receives the value. */
  readonly parameter: string;
  /** Path of the secret. */
  readonly path: string;
  /** Key in the secret. */
  readonly key: string;
  /**
   * Secrets engine at the path.
   *
   * @default - VaultSecretType.SECRET_V2 for a path with `/data/`, else VaultSecretType.SECRET
   */
  readonly type?: VaultSecretType;
  /**
   * Parameters of the certificate request, for the type PKI.
   *
   * @default - none
   */
  readonly pkiData?: VaultPkiData;
}

/** Credential of KEDA at HashiCorp Vault. */
export interface VaultCredential {
  /**
   * The token itself, in plain text in the manifest.
   *
   * @default - the operator's variable VAULT_TOKEN
   */
  readonly token?: string;

  /**
   * Path of a service account's token in the operator's pod.
   *
   * @default - that of the operator
   */
  readonly serviceAccount?: string;

  /**
   * Service account for which KEDA requests a token. Needs KEDA 2.18 or newer.
   *
   * @default - serviceAccount
   */
  readonly serviceAccountName?: string;
}

/**
 * Credentials in HashiCorp Vault.
 *
 * @see https://keda.sh/docs/latest/authentication-providers/hashicorp-vault/
 */
export interface HashiCorpVaultSource {
  /** Address of the server. */
  readonly address: string;
  /** Authentication method of KEDA. */
  readonly authentication: VaultAuthentication;
  /** The secrets. */
  readonly secrets: VaultSecret[];

  /**
   * Credential of KEDA.
   *
   * @default - that of the KEDA operator
   */
  readonly credential?: VaultCredential;

  /**
   * Namespace in Vault.
   *
   * @default - none
   */
  readonly namespace?: string;

  /**
   * Role of the Kubernetes authentication.
   *
   * @default - none
   */
  readonly role?: string;

  /**
   * Mount of the Kubernetes authentication.
   *
   * @default - none
   */
  readonly mount?: string;
}

/** Renders the source. */
export function renderHashiCorpVault(context: SourceContext, at: string, source: HashiCorpVaultSource): object {
  const { scope, platform } = context;
  const { address, authentication, role, mount, credential } = source;
  checkText(scope, `${at}.address`, address);
  if (!Object.values(VaultAuthentication).includes(authentication))
    fail(scope, `${at}.authentication (${show(authentication)}) must be one of token, kubernetes`);
  if (authentication === VaultAuthentication.KUBERNETES) {
    for (const [prop, value] of Object.entries({ role, mount })) {
      if (value === undefined) fail(scope, `${at}.authentication (kubernetes) needs a ${prop}: pass ${prop}`);
      checkText(scope, `${at}.${prop}`, value);
    }
    if (credential && credential.serviceAccount === undefined && credential.serviceAccountName === undefined) {
      fail(
        scope,
        `${at}.credential needs serviceAccount or serviceAccountName with the authentication kubernetes: ` +
          'pass one of them, or leave credential out',
      );
    }
  } else if (credential && credential.token === undefined) {
    fail(
      scope,
      `${at}.credential needs token with the authentication token: pass it, or leave credential out to use the operator's VAULT_TOKEN`,
    );
  }
  platform._require(
    scope,
    'keda',
    SINCE.keda.vaultServiceAccountName,
    `${at}.credential.serviceAccountName`,
    credential?.serviceAccountName,
  );
  giveAll(context, `${at}.secrets`, source.secrets);
  const secrets = source.secrets.map((secret, index) => renderSecret(context, `${at}.secrets[${index}]`, secret));
  return { ...source, secrets };
}

function renderSecret({ scope }: SourceContext, at: string, secret: VaultSecret): object {
  const { path, key, type, pkiData } = secret;
  checkText(scope, `${at}.path`, path);
  checkText(scope, `${at}.key`, key);
  if (type === VaultSecretType.PKI && pkiData === undefined)
    fail(scope, `${at}.type (pki) needs the parameters of the certificate: pass pkiData`);
  if (type !== VaultSecretType.PKI && pkiData !== undefined)
    fail(scope, `${at}.pkiData needs the type pki: pass type, or leave pkiData out`);
  return { ...secret, ...(pkiData && { pkiData: renderPkiData(pkiData) }) };
}

function renderPkiData({ altNames, ipSans, uriSans, otherSans, ttl, ...rest }: VaultPkiData): object {
  const lists = { altNames, ipSans, uriSans, otherSans };
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(lists).flatMap(([key, list]) => (list === undefined ? [] : [[key, list.join(',')]]))),
    ...(ttl && { ttl: goDuration(ttl) }),
  };
}
