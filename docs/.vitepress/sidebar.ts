import type { DefaultTheme } from 'vitepress';

/** Every page of docs/ has an entry here, in the order in which a reader needs it. */
export const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Start here',
    items: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Concepts', link: '/concepts' },
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'Playground', link: '/playground' },
      { text: 'Examples', link: '/examples' },
    ],
  },
  {
    text: 'How to',
    items: [
      { text: 'Install the platform', link: '/install' },
      { text: 'Declare your cluster', link: '/platform' },
      { text: 'Route and scale on requests', link: '/http' },
      { text: 'Scale on events', link: '/keda' },
      { text: 'Configure pods', link: '/pods' },
      { text: 'Run Spin apps', link: '/spin' },
      { text: 'Use Knative', link: '/knative' },
      { text: 'Run WAGI modules', link: '/wagi' },
      { text: 'Provide runtimes', link: '/runtimes' },
      { text: 'Restrict the network', link: '/network' },
      { text: 'Deploy with GitOps', link: '/gitops' },
      { text: 'Synthesize thousands of apps', link: '/fleet' },
      { text: 'Escape hatches', link: '/escape-hatches' },
    ],
  },
  {
    text: 'Check, migrate, diagnose',
    items: [
      { text: 'Check manifests', link: '/check' },
      { text: 'CI recipes', link: '/ci' },
      { text: 'Editors and kubeconform', link: '/editors' },
      { text: 'Migrate manifests', link: '/migrate' },
      { text: 'Upgrade the cluster', link: '/upgrade' },
      { text: 'Draw diagrams', link: '/diagram' },
      { text: 'Diagnose a cluster', link: '/doctor' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
      { text: 'FAQ', link: '/faq' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'API', link: '/api/' },
      { text: 'Command', link: '/cli' },
      { text: 'Triggers', link: '/triggers' },
      { text: 'Rules', link: '/rules/' },
      { text: 'Known defects of releases', link: '/advisories' },
      { text: 'Published articles', link: '/articles' },
    ],
  },
  {
    text: 'The project',
    items: [
      { text: 'Compared with other tools', link: '/comparison' },
      { text: 'Proof', link: '/proof' },
      { text: 'Seen on a real node', link: '/reality' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Design', link: '/design' },
    ],
  },
];
