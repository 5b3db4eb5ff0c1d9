import type { Command } from './command';

/** A command as the list of commands shows it. */
export interface Entry {
  /** What it is called with. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Loads it. */
  readonly load: () => Command;
}

/** The commands, each loaded when it is asked for. */
export const COMMANDS: { readonly [name: string]: Entry } = {
  check: {
    usage: '[OPTION]... FILE|DIR|-...',
    summary: 'says what a cluster would refuse of manifests, or what could never work',
    load: () => (require('./check') as typeof import('./check')).command,
  },
  migrate: {
    usage: '[OPTION]... FILE|DIR|-...',
    summary: 'rewrites manifests to what the cluster serves: HTTPScaledObject, former APIs and groups',
    load: () => (require('./migrate') as typeof import('./migrate')).command,
  },
  requirements: {
    usage: '[OPTION]... FILE|DIR|-...',
    summary: 'says what a cluster must have for manifests to work, and how it is installed',
    load: () => (require('./requirements') as typeof import('./requirements')).command,
  },
};
