/**
 * Takes screenshots of the built site's pages into a folder, to look at them: at the width of a phone and of a desktop, in light and dark.
 * A page longer than PARTS screens is cut there.
 *
 *   npm run docs && npm run docs:screenshots -- [--dark] [FOLDER [PAGE...]]
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DESKTOP, launch, open, PAGES, PHONE, serve } from './test/site.js';

const PARTS = 4;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { dark: { type: 'boolean', default: false } } });
const [folder = join(tmpdir(), 'screenshots'), ...wanted] = positionals;
const pages = PAGES.filter((page) => wanted.length === 0 || wanted.some((name) => page === `${name}.html` || page.startsWith(`${name}/`)));
const colorScheme = values.dark ? 'dark' : 'light';

const site = await serve();
const browser = await launch();
for (const [device, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  mkdirSync(join(folder, device), { recursive: true });
  for (const path of pages) {
    const { page } = await open(context, site.url + path);
    await page.waitForLoadState('networkidle');
    const pageHeight = await page.evaluate(() => document.documentElement.scrollHeight);
    const height = Math.min(pageHeight, PARTS * viewport.height);
    const name = path.replaceAll('/', '-').replace(/html$/, 'png');
    await page.screenshot({ path: join(folder, device, name), fullPage: true, clip: { x: 0, y: 0, width: viewport.width, height } });
    await page.close();
  }
  await context.close();
}
await browser.close();
await site.close();
console.log(`${pages.length} pages, twice: ${folder}`);
