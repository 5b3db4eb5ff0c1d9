import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { apiSidebar } from './api-sidebar';
import { markdown } from './markdown';
import { rulesSidebar } from './rules-sidebar';
import { sidebar } from './sidebar';

const REPOSITORY = 'https://github.com/cdk8s-wasm/cdk8s-wasm';

// GitHub Pages serves a project's site from a folder of its name; DOCS_BASE=/ is for any other host
const BASE = process.env.DOCS_BASE ?? '/cdk8s-wasm/';

export default defineConfig({
  title: 'cdk8s-wasm',
  description: 'cdk8s constructs for WebAssembly apps on Kubernetes that scale to zero and back',
  base: BASE,
  lang: 'en',
  head: [['link', { rel: 'icon', href: `${BASE}logo.svg` }]],
  cleanUrls: false,
  // GitHub and the rules' links open README.md, a web server index.html
  rewrites: { 'rules/README.md': 'rules/index.md' },
  srcExclude: ['node_modules/**'],
  // editors read the JSON Schemas from the site
  buildEnd: ({ root, outDir }) => cpSync(join(root, '..', 'schemas'), join(outDir, 'schemas'), { recursive: true }),
  markdown,
  // pages that typedoc writes are not in the repository, and follow no order
  transformPageData({ relativePath, frontmatter }) {
    if (relativePath.startsWith('api/')) Object.assign(frontmatter, { editLink: false, prev: false, next: false });
  },
  // the index of the search is the one large chunk, loaded when the search opens
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    search: { provider: 'local' },
    logo: '/logo.svg',
    nav: [
      { text: 'Get started', link: '/getting-started' },
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'Playground', link: '/playground' },
      { text: 'Rules', link: '/rules/' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: { '/': sidebar, '/rules/': rulesSidebar(), '/api/': apiSidebar() },
    outline: { level: [2, 3] },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: 'Edit this page' },
    footer: { message: 'Apache-2.0. Independent of the projects that it names.' },
  },
});
