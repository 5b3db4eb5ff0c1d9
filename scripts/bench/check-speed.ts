/**
 * What checking a fleet costs: CPU seconds and peak memory of 10,000 apps, 40,000 documents in memory, in one check. The apps are of all three paths, and
 * every hundredth breaks rules.
 *
 *   npm run build && npx tsx scripts/bench/check-speed.ts
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const APPS = 10_000;

export interface CheckSpeed {
  readonly documents: number;
  readonly findings: number;
  /** User and system time of the check alone. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Measures in a fresh process; with the compiled library where there is one. */
export function checkSpeed(apps = APPS): CheckSpeed {
  const compiled = existsSync(join(root, 'build', 'lib', 'rules', 'check.js'));
  const library = join(root, ...(compiled ? ['build', 'lib'] : ['lib']), 'rules');
  const loader = compiled ? [] : ['--require', 'tsx/cjs'];
  const script = `
    const { check } = require(${JSON.stringify(join(library, 'check'))});
    const { declaredCluster } = require(${JSON.stringify(join(library, 'declared'))});
    const documents = (${fleet.toString()})(${apps});
    const start = process.cpuUsage();
    const findings = check(documents, declaredCluster());
    const { user, system } = process.cpuUsage(start);
    console.log(JSON.stringify({
      documents: documents.length,
      findings: findings.length,
      cpuSeconds: (user + system) / 1e6,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    }));`;
  return JSON.parse(execFileSync('node', [...loader, '-e', script], { cwd: root, encoding: 'utf8' }));
}

/** The manifests of a fleet: four documents for each app, in namespaces of 100 apps. */
function fleet(apps: number): object[] {
  const documents: object[] = [];
  for (let index = 0; index < apps; index++) {
    const name = `app-${index}`;
    const metadata = { name, namespace: `team-${Math.floor(index / 100)}`, labels: { 'app.kubernetes.io/name': name } };
    const labels = metadata.labels;
    const broken = index % 100 === 99;
    const path = index % 3;
    if (path === 2) {
      documents.push(
        {
          apiVersion: 'core.spinkube.dev/v1alpha1',
          kind: 'SpinApp',
          metadata,
          spec: { image: `ghcr.io/my-org/${name}:v1`, executor: `executor-${index}`, enableAutoscaling: true },
        },
        {
          apiVersion: 'core.spinkube.dev/v1alpha1',
          kind: 'SpinAppExecutor',
          metadata: { ...metadata, name: `executor-${index}` },
          spec: { createDeployment: true, deploymentConfig: { runtimeClassName: 'wasmtime-spin-v2' } },
        },
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: 'ScaledObject',
          metadata,
          spec: {
            scaleTargetRef: { name },
            minReplicaCount: broken ? 5 : 0,
            maxReplicaCount: 2,
            triggers: [
              {
                type: 'kafka',
                metadata: { bootstrapServers: 'kafka.default:9092', consumerGroup: name, topic: 'events', lagThreshold: '5' },
                authenticationRef: { name },
              },
            ],
          },
        },
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: 'TriggerAuthentication',
          metadata,
          spec: { secretTargetRef: [{ parameter: 'password', name: 'kafka', key: 'password' }] },
        },
      );
      continue;
    }
    documents.push(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              runtimeClassName: 'wasmtime-slight',
              containers: [{ name, image: `ghcr.io/my-org/${name}:v1`, command: ['/'], ports: [{ name: 'http', containerPort: 3000 }] }],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: broken ? 'web' : 'http' }] },
      },
      {
        apiVersion: 'http.keda.sh/v1beta1',
        kind: 'InterceptorRoute',
        metadata,
        spec: {
          rules: [{ hosts: [`${name}.example.com`] }],
          target: { service: name, port: 80 },
          scalingMetric: { concurrency: { targetValue: broken ? 0 : 100 } },
        },
      },
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata,
        spec: {
          scaleTargetRef: { name },
          minReplicaCount: 0,
          maxReplicaCount: 10,
          triggers: [
            { type: 'external-push', metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: name } },
          ],
        },
      },
    );
  }
  return documents;
}

if (require.main === module) {
  const { documents, findings, cpuSeconds, peakMegabytes } = checkSpeed();
  console.log(`check: ${documents} documents, ${findings} findings, ${cpuSeconds.toFixed(2)} s CPU, ${peakMegabytes} MB at most`);
}
