import type { ApiObject } from 'cdk8s';
import type { ScaleTarget } from '../keda/scaled-object';
import type { ScalingProps } from '../keda/scaling';
import type { HttpRoutingProps } from './http-routing';

/** What the add-on routes to. */
export interface HttpTarget extends ScaleTarget {
  /** Name of the Service, in the namespace of the app. */
  readonly service: string;
  /** Port of the Service; not of the container. */
  readonly servicePort: number;
  /** Object that makes the Service. */
  readonly serviceObject: ApiObject;
}

/** Routing and scaling as given by the user. */
export type HttpScalingProps = HttpRoutingProps & ScalingProps & { readonly hosts?: string[] };
