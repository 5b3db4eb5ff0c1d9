import type { ApiObject } from 'cdk8s';
import type { ScaleTarget } from '../keda/scaled-object';
import type { ScalingProps } from '../keda/scaling';
import type { HttpRoutingProps } from './http-routing';

/** The workload and the Service to which the add-on routes requests. */
export interface HttpTarget extends ScaleTarget {
  /** Name of the Service, in the namespace of the app. */
  readonly service: string;
  /** Port of the Service; not of the container. */
  readonly servicePort: number;
  /** The Service, or the object whose operator creates it. */
  readonly serviceObject: ApiObject;
}

/** Routing and scaling settings of an app. */
export type HttpScalingProps = HttpRoutingProps & ScalingProps & { readonly hosts?: string[] };
