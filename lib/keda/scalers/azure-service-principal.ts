/** A service principal of Microsoft Entra, in the fields of a TriggerAuthentication. */
export interface ServicePrincipalFields {
  readonly cloud?: unknown;
  readonly activeDirectoryEndpoint?: unknown;
  readonly clientSecret?: unknown;
  readonly clientCertificate?: unknown;
  readonly clientCertificatePassword?: unknown;
}

/** A contradiction between the fields of a service principal, and its remedy. */
export interface ServicePrincipalProblem {
  /** The field to change; none where one is missing. */
  readonly field?: keyof ServicePrincipalFields;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Yields the contradictions that KEDA's webhook refuses (triggerauthentication_webhook.go, validateAzureServicePrincipal).
 *
 * @param verb verb of remedies: `pass`
 */
export function* servicePrincipalProblems(fields: ServicePrincipalFields, verb: string): Generator<ServicePrincipalProblem> {
  const { cloud, activeDirectoryEndpoint, clientSecret, clientCertificate, clientCertificatePassword } = fields;
  const hasCertificate = isGiven(clientCertificate);
  if (!isGiven(clientSecret) && !hasCertificate)
    yield { message: 'needs clientSecret or clientCertificate', remedy: `${verb} one of them` };
  if (isGiven(clientSecret) && hasCertificate)
    yield { field: 'clientCertificate', message: 'takes only one of clientSecret and clientCertificate', remedy: 'leave one out' };
  if (isGiven(clientCertificatePassword) && !hasCertificate) {
    yield {
      field: 'clientCertificatePassword',
      message: 'has clientCertificatePassword without clientCertificate',
      remedy: `${verb} clientCertificate, or leave clientCertificatePassword out`,
    };
  }
  const isPrivate = typeof cloud === 'string' && cloud.toLowerCase() === 'private';
  const hasEndpoint = isGiven(activeDirectoryEndpoint) && activeDirectoryEndpoint !== '';
  if (isPrivate && !hasEndpoint)
    yield { field: 'cloud', message: `needs activeDirectoryEndpoint with cloud ${cloud}`, remedy: `${verb} activeDirectoryEndpoint` };
  if (!isPrivate && hasEndpoint) {
    yield {
      field: 'activeDirectoryEndpoint',
      message: 'takes activeDirectoryEndpoint only with cloud Private',
      remedy: `leave it out, or ${verb} cloud: Private`,
    };
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
