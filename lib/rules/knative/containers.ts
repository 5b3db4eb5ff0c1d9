import { RESERVED_VARIABLES } from '../../cluster/knative';
import { referenceProblem } from '../kubernetes/image';
import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, show } from '../values';
import { allContainersOf, containersOf, initContainersOf, POD, podOf, SERVING, TEMPLATED } from './template';

const LINK = `${SERVING}/serving/k8s_validation.go`;

export const containers: Rule = {
  id: 'knative/containers',
  severity: 'error',
  title: 'A revision has containers, each with an image',
  rationale: 'A revision runs the containers of its template, and each needs an image that the node can pull.',
  link: LINK,
  accepted: 'the webhook takes what parses as a reference; the node does not, and no pod starts',
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const pod = podOf(manifest);
    if (pod && typeof pod === 'object' && (pod.containers ?? []).length === 0) {
      report({ path: `${POD}.containers`, message: 'there is no container', fix: 'write one with an image' });
    }
    for (const [container, path] of allContainersOf(manifest)) {
      if (container === null || typeof container !== 'object') continue;
      const { image } = container;
      if (image === undefined || image === null || image === '') {
        report({ path: `${path}.image`, message: 'image is missing', fix: 'write the image of the app' });
        continue;
      }
      const problem = referenceProblem(image, `${path}.image`);
      if (problem) report(problem);
    }
  },
};

export const containerName: Rule = {
  id: 'knative/container-name',
  severity: 'error',
  title: 'Containers have names of their own, none queue-proxy',
  rationale: 'Names tell the containers of a pod apart, and Knative adds queue-proxy.',
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const seen = new Set<string>();
    for (const [container, path] of allContainersOf(manifest)) {
      const name = container?.name;
      // Knative names those that have none
      if (typeof name !== 'string' || name === '') continue;
      if (name === 'queue-proxy')
        report({ path: `${path}.name`, message: `name ("queue-proxy") is that of Knative's sidecar`, fix: 'rename the container' });
      else if (seen.has(name))
        report({ path: `${path}.name`, message: `name (${show(name)}) is that of another container`, fix: 'rename one of them' });
      seen.add(name);
    }
  },
};

export const environment: Rule = {
  id: 'knative/env',
  severity: 'error',
  title: `No container sets ${RESERVED_VARIABLES.join(', ')}`,
  rationale: 'Knative sets these variables in the container of the app.',
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const main = containersOf(manifest);
    // of several containers the one with a port is the app, the others may set a PORT of their own
    const isApp = (container: Value) => main.length === 1 || container?.ports?.length > 0;
    for (const [container, path] of main) variables(container, path, isApp(container), report);
    for (const [container, path] of initContainersOf(manifest)) variables(container, path, false, report);
  },
};

function variables(container: Value, path: string, isApp: boolean, report: Report): void {
  for (const [variable, at] of elements(container?.env, `${path}.env`)) {
    const name = variable?.name;
    if (!RESERVED_VARIABLES.includes(name) || (name === 'PORT' && !isApp)) continue;
    const fix = name === 'PORT' ? 'leave it out: Knative sets it to containerPort' : 'leave it out, or rename it';
    report({ path: `${at}.name`, message: `${name} is set by Knative and refused here`, fix });
  }
  for (const [source, at] of elements(container?.envFrom, `${path}.envFrom`)) {
    if (source === null || typeof source !== 'object') continue;
    const named = ['configMapRef', 'secretRef'].filter((reference) => source[reference]);
    if (named.length === 1) continue;
    const message = named.length > 1 ? 'configMapRef and secretRef are set in one entry' : 'neither configMapRef nor secretRef is given';
    report({ path: at, message, fix: named.length > 1 ? 'write two entries' : 'name one of the two' });
  }
}
