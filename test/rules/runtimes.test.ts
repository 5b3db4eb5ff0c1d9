import { check } from '../../lib/rules/check';
import { RUNTIMES_RULES } from '../../lib/rules/runtimes';
import { runtimeOfHandler } from '../../lib/rules/runtimes/classes';
import { corpus } from './corpus';
import { distorted } from './hostile';

/** What is said of each bad manifest, whole. */
const SAID: { readonly [name: string]: readonly object[] } = {
  'runtimes/command.pod': [
    {
      severity: 'warning',
      path: 'spec.containers[0].command',
      message: 'command is missing, and images of spin apps name none',
      fix: 'write command: ["/"], unless the image has an entrypoint',
    },
  ],
  'runtimes/command.slight': [
    {
      severity: 'warning',
      path: 'spec.template.spec.containers[0].command',
      message: 'command is missing, and images of slight apps name none',
      fix: 'write command: ["/"], unless the image has an entrypoint',
    },
  ],
  'runtimes/command': [
    {
      severity: 'warning',
      path: 'spec.template.spec.containers[0].command',
      message: 'command is missing, and images of spin apps name none',
      fix: 'write command: ["/"], unless the image has an entrypoint',
    },
  ],
  'runtimes/low-port.variable': [
    {
      severity: 'warning',
      path: 'spec.template.spec.containers[0].env[0].value',
      message: 'Spin listens on port 443, which a user other than root may not open before containerd 2',
      fix: 'write "0.0.0.0:8080", and the port in ports and the Service',
    },
  ],
  'runtimes/low-port': [
    {
      severity: 'warning',
      path: 'spec.template.spec.containers[0].env',
      message: 'Spin listens on port 80, its default, which a user other than root may not open before containerd 2',
      fix: 'write SPIN_HTTP_LISTEN_ADDR: "0.0.0.0:8080", and the port in ports and the Service',
    },
  ],
  'runtimes/resource-metrics.default-executor': [
    {
      severity: 'warning',
      path: 'spec.metrics[0].resource.name',
      message: 'memory of pods of RuntimeClass "wasmtime-spin-v2" is measured only where the runtime\'s options have SystemdCgroup = true',
      fix: 'set SystemdCgroup: "true" in containerdRuntimeOptions of the Shim, or scale on events or requests',
    },
  ],
  'runtimes/resource-metrics.hpa': [
    {
      severity: 'warning',
      path: 'spec.metrics[0].resource.name',
      message: 'cpu of pods of RuntimeClass "wasmtime-spin-v2" is measured only where the runtime\'s options have SystemdCgroup = true',
      fix: 'set SystemdCgroup: "true" in containerdRuntimeOptions of the Shim, or scale on events or requests',
    },
  ],
  'runtimes/resource-metrics': [
    {
      severity: 'warning',
      path: 'spec.triggers[0].type',
      message: 'cpu of pods of RuntimeClass "wasmtime-spin-v2" is measured only where the runtime\'s options have SystemdCgroup = true',
      fix: 'set SystemdCgroup: "true" in containerdRuntimeOptions of the Shim, or scale on events or requests',
    },
  ],
  'runtimes/runtime-class-defined.executor': [
    {
      severity: 'warning',
      path: 'spec.deploymentConfig.runtimeClassName',
      message: 'RuntimeClass "spin-v2" is not among these manifests, which define wasmtime-spin-v2',
      fix: 'correct the name, if it is not on the cluster',
    },
  ],
  'runtimes/runtime-class-defined.knative': [
    {
      severity: 'warning',
      path: 'spec.template.spec.runtimeClassName',
      message: 'RuntimeClass "wasmtime-spin" is not among these manifests, which define wasmtime-spin-v2',
      fix: 'correct the name, if it is not on the cluster',
    },
  ],
  'runtimes/runtime-class-defined': [
    {
      severity: 'warning',
      path: 'spec.template.spec.runtimeClassName',
      message: 'RuntimeClass "wasmtime-spin" is not among these manifests, which define wasmtime-spin-v2',
      fix: 'correct the name, if it is not on the cluster',
    },
  ],
  'runtimes/runtime-class-handler.other-class': [
    {
      severity: 'warning',
      path: 'handler',
      message: 'handler ("spin") is not the runtime that the Shim among these manifests installs, "spin-v2"',
      fix: 'write spin-v2, if nothing else installs spin',
    },
  ],
  'runtimes/runtime-class-handler': [
    {
      severity: 'error',
      path: 'handler',
      message: 'handler ("spin") is not "spin-v2", the runtime that Shim "spin-v2" installs for this class',
      fix: 'write spin-v2, or remove the RuntimeClass: the Shim makes it',
    },
  ],
  'runtimes/scheduling.empty': [
    {
      severity: 'warning',
      path: 'scheduling.nodeSelector',
      message: 'scheduling.nodeSelector is missing, so that pods land on nodes that have no runtime "slight"',
      fix: 'write the label of the nodes that have the shim, unless all have it',
    },
  ],
  'runtimes/scheduling': [
    {
      severity: 'warning',
      path: 'scheduling.nodeSelector',
      message: 'scheduling.nodeSelector is missing, so that pods land on nodes that have no runtime "spin"',
      fix: 'write the label of the nodes that have the shim, unless all have it',
    },
  ],
  'runtimes/shim-handler.0-1': [
    {
      severity: 'error',
      path: 'spec.runtimeClass.handler',
      message: 'handler ("spin") is not "spin-v2", the runtime that the Shim installs',
      fix: 'write spin-v2',
    },
  ],
  'runtimes/shim-handler': [
    {
      severity: 'error',
      path: 'spec.runtimeClass.handler',
      message: 'handler ("spin") is not "spin-v2", the runtime that the Shim installs',
      fix: 'write spin-v2',
    },
  ],
  'runtimes/shim-name.dot': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("wasmtime.v1") has a dot, which splits the table that containerd\'s configuration gets',
      fix: 'write "-" instead',
    },
  ],
  'runtimes/shim-name': [
    {
      severity: 'warning',
      path: 'metadata.name',
      message: 'name ("spin") is not "spin-v2", the shim that the archive holds by its name',
      fix: 'write spin-v2: the installer looks for containerd-shim-<name> in the archive',
    },
  ],
  'runtimes/shim-options.text': [
    {
      severity: 'error',
      path: 'spec.containerdRuntimeOptions.LogLevel',
      message: 'LogLevel ("debug") is no TOML value, and containerd does not start with it',
      fix: 'keep quotes inside: "\\"debug\\""',
    },
  ],
  'runtimes/shim-options': [
    {
      severity: 'error',
      path: 'spec.containerdRuntimeOptions.SystemdCgroup',
      message: 'SystemdCgroup ("True") is no TOML value, and containerd does not start with it',
      fix: 'write "true"',
    },
  ],
  'runtimes/shim-rollout': [
    {
      severity: 'error',
      path: 'spec.rolloutStrategy.type',
      message: 'type ("rolling") is not implemented: runtime-class-manager installs nothing',
      fix: 'write recreate, and leave rolling out',
    },
  ],
  'runtimes/shim-source.0-1': [
    {
      severity: 'error',
      path: 'spec.fetchStrategy.platforms',
      message: 'platforms needs runtime-class-manager 0.2, and the cluster has 0.1',
      fix: 'write type: anonymousHttp and anonHttp.location instead',
    },
  ],
  'runtimes/shim-source.digest': [
    {
      severity: 'error',
      path: 'spec.fetchStrategy.platforms[0].sha256',
      message: 'sha256 ("sha256:eec8df96") is no digest of 64 hexadecimal digits',
      fix: 'write the digest of the archive',
    },
  ],
  'runtimes/shim-source.location': [
    {
      severity: 'error',
      path: 'spec.fetchStrategy.anonHttp.location',
      message: 'location ("ghcr.io/spinframework/containerd-shim-spin/node-installer:v0.23.0") is no http or https address',
      fix: 'write the address of a .tar.gz archive',
    },
  ],
  'runtimes/shim-source.twice': [
    {
      severity: 'warning',
      path: 'spec.fetchStrategy.platforms[1].arch',
      message: 'arch ("x86_64") stands for the same nodes as an entry above, which is used',
      fix: 'remove one of the two',
    },
  ],
  'runtimes/shim-source': [
    {
      severity: 'error',
      path: 'spec.fetchStrategy',
      message: 'the Shim has no source: neither platforms nor anonHttp',
      fix: 'write platforms with os, arch and location',
    },
  ],
};

const bad = corpus('bad').filter(({ name }) => name.startsWith('runtimes/'));

test.each(bad.map((entry) => [entry.name, entry] as const))('%s: severity, path, message and fix', (name, { manifests, cluster }) => {
  const found = check(manifests, cluster, RUNTIMES_RULES);
  expect(found.map(({ severity, path, message, fix }) => ({ severity, path, message, fix }))).toStrictEqual(SAID[name]);
});

test('messages and fixes are in lower case, without a period', () => {
  for (const { manifests, cluster } of bad) {
    for (const { message, fix } of check(manifests, cluster, RUNTIMES_RULES)) {
      for (const text of [message, fix]) expect(text).toMatch(/[^.]$/);
    }
  }
});

test('fields of any other type are taken without an error', () => {
  for (const { manifests, cluster } of bad) {
    manifests.forEach((manifest, index) => {
      for (const strange of distorted(manifest))
        check([...manifests.slice(0, index), strange, ...manifests.slice(index + 1)], cluster, RUNTIMES_RULES);
    });
  }
});

test.each([
  ['spin', 'spin'],
  ['spin-v2', 'spin'],
  ['wasmtime-spin-v2', 'spin'],
  ['wasmtime-slight', 'slight'],
  ['wasmtime', 'wasmtime'],
  ['wasmtime-v1', 'wasmtime'],
  ['wasm', 'wasmtime'],
  ['wasmedge', 'wasmedge'],
  ['runsc', undefined],
  ['nvidia', undefined],
  ['constructor', undefined],
  [7, undefined],
])('the handler %j is the Wasm runtime %j', (handler, runtime) => {
  expect(runtimeOfHandler(handler)).toBe(runtime);
});
