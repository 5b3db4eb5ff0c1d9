import { scalerOf } from '../../keda/scalers/scaler-of';
import { scaledOf } from '../keda/scaled';
import { SCALED_OBJECT } from '../keda/upstream';
import { kindOf, type Manifest, type Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { at, mapOf, show, textOf } from '../values';
import { successorOf } from './keda-1-keys';

const OBJECT_1 = 'keda.k8s.io/ScaledObject';
const JOB_1 = 'keda.k8s.io/ScaledJob';

/** Fields of scaleTargetRef that KEDA 2 has under another name. */
const TARGET = { deploymentName: 'name', containerName: 'envSourceContainerName' };
/** Keys whose value is longer than the name of a variable. */
const CONNECTIONS = ['connection', 'connectionString', 'storageConnection'];
const CAPITALS = /^[A-Z][A-Z\d_]*$/;

export const keda1: Rule = {
  id: 'removed/keda-1',
  severity: 'error',
  title: 'Fields and keys of KEDA 1 are written as KEDA 2 reads them',
  rationale:
    'KEDA 2 made ScaledJob a kind of its own, renamed fields of scaleTargetRef, and reads a key as a value where KEDA 1 read the name of a variable.',
  link: 'https://keda.sh/docs/2.20/migration/',
  kinds: [SCALED_OBJECT, OBJECT_1, JOB_1],
  check(object, { report }) {
    const spec = mapOf(object.spec);
    const target = mapOf(spec.scaleTargetRef);
    const isJob = spec.jobTargetRef !== undefined || spec.scaleType === 'job';
    if (object.kind === 'ScaledObject' && spec.scaleType !== undefined) {
      report({
        path: 'spec.scaleType',
        message: `scaleType (${show(spec.scaleType)}) is a field of KEDA 1: the kind says what is scaled`,
        fix: isJob ? 'leave it out, and write kind: ScaledJob' : 'leave it out',
      });
    }
    for (const [field, name] of Object.entries(TARGET)) {
      if (target[field] === undefined) continue;
      report({
        path: `spec.scaleTargetRef.${field}`,
        message: `${field} is a field of KEDA 1`,
        fix: target[name] === undefined ? `write it as ${name}` : `leave it out: ${name} is there`,
      });
    }
    renamedKeys(object, report);
  },
};

function renamedKeys(object: Manifest, report: Report): void {
  const isOld = kindOf(object) !== SCALED_OBJECT;
  for (const { metadata, path, type } of scaledOf(object).triggers) {
    for (const key of Object.keys(metadata)) {
      const successor = successorOf(textOf(type) ?? '', key, metadata[key]);
      // a password, or the name of a host, may be of capitals alone
      if (!successor || !(isOld || looksLikeVariable(textOf(type) ?? '', key, metadata[key]))) continue;
      const { key: name, plain, isVariable } = successor;
      const seen = `${key} (${show(metadata[key])})`;
      const fix = isVariable ? `write ${name}: ${metadata[key]}` : `write ${name}`;
      report({
        path: at(`${path}.metadata`, key),
        message: !isVariable
          ? `${key} is a key of KEDA 1`
          : isOld
            ? `${seen} is the name of a variable in KEDA 1, and KEDA 2 reads ${plain} as a value`
            : `${seen} looks like the name of a variable, and KEDA reads ${key} as a value`,
        fix: key === 'apiHost' && metadata.protocol === undefined ? `${fix}, and protocol: http` : fix,
        severity: isOld ? undefined : 'warning',
      });
    }
  }
}

/** Whether the scaler reads the key from the metadata, and the value can only be the name of a variable. */
function looksLikeVariable(type: string, key: string, value: Value): boolean {
  const isRead = scalerOf(type)?.params[key]?.from.includes('metadata') === true;
  return isRead && (CONNECTIONS.includes(key) || type === 'rabbitmq') && CAPITALS.test(value);
}
