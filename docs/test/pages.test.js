/** Every page of the built site in a browser: errors, width, accessibility. Pages of the API are alike: each class, and a few of the others. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { DESKTOP, launch, open, PAGES, PHONE, serve } from './site.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const isSample = (page, index) =>
  !page.startsWith('api/') || page.startsWith('api/index') || (page.startsWith('api/classes/') ? true : index % 25 === 0);
const pages = PAGES.filter(isSample);

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

for (const [device, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  describe(`on a ${device}`, () => {
    let context;
    before(async () => {
      context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    });
    after(() => context?.close());

    for (const path of pages) {
      test(`${path} has no errors, fits, and is accessible`, async () => {
        const { page, problems } = await open(context, site.url + path);
        try {
          assert.deepEqual(problems, []);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.equal(overflow, 0, `${overflow} pixels wider than the screen`);
          if (path.startsWith('api/') && device === 'desktop') return;
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
          assert.deepEqual(
            violations.map(
              ({ id, nodes }) =>
                `${id}: ${nodes
                  .slice(0, 3)
                  .map(({ html }) => html.slice(0, 200))
                  .join(' | ')}`,
            ),
            [],
          );
        } finally {
          await page.close();
        }
      });
    }
  });
}

test('the search finds a page, and leads to it', async () => {
  const context = await browser.newContext({ viewport: DESKTOP });
  const { page, problems } = await open(context, site.url);
  await page.keyboard.press('Control+k');
  await page.locator('#localsearch-input').fill('stays at zero');
  await page.locator('.VPLocalSearchBox .result').first().click();
  await page.waitForURL(/troubleshooting\.html/);
  assert.match(await page.locator('h1').first().innerText(), /Troubleshooting/);
  assert.deepEqual(problems, []);
  await context.close();
});

test('the menu of a phone leads to a page', async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const { page } = await open(context, `${site.url}concepts.html`);
  await page.locator('.VPLocalNav .menu').click();
  await page.locator('.VPSidebar').getByRole('link', { name: 'Tutorial' }).click();
  await page.waitForURL(/tutorial\.html/);
  await context.close();
});
