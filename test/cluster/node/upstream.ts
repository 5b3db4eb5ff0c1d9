/** The manifests of the controllers, read once from the Go modules and kept in the cache. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Applied } from '../client';
import { cacheRoot, digest } from '../programs';
import type { Component } from './components/component';
import { CONTOUR_AND_ENVOY } from './components/contour';
import { COREDNS } from './components/coredns';
import { FLUX } from './components/flux';
import { HTTP_ADD_ON } from './components/http-add-on';
import { KEDA } from './components/keda';
import { KNATIVE } from './components/knative';
import { NETWORK_POLICIES } from './components/network-policies';
import { SPIN_OPERATOR } from './components/spin-operator';

/** Every controller that a node can have. */
export const COMPONENTS: readonly Component[] = [
  COREDNS,
  KEDA,
  HTTP_ADD_ON,
  CONTOUR_AND_ENVOY,
  SPIN_OPERATOR,
  KNATIVE,
  NETWORK_POLICIES,
  FLUX,
];

/** Changes with the versions and with how the manifests are read. */
function fileOf({ name, version }: Component): string {
  const sources = [name, 'component'].map((file) => readFileSync(join(__dirname, 'components', `${file}.ts`), 'utf8'));
  return join(cacheRoot(), `${name}-${digest(version, ...sources)}.json`);
}

export function hasComponents(): boolean {
  return COMPONENTS.every((component) => existsSync(fileOf(component)));
}

export function writeComponents(): void {
  mkdirSync(cacheRoot(), { recursive: true });
  for (const component of COMPONENTS) {
    const file = fileOf(component);
    if (existsSync(file)) continue;
    writeFileSync(`${file}.partial`, JSON.stringify(component.upstream()));
    renameSync(`${file}.partial`, file);
  }
}

/** The manifests of a component as upstream publishes them. */
export function readComponent(component: Component): Applied[] {
  return JSON.parse(readFileSync(fileOf(component), 'utf8'));
}
