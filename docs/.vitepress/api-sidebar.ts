import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const CLASSES = join(import.meta.dirname, '..', 'api', 'classes');

/**
 * The pages that typedoc wrote: the classes are what a reader looks for, and the index lists the rest. Groups that fold would hide it as well,
 * but VitePress nests a button in a button there.
 */
export function apiSidebar(): DefaultTheme.SidebarItem[] {
  const overview = [
    { text: 'Everything', link: '/api/' },
    { text: 'Props and options', link: '/api/#interfaces' },
    { text: 'Enumerations', link: '/api/#enumerations' },
  ];
  return [
    { text: 'API', items: overview },
    { text: 'Classes', items: classPages() },
  ];
}

function classPages(): DefaultTheme.SidebarItem[] {
  if (!existsSync(CLASSES)) return [];
  return readdirSync(CLASSES)
    .map((file) => basename(file, '.md'))
    .sort()
    .map((name) => ({ text: name, link: `/api/classes/${name}` }));
}
