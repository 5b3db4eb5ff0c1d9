/** The parts of an SBOM of CycloneDX that are read here. */
export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

/**
 * Leaves out of the SBOM of a repository what its package does not contain. The option `--omit dev` of npm would also leave out a dependency
 * that a development dependency bundles, such as yaml.
 */
export function published(
  { metadata, components, dependencies: edges, ...rest }: Sbom,
  { name, dependencies }: { readonly name: string; readonly dependencies: { readonly [name: string]: string } },
): Sbom {
  const own = metadata.component['bom-ref'];
  const next = (ref: string) => {
    const { dependsOn = [] } = edges.find((edge) => edge.ref === ref) ?? {};
    return ref === own ? dependsOn.filter((each) => Object.hasOwn(dependencies, nameOf(each))) : dependsOn;
  };
  const kept = new Set([own]);
  // a set yields what is added while it is read
  for (const ref of kept) for (const each of next(ref)) kept.add(each);
  return {
    ...rest,
    // npm takes the name of the folder
    metadata: { ...metadata, component: { ...metadata.component, name } },
    components: components
      .filter((each) => kept.has(each['bom-ref']))
      .map((each) => ({ ...each, properties: each.properties.filter((property) => !property.name.endsWith(':development')) })),
    dependencies: edges.filter(({ ref }) => kept.has(ref)).map(({ ref }) => ({ ref, dependsOn: next(ref) })),
  };
}

/** The name in a reference such as `@scope/name@1.0.0`. */
function nameOf(ref: string): string {
  return ref.slice(0, ref.lastIndexOf('@'));
}
