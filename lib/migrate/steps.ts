import type { Step } from './step';
import { apiVersions } from './steps/api-versions';
import { httpScaledObject } from './steps/http-scaled-object';
import { ingress } from './steps/ingress';
import { interceptorRoute } from './steps/interceptor-route';
import { knativeAnnotations } from './steps/knative-annotations';
import { leaveOut } from './steps/leave-out';
import { spinAutoscaling } from './steps/spin-autoscaling';
import { spinGroup } from './steps/spin-group';
import { spinService } from './steps/spin-service';
import { spinTarget } from './steps/spin-target';
import { texts } from './steps/texts';
import { triggerFields } from './steps/trigger-fields';

/** Everything that `migrate` does, in order: names and shapes first, then what one object makes of another, then what follows from that. */
export const STEPS: readonly Step[] = [
  apiVersions,
  ingress,
  spinService,
  spinGroup,
  spinTarget,
  knativeAnnotations,
  texts,
  httpScaledObject,
  interceptorRoute,
  triggerFields,
  spinAutoscaling,
  leaveOut,
];
