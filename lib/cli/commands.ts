import type { Commands } from './command';

/** The commands, each loaded on demand. */
export const COMMANDS: Commands = {
  init: {
    usage: 'http|spin|knative|worker [DIR]',
    summary: 'creates a project: an app, its test, and its workflow',
    load: () => (require('./init') as typeof import('./init')).command,
  },
  check: {
    usage: '[OPTION]... FILE|DIR|-...',
    summary: 'reports manifests that a cluster would refuse or that can never work',
    load: () => (require('./check') as typeof import('./check')).command,
  },
  migrate: {
    usage: '[OPTION]... FILE|DIR|-...',
    summary: 'rewrites outdated manifests to APIs that the cluster serves: HTTPScaledObject, former API versions and groups',
    load: () => (require('./migrate') as typeof import('./migrate')).command,
  },
  requirements: {
    usage: '[OPTION]... FILE|DIR|-...',
    summary: 'lists what a cluster must have for manifests to work, with the commands that install it',
    load: () => (require('./requirements') as typeof import('./requirements')).command,
  },
  doctor: {
    usage: '[OPTION]... [FILE|DIR|-]...',
    summary: 'reports what a cluster lacks for manifests to work, and why apps do not scale; it only reads',
    load: () => (require('./doctor') as typeof import('./doctor')).command,
  },
  diagram: {
    usage: '[OPTION]... FILE|DIR|-...',
    summary: 'draws who talks to whom, and what is missing, as Mermaid or SVG',
    load: () => (require('./diagram') as typeof import('./diagram')).command,
  },
  upgrade: {
    usage: '--from COMPONENT=VERSION,... [OPTION]... FILE|DIR|-...',
    summary: 'reports what an upgrade of the cluster breaks, changes and cures',
    load: () => (require('./upgrade') as typeof import('./upgrade')).command,
  },
  explain: {
    usage: 'RULE...',
    summary: 'explains rules: the reason, and a bad and a good manifest',
    load: () => (require('./explain') as typeof import('./explain')).command,
  },
  rules: {
    usage: '[OPTION]...',
    summary: 'lists the rules',
    load: () => (require('./rules') as typeof import('./rules')).command,
  },
  triggers: {
    usage: '[NAME]...',
    summary: "lists KEDA's triggers, or describes one with its parameters and an example",
    load: () => (require('./triggers') as typeof import('./triggers')).command,
  },
  completion: {
    usage: 'bash|zsh|fish',
    summary: 'prints the completion of a shell',
    load: () => (require('./completion') as typeof import('./completion')).completionOf(COMMANDS),
  },
};
