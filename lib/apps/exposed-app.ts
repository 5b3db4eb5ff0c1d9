import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ExposureObjects, ExposureTarget } from '../exposure/config';
import { createExposure } from '../exposure/create';
import type { Exposure } from '../exposure/exposure';

/**
 * An app that receives requests through an Exposure.
 *
 * @internal
 */
export abstract class ExposedApp extends Construct {
  private exposureObjects: ExposureObjects = {};

  /** The Ingress, if the exposure creates one. */
  public get ingress(): ApiObject | undefined {
    return this.exposureObjects.ingress;
  }

  /** The HTTPRoute, if the exposure creates one. */
  public get httpRoute(): ApiObject | undefined {
    return this.exposureObjects.httpRoute;
  }

  /** The ReferenceGrant in the namespace of the interceptor, if the exposure creates one. */
  public get referenceGrant(): ApiObject | undefined {
    return this.exposureObjects.referenceGrant;
  }

  /** The ExternalName Service that points to the interceptor, if the exposure creates one. */
  public get alias(): ApiObject | undefined {
    return this.exposureObjects.alias;
  }

  /**
   * Creates the objects of an exposure.
   *
   * @internal
   */
  protected _expose(exposure: Exposure, labels: { [name: string]: string }, target: ExposureTarget): void {
    this.exposureObjects = createExposure(this, labels, exposure._bind(this, target));
  }
}
