import { parseArgs } from 'node:util';

export const PARTS = ['fleet', 'tools', 'check', 'growth', 'import', 'package'] as const;
export type Part = (typeof PARTS)[number];

export const HELP = `usage: npm run build && npm run bench -- [options]

Measures CPU time and memory of the compiled library beside stock cdk8s, cdk8s-plus and other tools. Every run is a process of its own.
Progress goes to stderr, tables to stdout. Takes up to an hour on an idle machine of two cores.

  --only PART    measures one part, and keeps those of an earlier run of the same compiled library; may be repeated:
                   fleet     synthesis of fleets by App and by FleetApp (over half an hour)
                   tools     the same fleet by helm, jsonnet, jrsonnet, CUE, KCL, kustomize and Timoni (8 minutes)
                   check     the rules on 40,000 documents
                   growth    check, requirements and migrate on 1,000 and 4,000 objects: how the time grows
                   import    loading the library
                   package   size of the published package
  --quick        small fleets, measured once: 2 minutes in all
  --install      installs missing tools at pinned versions into the cache folder of the user (needs Go, Rust and Python)
  --write-docs   writes docs/benchmarks.md and docs/bench.svg, once every part was measured; not with --quick
  --help         prints this text

Writes build/bench/results.json and build/bench/bench.svg.
`;

export interface Options {
  readonly parts: readonly Part[];
  readonly quick: boolean;
  readonly install: boolean;
  readonly writeDocs: boolean;
  readonly help: boolean;
}

/** Throws for unknown options and parts. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      install: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { only, quick, install, help, 'write-docs': writeDocs } = values;
  if (writeDocs && quick) throw new Error('--write-docs needs large fleets: omit --quick');
  return { parts: only?.map(partOf) ?? PARTS, quick, install, writeDocs, help };
}

function partOf(name: string): Part {
  const part = PARTS.find((known) => known === name);
  if (!part) throw new Error(`unknown part ${name}: expected ${PARTS.join(', ')}`);
  return part;
}
