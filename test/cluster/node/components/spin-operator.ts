/** spin-operator, with a certificate of this node's in place of cert-manager's. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Applied } from '../../client';
import { PROGRAMS } from '../../programs';
import { NODE_PROGRAMS } from '../programs';
import { type Any, type Component, kustomized, programFile, programImage, sourceDir } from './component';

const { version } = NODE_PROGRAMS.spinOperatorManager;
const NAMESPACE = 'spin-operator';

export const SPIN_OPERATOR: Component = {
  name: 'spin-operator',
  title: 'spin-operator',
  version: version.slice(1),
  images: {
    'ghcr.io/spinframework/spin-operator:latest': () =>
      programImage(`ghcr.io/spinframework/spin-operator:${version}`, NODE_PROGRAMS.spinOperatorManager, '/manager'),
  },
  upstream: () => kustomized(join(sourceDir('spin-operator', 'github.com/spinkube/spin-operator'), 'config', 'default')),
  prepare: withCertificate,
  workloads: [`${NAMESPACE}/spin-operator-controller-manager`],
};

/** The manifests without those of cert-manager, and with what cert-manager would have made of them. */
function withCertificate(objects: readonly Applied[]): Applied[] {
  const dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-spin-operator-'));
  try {
    execFileSync(programFile(PROGRAMS.certs), [dir, `spin-operator-webhook-service.${NAMESPACE}.svc`]);
    const data = Object.fromEntries(
      ['ca.crt', 'tls.crt', 'tls.key'].map((file) => [file, readFileSync(join(dir, file)).toString('base64')]),
    );
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: 'webhook-server-cert', namespace: NAMESPACE },
    };
    const trusting = objects
      .filter(({ kind }) => kind !== 'Certificate' && kind !== 'Issuer')
      .map((object: Any) => ({
        ...object,
        ...(object.webhooks && {
          webhooks: object.webhooks.map((webhook: Any) => ({
            ...webhook,
            clientConfig: { ...webhook.clientConfig, caBundle: data['ca.crt'] },
          })),
        }),
      }));
    return [...trusting, { ...secret, data }];
  } finally {
    rmSync(dir, { recursive: true });
  }
}
