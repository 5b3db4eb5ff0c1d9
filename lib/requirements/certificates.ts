import type { Manifest, Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { mapOf, textOf } from '../rules/values';
import { component, type Need } from './need';
import { clusterScoped, inNamespaceOf } from './objects';

/** Reports the Secret of a certificate, or the issuer when an annotation tells cert-manager to create the Secret. */
export function* certificateNeeds(object: Manifest, secret: Value, context: Context): Generator<Need> {
  const annotations = mapOf(object.metadata.annotations);
  const clusterIssuer = textOf(annotations['cert-manager.io/cluster-issuer']);
  const issuer = textOf(annotations['cert-manager.io/issuer']);
  if (!clusterIssuer && !issuer) {
    yield* inNamespaceOf(object, 'Secret', secret, context, { details: ['key tls.crt', 'key tls.key'], note: 'of type kubernetes.io/tls' });
    return;
  }
  yield component('certManager');
  yield* clusterScoped('cert-manager.io/ClusterIssuer', clusterIssuer, context);
  yield* inNamespaceOf(object, 'cert-manager.io/Issuer', issuer, context);
}

/** Reports the issuer of a Certificate of cert-manager. */
export function* issuerNeeds(object: Manifest, context: Context): Generator<Need> {
  const { name, kind = 'Issuer' } = mapOf(mapOf(object.spec).issuerRef);
  if (kind === 'ClusterIssuer') yield* clusterScoped('cert-manager.io/ClusterIssuer', name, context);
  else if (kind === 'Issuer') yield* inNamespaceOf(object, 'cert-manager.io/Issuer', name, context);
}
