import { cpus } from 'node:os';
import type { Machine } from './results';

export function machineOf(): Machine {
  return {
    cpu: `${cpus().length} cores of ${cpus()[0].model.trim()}`,
    node: process.versions.node,
    cdk8s: require('cdk8s/package.json').version,
    cdk8sPlus: require('cdk8s-plus-28/package.json').version,
  };
}
