/** Seconds that a request waits for a ready replica before a fallback answers, without a readiness timeout: endpoint_resolver.go. */
export const FALLBACK_WAIT = 30;

/** The least status of a fixed response: Go's server sends a lower one as an interim response, or switches protocols. */
export const LEAST_STATUS = 200;

/** Whether Go's HTTP server sends no body with a status. */
export function isWithoutBody(status: number): boolean {
  return status === 204 || status === 304;
}
