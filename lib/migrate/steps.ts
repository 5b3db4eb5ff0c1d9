import type { Step } from './step';
import { apiVersions } from './steps/api-versions';
import { harmfulFields } from './steps/harmful-fields';
import { httpScaledObject } from './steps/http-scaled-object';
import { ingress } from './steps/ingress';
import { interceptorRoute } from './steps/interceptor-route';
import { keda1 } from './steps/keda-1';
import { knativeAnnotations } from './steps/knative-annotations';
import { quotes } from './steps/quotes';
import { spinAutoscaling } from './steps/spin-autoscaling';
import { spinGroup } from './steps/spin-group';
import { spinService } from './steps/spin-service';
import { spinTarget } from './steps/spin-target';
import { triggerFields } from './steps/trigger-fields';

/** All steps in order: names and shapes first, then steps that convert objects, then steps that depend on the result. */
export const STEPS: readonly Step[] = [
  keda1,
  apiVersions,
  ingress,
  spinService,
  spinGroup,
  spinTarget,
  knativeAnnotations,
  quotes,
  httpScaledObject,
  interceptorRoute,
  triggerFields,
  spinAutoscaling,
  harmfulFields,
];
