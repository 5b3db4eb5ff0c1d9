import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { SINCE } from '../../cluster/since';
import { checkText } from '../../core/checks';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { warn } from '../../core/warnings';

/** Whose AWS role KEDA takes where no role is named. */
export enum AwsIdentityOwner {
  /** That of the KEDA operator. */
  KEDA = 'keda',
  /** That of the scaled workload: the role in the annotation of its service account. */
  WORKLOAD = 'workload',
}

/** An identity on AWS. */
export interface AwsPodIdentityProps {
  /**
   * ARN of the role that KEDA assumes. Not together with identityOwner WORKLOAD.
   *
   * @default - the role of the identityOwner
   */
  readonly roleArn?: string;

  /**
   * External ID for assuming the role. Needs roleArn, and KEDA 2.20 or newer.
   *
   * @default - none
   */
  readonly externalId?: string;

  /**
   * Whose role is taken.
   *
   * @default - AwsIdentityOwner.KEDA, KEDA's own
   */
  readonly identityOwner?: AwsIdentityOwner;
}

/** An identity on Azure. */
export interface AzureWorkloadIdentityProps {
  /**
   * Client ID of the identity.
   *
   * @default - that of the KEDA operator's service account
   */
  readonly identityId?: string;

  /**
   * Tenant of the identity.
   *
   * @default - that of the KEDA operator
   */
  readonly identityTenantId?: string;

  /**
   * Authority host of the identity. Needs identityTenantId.
   *
   * @default - that of the KEDA operator
   */
  readonly identityAuthorityHost?: string;
}

/** How a PodIdentity is rendered. */
export interface PodIdentityConfig {
  /** The platform. */
  readonly provider: string;
  /** Client ID on Azure. */
  readonly identityId?: string;
  /** Tenant on Azure. */
  readonly identityTenantId?: string;
  /** Authority host on Azure. */
  readonly identityAuthorityHost?: string;
  /** Role on AWS. */
  readonly roleArn?: string;
  /** External ID on AWS. */
  readonly externalId?: string;
  /** Whose role on AWS. */
  readonly identityOwner?: string;
}

/**
 * An identity that the cloud gives to pods, in place of credentials.
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/#pod-authentication-providers
 */
export class PodIdentity {
  /** AWS: a role for service accounts, or Pod Identity. */
  public static aws(props: AwsPodIdentityProps = {}): PodIdentity {
    return new PodIdentity('aws', props);
  }

  /**
   * AWS: the role in the annotation of the workload's service account.
   *
   * @deprecated KEDA announces that it goes away in version 3: use `PodIdentity.aws({ identityOwner: AwsIdentityOwner.WORKLOAD })`
   */
  public static awsEks(): PodIdentity {
    return new PodIdentity('aws-eks', {});
  }

  /** Azure: a federated workload identity. */
  public static azureWorkload(props: AzureWorkloadIdentityProps = {}): PodIdentity {
    return new PodIdentity('azure-workload', props);
  }

  /** Google Cloud: a workload identity of the KEDA operator. */
  public static gcp(): PodIdentity {
    return new PodIdentity('gcp', {});
  }

  private constructor(
    /** The provider, as KEDA calls it: `aws`, `aws-eks`, `azure-workload` or `gcp`. */
    public readonly provider: string,
    /** @internal */
    private readonly _props: AwsPodIdentityProps & AzureWorkloadIdentityProps,
  ) {}

  /**
   * Checks it as KEDA's webhook does, and renders it.
   *
   * @internal
   */
  public _bind(scope: IConstruct, at: string, platform: Platform): PodIdentityConfig {
    const { roleArn, externalId, identityOwner, identityTenantId, identityAuthorityHost } = this._props;
    for (const [prop, value] of Object.entries(this._props)) if (value !== undefined) checkText(scope, `${at}.${prop}`, value);
    if (identityOwner !== undefined && !Object.values(AwsIdentityOwner).includes(identityOwner)) {
      fail(scope, `${at}.identityOwner (${show(identityOwner)}) must be one of keda, workload`);
    }
    if (roleArn !== undefined && identityOwner === AwsIdentityOwner.WORKLOAD) {
      fail(
        scope,
        `${at}.roleArn (${roleArn}) must be left out with identityOwner WORKLOAD: the role comes from the workload's service account`,
      );
    }
    platform._require(scope, 'keda', SINCE.keda.externalId, `${at}.externalId`, externalId);
    if (externalId !== undefined && roleArn === undefined)
      fail(scope, `${at}.externalId (${externalId}) needs the role that it is for: pass roleArn`);
    if (identityAuthorityHost !== undefined && identityTenantId === undefined) {
      fail(scope, `${at}.identityAuthorityHost (${identityAuthorityHost}) needs the tenant that it is for: pass identityTenantId`);
    }
    if (this.provider === 'aws-eks') {
      warn(scope, `${at} of aws-eks is deprecated by KEDA: use PodIdentity.aws({ identityOwner: AwsIdentityOwner.WORKLOAD })`);
    }
    return { provider: this.provider, ...this._props };
  }
}
