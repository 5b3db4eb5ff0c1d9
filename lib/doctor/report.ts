import { mapOf } from '../rules/values';
import type { Answered, State } from './answers';
import { type App, membersOf } from './apps';
import { DIAGNOSES } from './diagnoses';
import { handlersOf, nodesOf } from './diagnoses/runtimes';
import type { Finding, Patient, Severity } from './diagnosis';
import type { Unread } from './snapshot';
import { platformOptions, type SeenVersion, versionsOf } from './versions';
import { type ClusterView, refOf } from './view';

/** An app, with its replicas and what is wrong with it. */
export interface AppReport {
  /** `shop/worker`. */
  readonly app: string;
  /** The objects that scale it, or its workload. */
  readonly objects: readonly string[];
  readonly replicas?: { readonly wanted: number; readonly ready: number };
  readonly findings: readonly Finding[];
}

/** A RuntimeClass, and where its runtime is. */
export interface RuntimeReport {
  readonly name: string;
  readonly handler: string;
  /** Nodes that it selects. */
  readonly nodes: number;
  /** Those that have the handler; absent where no kubelet reports its runtimes. */
  readonly withHandler?: number;
}

/** What the doctor found. */
export interface DoctorReport {
  readonly server: string;
  readonly at: string;
  readonly versions: readonly SeenVersion[];
  /** The options by which the other commands know this cluster. */
  readonly platform: string;
  readonly runtimeClasses: readonly RuntimeReport[];
  readonly requirements: readonly Answered[];
  readonly apps: readonly AppReport[];
  /** What concerns no app alone. */
  readonly findings: readonly Finding[];
  /** What could not be read, and the command that permits it. */
  readonly unread: readonly string[];
  readonly permit?: string;
  readonly summary: {
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
    readonly missing: number;
    readonly unknown: number;
  };
}

const ORDER: readonly Severity[] = ['error', 'warning', 'note'];
const STATES: readonly State[] = ['missing', 'unknown', 'there'];

/** What of a cluster to report. */
export interface Selection {
  readonly wants: (app: App) => boolean;
  /** Whether it is one app, and not all those of the manifests. */
  readonly isOneApp: boolean;
}

/** Runs all diagnoses, and reports the selected apps. */
export function reportOf(patient: Patient, answers: readonly Answered[], { wants, isOneApp }: Selection): DoctorReport {
  const { view, declared } = patient;
  const apps = patient.apps.filter(wants);
  const findings = findingsOf({ ...patient, apps });
  const owners = new Map(apps.flatMap((app) => membersOf(app).map((member) => [member, app] as const)));
  const assigned = findings
    .filter(({ about }) => !(isOneApp && about === 'the manifests'))
    .map((finding): Finding => {
      const app = owners.get(finding.about);
      return app ? { ...finding, app: `${app.namespace}/${app.name}` } : finding;
    });
  const requirements = [...answers].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  const count = (severity: Severity) => assigned.filter((each) => each.severity === severity).length;
  const unread = unreadLines(view.snapshot.unread);
  return {
    server: view.snapshot.server,
    at: view.snapshot.at,
    versions: versionsOf(view, declared),
    platform: platformOptions(view),
    runtimeClasses: view.ofKind('node.k8s.io/RuntimeClass').map((each) => runtimeReport(each, view)),
    requirements,
    apps: apps.map((app) => appReport(app, assigned)),
    findings: assigned.filter(({ app }) => app === undefined),
    unread,
    ...(unread.length > 0 && { permit: permitCommand(view.snapshot.unread) }),
    summary: {
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      missing: requirements.filter(({ state }) => state === 'missing').length,
      unknown: requirements.filter(({ state }) => state === 'unknown').length,
    },
  };
}

/** Whether something is wrong: an error, or a missing requirement. */
export function isWell({ summary: { errors, missing } }: DoctorReport): boolean {
  return errors + missing === 0;
}

/** Runs the diagnoses; the same sign of several objects is one. */
export function findingsOf(patient: Patient): readonly Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { id, severity, title, why, find } of DIAGNOSES) {
    for (const sign of find(patient)) {
      const key = JSON.stringify([id, sign.about, sign.seen]);
      if (seen.has(key)) continue;
      seen.add(key);
      findings.push({ id, title, why, ...sign, severity: sign.severity ?? severity });
    }
  }
  return findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

function appReport(app: App, findings: readonly Finding[]): AppReport {
  const { namespace, name, scalers, routes, workload } = app;
  const { replicas, readyReplicas } = mapOf(workload?.status);
  const objects = [...new Set([...scalers, ...routes].map(refOf))];
  return {
    app: `${namespace}/${name}`,
    objects: objects.length > 0 ? objects : [refOf(workload!)],
    ...(workload && { replicas: { wanted: mapOf(workload.spec).replicas ?? replicas ?? 1, ready: readyReplicas ?? 0 } }),
    findings: findings.filter((finding) => finding.app === `${namespace}/${name}`),
  };
}

function runtimeReport(runtimeClass: Parameters<typeof nodesOf>[1], view: ClusterView): RuntimeReport {
  const nodes = nodesOf(view, runtimeClass);
  const reporting = nodes.filter((node) => handlersOf(node).length > 0);
  return {
    name: runtimeClass.metadata.name,
    handler: String(runtimeClass.handler),
    nodes: nodes.length,
    ...(reporting.length > 0 && { withHandler: reporting.filter((node) => handlersOf(node).includes(runtimeClass.handler)).length }),
  };
}

function unreadLines(unread: readonly Unread[]): readonly string[] {
  const lines = unread.map(({ resource, group, namespace, except, status }) => {
    const where = namespace ? ` in namespace ${namespace}` : except ? ` outside of namespace ${except}` : '';
    return `${resource}${group ? `.${group}` : ''}${where}: ${status === 403 ? 'not permitted' : `status ${status}`}`;
  });
  return [...new Set(lines)];
}

/** The role that the doctor lacks, as a command for an administrator. */
function permitCommand(unread: readonly Unread[]): string {
  const resources = [
    ...new Set(unread.filter(({ status }) => status === 403).map(({ resource, group }) => `${resource}${group ? `.${group}` : ''}`)),
  ];
  return resources.length === 0 ? '' : `kubectl create clusterrole cdk8s-wasm-doctor --verb get,list --resource ${resources.join(',')}`;
}
