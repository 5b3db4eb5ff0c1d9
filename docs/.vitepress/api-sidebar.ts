import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const FOLDER = join(import.meta.dirname, '..', 'api');

/** The pages that typedoc wrote, by kind; the classes are what a reader looks for. */
export function apiSidebar(): DefaultTheme.SidebarItem[] {
  const group = (text: string, folder: string, collapsed: boolean) => ({ text, collapsed, items: pagesOf(folder) });
  return [
    { text: 'API', link: '/api/' },
    group('Classes', 'classes', false),
    group('Props and options', 'interfaces', true),
    group('Enumerations', 'enumerations', true),
  ];
}

function pagesOf(folder: string): DefaultTheme.SidebarItem[] {
  const path = join(FOLDER, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .map((file) => basename(file, '.md'))
    .sort()
    .map((name) => ({ text: name, link: `/api/${folder}/${name}` }));
}
