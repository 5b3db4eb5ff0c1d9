/** Seconds that a request waits for a ready replica before a fallback answers, without a readiness timeout: endpoint_resolver.go. */
export const FALLBACK_WAIT = 30;
