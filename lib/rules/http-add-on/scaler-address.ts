import { isGrpcTarget } from '../../keda/scalers/addresses';
import { SCALED_OBJECT } from '../keda/upstream';
import type { Rule } from '../rule';
import { show, textOf } from '../values';
import { addressOf, externalScaler, isExternalScaler } from './address';
import { addOnTriggers } from './scalers';
import { SOURCE } from './upstream';

export const scalerAddress: Rule = {
  id: 'http-add-on/scaler-address',
  severity: 'error',
  title: "A trigger that names a route asks the add-on's external scaler",
  rationale: 'KEDA calls the scaler of an external trigger by gRPC at this address.',
  link: `${SOURCE}/scaler/handlers.go`,
  accepted: "KEDA's webhook does not read the metadata of triggers; its operator asks an address where no scaler of the add-on answers",
  kinds: [SCALED_OBJECT],
  check(object, { cluster, report }) {
    const scaler = externalScaler(cluster);
    for (const { metadata, path } of addOnTriggers(object)) {
      const value = textOf(metadata.scalerAddress);
      const address = addressOf(value, cluster);
      if (!value || !address) continue;
      const at = `${path}.scalerAddress`;
      const seen = `scalerAddress (${show(value)})`;
      const fix = `write ${scaler.text}`;
      // what no gRPC client takes is reported for every trigger that has such an address
      if (address.scheme && isGrpcTarget(value)) {
        report({ path: at, message: `${seen} has a scheme, and gRPC takes host:port`, fix });
      } else if (address.service === cluster.interceptor.service && address.namespace === cluster.interceptor.namespace) {
        report({ path: at, message: `${seen} is the interceptor, which answers no scaler requests`, fix });
      } else if (!isExternalScaler(address, cluster) || address.port !== scaler.port) {
        report({ path: at, message: `${seen} is not the external scaler of the declared HTTP add-on`, fix, severity: 'warning' });
      }
    }
  },
};
