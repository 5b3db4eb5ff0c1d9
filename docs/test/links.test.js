/** The links of the built site lead to pages and headings that are there; the build itself checks the pages alone. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { BASE, DIST, PAGES } from './site.js';

const html = new Map(PAGES.map((page) => [page, readFileSync(join(DIST, page), 'utf8')]));

const ids = new Map([...html].map(([page, text]) => [page, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]));

/** Returns the links of a page that lead nowhere. */
function deadLinks(page, text) {
  const links = [...text.matchAll(/ href="([^"]+)"/g)].map(([, href]) => href.replaceAll('&amp;', '&'));
  return [...new Set(links)].filter((href) => !/^[a-z]+:/.test(href) && !leadsSomewhere(page, href));
}

function leadsSomewhere(page, href) {
  const [path, hash] = href.split('#');
  const absolute = path.startsWith('/') ? path : posix.join(BASE, path === '' ? page : posix.join(posix.dirname(page), path));
  if (!absolute.startsWith(BASE)) return false;
  const file = absolute.slice(BASE.length).replace(/(^|\/)$/, '$1index.html');
  if (!existsSync(join(DIST, file))) return false;
  return !hash || hash === 'VPContent' || ids.get(file)?.has(decodeURIComponent(hash)) === true;
}

/** The links of the sidebar that a page shows. */
function sidebarOf(page) {
  const [sidebar] = /<aside class="VPSidebar[\s\S]*?<\/aside>/.exec(html.get(page)) ?? [''];
  return [...sidebar.matchAll(/ href="([^"#]+)"/g)].map(([, href]) => href.slice(BASE.length).replace(/(^|\/)$/, '$1index.html'));
}

test('pages have an entry in a sidebar', () => {
  const linked = new Set(['index.html', ...['concepts.html', 'rules/index.html'].flatMap(sidebarOf)]);
  assert.deepEqual(
    PAGES.filter((page) => !page.startsWith('api/') && !linked.has(page)),
    [],
  );
});

test('links lead to pages and headings', () => {
  const dead = [...html].flatMap(([page, text]) => deadLinks(page, text).map((href) => `${page}: ${href}`));
  assert.deepEqual(dead, []);
});
