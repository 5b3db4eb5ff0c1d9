/** The forms of names: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A label as RFC 1035 has it, of any length, as the names of Services are: it starts with a letter. */
export const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

export const MAX_LABEL = 63;
export const MAX_SUBDOMAIN = 253;

/** Whether a text is a label as RFC 1123 has it, as the names of namespaces, containers and volumes are. */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && LABEL.test(text);
}

/** Whether a text is a label as RFC 1035 has it, as the names of Services are. */
export function isDns1035Label(text: string): boolean {
  return text.length <= MAX_LABEL && DNS_1035_LABEL.test(text);
}

/** Whether a text is a subdomain as RFC 1123 has it, as the names of most objects are. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(text);
}
