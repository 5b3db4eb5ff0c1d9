/** A Namespace inside a chart of that namespace. A Namespace itself lies in none, and a chart gives its own to every object. */
import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

export function namespaceOf(chart: Construct, name: string): ApiObject {
  const namespace = new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return namespace;
}
