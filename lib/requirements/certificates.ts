import type { Manifest, Value } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { mapOf, textOf } from '../rules/values';
import { component, type Need } from './need';
import { beside, ofCluster } from './objects';

/** The Secret of a certificate; one that cert-manager makes by an annotation needs the issuer instead. */
export function* certificateNeeds(object: Manifest, secret: Value, context: Context): Generator<Need> {
  const annotations = mapOf(object.metadata.annotations);
  const clusterIssuer = textOf(annotations['cert-manager.io/cluster-issuer']);
  const issuer = textOf(annotations['cert-manager.io/issuer']);
  if (!clusterIssuer && !issuer) {
    yield* beside(object, 'Secret', secret, context, { details: ['key tls.crt', 'key tls.key'], note: 'of type kubernetes.io/tls' });
    return;
  }
  yield component('certManager');
  yield* ofCluster('cert-manager.io/ClusterIssuer', clusterIssuer, context);
  yield* beside(object, 'cert-manager.io/Issuer', issuer, context);
}

/** Certificates of cert-manager itself. */
export function* issuerNeeds(object: Manifest, context: Context): Generator<Need> {
  const { name, kind = 'Issuer' } = mapOf(mapOf(object.spec).issuerRef);
  if (kind === 'ClusterIssuer') yield* ofCluster('cert-manager.io/ClusterIssuer', name, context);
  else if (kind === 'Issuer') yield* beside(object, 'cert-manager.io/Issuer', name, context);
}
