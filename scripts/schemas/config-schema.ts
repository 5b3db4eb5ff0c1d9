import { GATEWAY_API_CHANNELS } from '../../lib/cluster/gateway-api';
import { SUPPORTED } from '../../lib/cluster/supported-versions';
import { RULES } from '../../lib/rules/registry';
import type { JsonSchema } from './json-schema';

const STRINGS = { type: 'array', items: { type: 'string', minLength: 1 } };

/** Returns the schema of .cdk8s-wasm.yaml, which lib/cli/config-file.ts reads. */
export function configSchema(): JsonSchema {
  const versions = Object.entries(SUPPORTED).map(([component, { title, min, max, default: version }]) => {
    return [component, { type: 'string', description: `Version of ${title}, ${min} to ${max}`, default: version }] as const;
  });
  const interceptor = closed({
    service: { type: 'string' },
    namespace: { type: 'string' },
    port: { type: 'integer' },
    scalerAddress: { type: 'string' },
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'The configuration file of cdk8s-wasm',
    ...closed({
      platform: {
        description: 'Versions of the cluster by component',
        ...closed({
          ...Object.fromEntries(versions),
          gatewayApiChannel: { enum: GATEWAY_API_CHANNELS },
          featureGates: { ...STRINGS, description: 'Enabled feature gates of Kubernetes' },
          knativeFeatures: { ...STRINGS, description: "Enabled flags of Knative's ConfigMap config-features" },
          interceptor: { ...interceptor, description: "Address of the HTTP add-on's interceptor" },
        }),
      },
      ignore: {
        description: 'Rules that check leaves out, each with the reason',
        ...closed(Object.fromEntries(RULES.map(({ id, title }) => [id, { type: 'string', minLength: 1, description: title }]))),
      },
      exclude: { ...STRINGS, description: 'Paths that are not read: a name anywhere, or a path from the folder of the file' },
      namespace: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', description: 'Namespace of objects that name none' },
    }),
  };
}

function closed(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { type: ['object', 'null'], properties, additionalProperties: false };
}
