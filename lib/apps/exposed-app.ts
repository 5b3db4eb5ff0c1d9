import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ExposureObjects, ExposureTarget } from '../exposure/config';
import { createExposure } from '../exposure/create';
import type { Exposure } from '../exposure/exposure';

/**
 * An app that requests reach by an Exposure.
 *
 * @internal
 */
export abstract class ExposedApp extends Construct {
  private exposureObjects: ExposureObjects = {};

  /** The Ingress, where the exposure makes one. */
  public get ingress(): ApiObject | undefined {
    return this.exposureObjects.ingress;
  }

  /** The HTTPRoute, where the exposure makes one. */
  public get httpRoute(): ApiObject | undefined {
    return this.exposureObjects.httpRoute;
  }

  /** The ReferenceGrant in the namespace of the interceptor, where the exposure makes one. */
  public get referenceGrant(): ApiObject | undefined {
    return this.exposureObjects.referenceGrant;
  }

  /** The ExternalName Service that stands for the interceptor, where the exposure makes one. */
  public get alias(): ApiObject | undefined {
    return this.exposureObjects.alias;
  }

  /**
   * Makes the objects of an exposure.
   *
   * @internal
   */
  protected _expose(exposure: Exposure, labels: { [name: string]: string }, target: ExposureTarget): void {
    this.exposureObjects = createExposure(this, labels, exposure._bind(this, target));
  }
}
