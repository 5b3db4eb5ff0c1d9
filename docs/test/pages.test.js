/** Every page of the built site in a browser: errors, width, accessibility. Pages of the API are alike: each class, and a few of the others. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESKTOP, launch, open, overflowOf, PAGES, PHONE, serve, violationsOf } from './site.js';

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
          const overflow = await overflowOf(page);
          assert.equal(overflow, 0, `${overflow} pixels wider than the screen`);
          if (path.startsWith('api/') && device === 'desktop') return;
          assert.deepEqual(await violationsOf(page), []);
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
