import { SUPPORTED } from '../versions';

/** What `cdk8s-wasm --help` prints. */
export function help(): string {
  const versions = Object.entries(SUPPORTED).map(([component, { title, min, max, default: standard }]) => {
    return `  ${component.padEnd(20)} ${title}, ${min} to ${max}; ${standard} unless declared`;
  });
  return `Says what a cluster would refuse of manifests for Wasm apps, or what could never work.

  cdk8s-wasm check [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, or - for standard input. What is given is checked together.

  helm template . | cdk8s-wasm check -
  cdk8s-wasm check --platform keda=2.20,httpAddOn=0.12 dist/

Options:
  --platform COMPONENT=VERSION,...   what the cluster runs (may be repeated)
  --knative-feature FLAG             a flag of Knative's config-features that is enabled (may be repeated)
  --interceptor SERVICE.NAMESPACE[:PORT]
                                     where the HTTP add-on listens
  --format text|json|sarif|github    how findings are printed (text)
  -h, --help                         prints this
  --version                          prints the version

Components:
${versions.join('\n')}

Exit status: 0 without errors, 1 with findings of severity error, 2 when something could not be read.

An annotation silences rules on an object, each with its reason:
  cdk8s-wasm/ignore: "keda/target-missing: made by another pipeline"
`;
}
