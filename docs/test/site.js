/** The built site, served on the loopback interface, and a browser to drive it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

export const DIST = join(import.meta.dirname, '..', '.vitepress', 'dist');
export const BASE = process.env.DOCS_BASE ?? '/cdk8s-wasm/';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml' };

/** Paths of the pages, such as `rules/keda.html`. */
export const PAGES = readdirSync(DIST, { recursive: true }).filter((file) => file.endsWith('.html') && file !== '404.html');

/** Serves the site, and returns its address and a function that stops it. */
export async function serve() {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = decodeURIComponent(pathname.slice(BASE.length));
    const file = join(DIST, path === '' || path.endsWith('/') ? `${path}index.html` : path);
    if (!pathname.startsWith(BASE) || !file.startsWith(DIST) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${server.address().port}${BASE}`, close };
}

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts a browser that reaches nothing but the site. */
export async function launch() {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
  if (!executablePath) throw new Error(`no browser: install chromium, or set CHROMIUM to its path; looked for ${BROWSERS.join(', ')}`);
  const args = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking', 'disable-component-update'];
  return chromium.launch({ executablePath, headless: true, args: [...args, 'disable-sync'].map((arg) => `--${arg}`) });
}

/** Opens a page, and collects what it reports to the console and what it cannot load. */
export async function open(context, url) {
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__ !== undefined);
  return { page, problems };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong in a page, or in the part of it that a selector names. */
export async function violationsOf(page, selector) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((part) => globalThis.axe.run(part ?? document, { resultTypes: ['violations'] }), selector);
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 200))
        .join(' | ')}`,
  );
}

/** Width of a page beyond that of the screen, in pixels. */
export function overflowOf(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
