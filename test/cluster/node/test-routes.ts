/** Tests of what only some releases of the HTTP add-on have. */
import { HAS_ROUTES, HTTP_ADD_ON_VERSION } from './apps';

/** A test of InterceptorRoutes. On an add-on without them it is skipped, and its title says why. */
export function testRoutes(title: string, run: () => Promise<void>): void {
  if (HAS_ROUTES) test(title, run);
  else test.skip(`${title}: the HTTP add-on ${HTTP_ADD_ON_VERSION} has no InterceptorRoute`, run);
}
