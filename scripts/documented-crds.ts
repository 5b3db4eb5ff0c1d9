/**
 * Fields that a release added to a CRD, from its documentation: the module of that release is not on the Go module proxy, so that its CRD
 * cannot be read.
 */

// biome-ignore lint/suspicious/noExplicitAny: a CRD as parsed from YAML
type Crd = any;

/** The release whose fields are added, and its reference. */
export const DOCUMENTED = {
  release: 'the HTTP add-on 0.16',
  kind: 'InterceptorRoute',
  reference: 'https://keda.sh/http-add-on/0.16/reference/interceptorroute/',
};

/** Adds the documented fields to a CRD; CRDs of other kinds are left as they are. */
export function addDocumented(crd: Crd): Crd {
  if (crd.spec?.names?.kind !== DOCUMENTED.kind) return crd;
  for (const { schema } of crd.spec.versions) {
    const { properties } = schema.openAPIV3Schema.properties.spec;
    const { coldStart, rules } = properties;
    const { placeholder } = coldStart.properties;
    coldStart.properties.maxPendingRequests = { type: 'integer', format: 'int32', minimum: 1 };
    coldStart.properties.overflow = { type: 'string', enum: ['Reject', 'Placeholder'], default: 'Reject' };
    coldStart['x-kubernetes-validations'] = [
      {
        rule: 'has(self.fallback) || has(self.placeholder) || has(self.maxPendingRequests)',
        message: "at least one of 'fallback', 'placeholder' or 'maxPendingRequests' must be set",
      },
      { rule: "self.overflow != 'Placeholder' || has(self.placeholder)", message: "overflow 'Placeholder' needs 'placeholder'" },
    ];
    properties.staticRoutes = {
      type: 'array',
      items: {
        type: 'object',
        required: ['response', 'rules'],
        properties: {
          response: placeholder.properties.response,
          responseMode: { type: 'string', enum: ['WhenUnavailable', 'Always'], default: 'WhenUnavailable' },
          rules: { ...rules, minItems: 1 },
        },
      },
    };
  }
  return crd;
}
