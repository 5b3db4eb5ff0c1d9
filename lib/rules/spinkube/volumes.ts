import { SINCE } from '../../cluster/releases';
import { CA_PATH, CA_VOLUME, CONFIG_PATH, CONFIG_VOLUME, DEFAULT_EXECUTOR } from '../../cluster/spinkube';
import { isDnsLabel, MAX_LABEL } from '../../core/dns-names';
import { atLeast } from '../cluster';
import type { Manifest, Value } from '../manifest';
import type { Context, Report, Rule } from '../rule';
import { elements, isMap, mapOf, show, textOf } from '../values';
import { APPS, deploymentConfigOf, executorOf, OPERATOR } from './apps';

export const reservedVolume: Rule = {
  id: 'spinkube/reserved-volume',
  severity: 'error',
  title: "No volume has the name of one of the operator's",
  rationale: 'The operator adds volumes of its own to the pods, and names of volumes are unique in a pod.',
  link: `${OPERATOR}/internal/controller/deployment.go`,
  accepted: 'the CRD takes any name; the operator adds its own volume of the name, and the API server refuses the Deployment',
  kinds: APPS,
  check(app, context) {
    if (hasNoDeployment(app, context)) return;
    for (const [volume, path] of elements(app.spec?.volumes, 'spec.volumes')) {
      const { name } = mapOf(volume);
      const weight = name === CONFIG_VOLUME ? {} : name === CA_VOLUME ? certificatesOf(app, context) : undefined;
      if (!weight) continue;
      const message = `name (${show(name)}) is that of a volume that the operator adds`;
      context.report({ path: `${path}.name`, message, fix: 'rename the volume', ...weight });
    }
  },
};

export const volume: Rule = {
  id: 'spinkube/volume',
  severity: 'error',
  title: 'Volumes have names and sources that a pod may have, and mounts name a volume and have paths of their own',
  rationale: 'The operator writes the volumes and mounts beside its own into the pods of its Deployment, which the API server checks.',
  link: `${OPERATOR}/internal/controller/deployment.go`,
  accepted: 'the CRD takes any; the API server refuses the Deployment that the operator makes of them, and no pod starts',
  kinds: APPS,
  check(app, context) {
    if (hasNoDeployment(app, context)) return;
    const { report } = context;
    const { volumes, volumeMounts } = mapOf(app.spec);
    const names = new Set<string>();
    for (const [given, path] of elements(volumes, 'spec.volumes')) {
      const name = textOf(mapOf(given).name);
      if (name === undefined) continue;
      if (!isDnsLabel(name)) {
        const message = `name (${show(name)}) must be a DNS label of at most ${MAX_LABEL} characters`;
        report({ path: `${path}.name`, message, fix: 'write lower-case letters, digits and hyphens' });
      } else if (names.has(name)) {
        report({ path: `${path}.name`, message: `name (${show(name)}) is that of another volume`, fix: 'rename one of them' });
      }
      names.add(name);
      reportSource(given, path, report);
    }
    const certificates = certificatesOf(app, context);
    names.add(CONFIG_VOLUME);
    if (certificates || !executorOf(context.manifests, app)) names.add(CA_VOLUME);
    const paths = new Set<string>();
    for (const [mount, path] of elements(volumeMounts, 'spec.volumeMounts')) {
      const { name, mountPath } = mapOf(mount);
      if (textOf(name) && !names.has(name))
        report({ path: `${path}.name`, message: `there is no volume ${show(name)}`, fix: 'add it to volumes, or correct the name' });
      if (!textOf(mountPath)) continue;
      const where = `${path}.mountPath`;
      const taken = `mountPath (${show(mountPath)}) is where the operator mounts a file`;
      if (mountPath === CONFIG_PATH) {
        report({ path: where, message: taken, fix: 'name the Secret by runtimeConfig.loadFromSecret' });
      } else if (mountPath === CA_PATH && certificates) {
        report({
          path: where,
          message: taken,
          fix: 'name the Secret by caCertSecret of the executor, or mount it elsewhere',
          ...certificates,
        });
      } else if (paths.has(mountPath)) {
        report({ path: where, message: `mountPath (${show(mountPath)}) is mounted twice`, fix: 'mount one of them elsewhere' });
      }
      paths.add(mountPath);
    }
  },
};

/** Reports more than one source of a volume, and one that names no object. A volume without a source is an emptyDir. */
function reportSource(volume: Value, path: string, report: Report): void {
  const sources = Object.keys(volume).filter((key) => isMap(volume[key]));
  if (sources.length > 1) {
    report({ path, message: `the volume has the sources ${sources.join(' and ')}, and may have one`, fix: 'write a volume for each' });
  }
  for (const [source, field, kind] of NAMING) {
    if (!sources.includes(source) || (volume[source][field] ?? '') !== '') continue;
    report({ path: `${path}.${source}.${field}`, message: `${field} is missing`, fix: `write the name of a ${kind}` });
  }
}

/** Sources that the CRD admits without the name of their object. */
const NAMING = [
  ['secret', 'secretName', 'Secret'],
  ['configMap', 'name', 'ConfigMap'],
] as const;

/** Whether the executor of an app makes no Deployment: it may mount nothing of its own. */
function hasNoDeployment(app: Manifest, { manifests }: Context): boolean {
  return mapOf(executorOf(manifests, app)?.spec).createDeployment === false;
}

/**
 * Whether the operator mounts CA certificates into the pods of an app, as its executor says. An executor that is not among the manifests
 * is taken for that of SpinKube's installation, which has them, where it has its name: what follows from that is a warning.
 */
function certificatesOf(app: Manifest, { manifests, cluster }: Context): { readonly severity?: 'warning' } | undefined {
  if (!executorOf(manifests, app)) {
    const isDefault = app.spec?.executor === DEFAULT_EXECUTOR && atLeast(cluster, 'spinOperator', SINCE.spinOperator.installDefaultCACerts);
    return isDefault ? { severity: 'warning' } : undefined;
  }
  const { caCertSecret, installDefaultCACerts } = deploymentConfigOf(manifests, app);
  return caCertSecret || installDefaultCACerts ? {} : undefined;
}
