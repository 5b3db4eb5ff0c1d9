/** The playground in a browser: apps and manifests on the left, what the library says of them on the right. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BASE, DESKTOP, launch, open, overflowOf, PHONE, serve, violationsOf } from './site.js';

const BAD = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker }
spec:
  scaleTargetRef: { name: worker }
  minReplicaCount: 5
  maxReplicaCount: 2
  triggers:
    - type: kafka
      metadata: { bootstrapServers: 'kafka:9092', consumerGroup: jobs, topc: jobs }
`;

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
    let page;
    let problems;
    const requested = [];
    before(async () => {
      context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
      context.on('request', (request) => requested.push(request.url()));
      ({ page, problems } = await open(context, `${site.url}playground.html`));
    });
    after(() => context?.close());

    const panel = () => page.getByRole('tabpanel');
    const write = async (text) => {
      await page.getByLabel('An app in TypeScript, or manifests in YAML').fill(text);
      await page.locator('#playground-panel[aria-busy=true]').waitFor();
      await ready();
    };
    const choose = async (name) => {
      await page.getByLabel('Example').selectOption(name);
      await page.locator('#playground-panel[aria-busy=true]').waitFor();
      await ready();
    };
    const ready = () => page.locator('#playground-panel[aria-busy=false]').waitFor({ timeout: 60_000 });
    const tab = (name) => page.getByRole('tab', { name }).click();

    test('a bad manifest has findings, with line and fix', async () => {
      await write(BAD);
      await tab('Findings');
      assert.equal(await panel().getByRole('status').innerText(), '1 error, 2 warnings');
      const [first] = await panel().locator('.findings li.error').allInnerTexts();
      assert.equal(
        first.replace(/\s+/g, ' '),
        'error line 6, ScaledObject worker spec.minReplicaCount minReplicaCount (5) is above maxReplicaCount (2) → raise maxReplicaCount or lower minReplicaCount keda/replica-bounds',
      );
      assert.match(await panel().innerText(), /topc is not read by kafka\s+→ did you mean topic\?/);
    });

    test('a finding leads to its line', async () => {
      await panel().getByRole('button', { name: 'line 6' }).click();
      const selected = await page.evaluate(() => {
        const { value, selectionStart, selectionEnd } = document.activeElement;
        return value.slice(selectionStart, selectionEnd);
      });
      assert.equal(selected, '  minReplicaCount: 5');
    });

    test('an app of each path becomes YAML without errors', async () => {
      await tab('YAML');
      for (const [name, kind] of [
        ['SpinApp', 'kind: SpinApp'],
        ['Knative', 'apiVersion: serving.knative.dev/v1'],
        ['HTTP add-on', 'kind: InterceptorRoute'],
      ]) {
        await choose(name);
        assert.match(await panel().innerText(), new RegExp(kind), name);
        assert.doesNotMatch(await panel().getByRole('status').innerText(), /error|problem/, name);
      }
    });

    test('the diagram shows the way of a request', async () => {
      await tab('Diagram');
      const description = await panel().locator('svg desc').textContent();
      assert.match(description, /client calls Ingress hello \(hello\.example\.com\)\..*ScaledObject hello scales Deployment hello/);
    });

    test('the requirements name the operators', async () => {
      await tab('Requirements');
      assert.match(await panel().innerText(), /KEDA HTTP add-on/);
    });

    test('the manifests of an article are migrated', async () => {
      await choose('HTTP add-on, published');
      await tab('Migrated');
      assert.match(await panel().innerText(), /kind: InterceptorRoute/);
      await tab('Findings');
      assert.match(await panel().innerText(), /host \("hello\.example\.com"\) was removed in HTTP add-on 0\.7/);
    });

    test('an error of an app is shown, with what to do', async () => {
      await write(`import { App, Chart } from 'cdk8s';
import { HttpScaledWasm, WasmRuntime } from 'cdk8s-wasm';
const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
new HttpScaledWasm(chart, 'web', { image: 'web:v1', runtime: WasmRuntime.SPIN, hosts: ['a.example.com'], minReplicas: 5, maxReplicas: 2 });`);
      assert.match(
        await panel().innerText(),
        /maxReplicas \(2\) must be at least minReplicas \(5\): raise maxReplicas or lower minReplicas/,
      );
    });

    test('the tabs follow the arrow keys', async () => {
      await page.getByRole('tab', { name: 'Findings' }).focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'YAML');
      await page.keyboard.press('ArrowLeft');
    });

    test('each tab is accessible, and fits the screen', async () => {
      await choose('SpinApp, published');
      for (const name of ['YAML', 'Diagram', 'Requirements', 'Migrated', 'Findings']) {
        await tab(name);
        assert.deepEqual(await violationsOf(page, '.playground'), [], name);
        const overflow = await overflowOf(page);
        assert.equal(overflow, 0, `${name}: ${overflow} pixels wider than the screen`);
      }
    });

    test('nothing is sent anywhere', () => {
      assert.deepEqual(problems, []);
      assert.deepEqual(
        requested.filter((url) => !url.startsWith(site.url) && !url.startsWith('data:')),
        [],
      );
      assert.ok(requested.some((url) => url.endsWith(`${BASE}playground/constructs.js`)));
    });
  });
}
