import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { SINCE } from '../../cluster/releases';
import { checkOneOf, checkText } from '../../core/checks';
import { fail } from '../../core/errors';
import { checkProps } from '../../core/props';
import { warn } from '../../core/warnings';

/** Owner of the AWS role that KEDA assumes if there is no roleArn. */
export enum AwsIdentityOwner {
  /** The KEDA operator. */
  KEDA = 'keda',
  /** The scaled workload: the role in the annotation of its service account. */
  WORKLOAD = 'workload',
}

/** An identity on AWS. */
export interface AwsPodIdentityProps {
  /**
   * ARN of the role that KEDA assumes. Cannot be combined with identityOwner WORKLOAD.
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
   * Owner of the role that KEDA assumes.
   *
   * @default - AwsIdentityOwner.KEDA, the default of KEDA
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

/** A pod identity as rendered in an authentication. */
export interface PodIdentityConfig {
  /** Provider of the identity. */
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
  /** Owner of the role on AWS. */
  readonly identityOwner?: string;
}

/**
 * An identity that the cloud provides to pods, in place of credentials.
 *
 * @example
 * const auth = new TriggerAuth(chart, 'worker-aws', { podIdentity: PodIdentity.aws() });
 * const trigger = Trigger.awsSqsQueue({ queueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs', awsRegion: 'eu-central-1' }, { auth });
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/#pod-authentication-providers
 */
export class PodIdentity {
  /** AWS: IAM roles for service accounts, or EKS Pod Identity. */
  public static aws(props: AwsPodIdentityProps = {}): PodIdentity {
    return new PodIdentity('aws', props);
  }

  /**
   * AWS: the role in the annotation of the workload's service account.
   *
   * @deprecated KEDA will remove it in version 3: use `PodIdentity.aws({ identityOwner: AwsIdentityOwner.WORKLOAD })`
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
    /** Name of the provider in KEDA: `aws`, `aws-eks`, `azure-workload` or `gcp`. */
    public readonly provider: string,
    /** @internal */
    private readonly _props: AwsPodIdentityProps & AzureWorkloadIdentityProps,
  ) {}

  /**
   * Renders the identity; fails if KEDA's webhook would reject it.
   *
   * @internal
   */
  public _bind(scope: IConstruct, at: string, platform: Platform): Omit<PodIdentityConfig, 'externalId'> & { externalID?: string } {
    if (this.provider === 'aws') checkProps(scope, at, 'AwsPodIdentityProps', this._props);
    if (this.provider === 'azure-workload') checkProps(scope, at, 'AzureWorkloadIdentityProps', this._props);
    const { roleArn, externalId, identityOwner, identityTenantId, identityAuthorityHost } = this._props;
    for (const [prop, value] of Object.entries(this._props)) if (value !== undefined) checkText(scope, `${at}.${prop}`, value);
    checkOneOf(scope, `${at}.identityOwner`, identityOwner, AwsIdentityOwner);
    if (roleArn !== undefined && identityOwner === AwsIdentityOwner.WORKLOAD) {
      fail(
        scope,
        `${at}.roleArn (${roleArn}) must be left out with identityOwner WORKLOAD: the role comes from the workload's service account`,
      );
    }
    platform._require(scope, 'keda', SINCE.keda.externalId, `${at}.externalId`, externalId);
    if (externalId !== undefined && roleArn === undefined)
      fail(scope, `${at}.externalId (${externalId}) needs the role to assume: pass roleArn`);
    if (identityAuthorityHost !== undefined && identityTenantId === undefined) {
      fail(scope, `${at}.identityAuthorityHost (${identityAuthorityHost}) needs the tenant of the identity: pass identityTenantId`);
    }
    if (this.provider === 'aws-eks') {
      warn(scope, `${at} of aws-eks is deprecated by KEDA: use PodIdentity.aws({ identityOwner: AwsIdentityOwner.WORKLOAD })`);
    }
    const { externalId: _, ...props } = this._props;
    return { provider: this.provider, ...props, externalID: externalId };
  }
}
