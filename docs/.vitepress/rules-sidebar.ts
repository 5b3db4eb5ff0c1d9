import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const RULES = join(import.meta.dirname, '..', 'rules');

/** The pages of the rules, named by their titles without "Rules for". */
export function rulesSidebar(): DefaultTheme.SidebarItem[] {
  const pages = readdirSync(RULES)
    .filter((file) => file !== 'README.md')
    .map((file) => ({ text: titleOf(file), link: `/rules/${basename(file, '.md')}` }));
  return [
    { text: 'Rules', items: [{ text: 'Overview', link: '/rules/' }] },
    { text: 'Rules for', items: pages.sort((a, b) => a.text.localeCompare(b.text)) },
    { text: 'How to', items: [{ text: 'Check manifests', link: '/check' }] },
  ];
}

function titleOf(file: string): string {
  const [, title = file] = /^# (?:Rules for )?(?:the )?(.+)$/m.exec(readFileSync(join(RULES, file), 'utf8')) ?? [];
  return title.charAt(0).toUpperCase() + title.slice(1);
}
