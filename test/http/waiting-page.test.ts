import { Duration } from 'cdk8s';
import { ColdStartOverflow, HttpScaledWasm, type HttpScaledWasmProps, type PlatformProps, WaitingPage, WasmRuntime } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

function coldStartOf(props: Partial<HttpScaledWasmProps>) {
  const route = only(
    synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props })),
    'InterceptorRoute',
  );
  expect(schemaErrors(route)).toStrictEqual([]);
  return route.spec.coldStart;
}

function failureOf(props: object, platform: PlatformProps = {}) {
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props } as HttpScaledWasmProps), { platform });
}

test('the page is small, announces its text, and asks for itself again', () => {
  const { body, ...rest } = WaitingPage.html({ title: 'Shop', message: 'The shop opens.', lang: 'de', interval: Duration.seconds(3) });
  expect(rest).toStrictEqual({
    statusCode: 503,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Retry-After': '3' },
  });
  expect(body!.length).toBeLessThan(1_500);
  expect(body).toContain('<html lang="de">');
  expect(body).toContain('<title>Shop</title>');
  expect(body).toContain('<p role="status">The shop opens.</p>');
  expect(body).toContain('setTimeout(look, 3000);');
});

test('texts cannot add markup to the page', () => {
  const { body } = WaitingPage.html({ title: '<script>alert(1)</script>', lang: '"><b>' });
  expect(body).not.toContain('<script>alert');
  expect(body).toContain('<title>&#60;script&#62;alert(1)&#60;/script&#62;</title>');
  expect(body).toContain('<html lang="&#34;&#62;&#60;b&#62;">');
});

test('fails for an interval that would flood the interceptor', () => {
  expect(() => WaitingPage.html({ interval: Duration.millis(200) })).toThrow(
    'interval (200 ms) must be at least 1 second: pass Duration.seconds(1)',
  );
});

test('requests beyond the limit get the page, those before it wait', () => {
  const page = WaitingPage.html();
  const coldStart = { coldStartMaxPendingRequests: 500, coldStartOverflow: ColdStartOverflow.PLACEHOLDER, coldStartPlaceholder: page };
  expect(coldStartOf(coldStart)).toStrictEqual({
    placeholder: { response: { statusCode: page.statusCode, body: page.body, headers: page.headers } },
    maxPendingRequests: 500,
    overflow: 'Placeholder',
  });
});

test('a limit alone rejects the requests beyond it', () => {
  expect(coldStartOf({ coldStartMaxPendingRequests: 1 })).toStrictEqual({ maxPendingRequests: 1 });
});

test.each<[object, string]>([
  [{ coldStartMaxPendingRequests: 0 }, 'coldStartMaxPendingRequests (0) must be a whole number of at least 1'],
  [
    { coldStartOverflow: ColdStartOverflow.REJECT },
    'coldStartOverflow (Reject) needs the limit that it is about: pass coldStartMaxPendingRequests',
  ],
  [
    { coldStartMaxPendingRequests: 5, coldStartOverflow: ColdStartOverflow.PLACEHOLDER },
    'coldStartOverflow (Placeholder) needs a response: pass coldStartPlaceholder, such as WaitingPage.html()',
  ],
  [
    { coldStartMaxPendingRequests: 5, coldStartOverflow: 'reject' },
    'coldStartOverflow ("reject") must be one of Reject, Placeholder: write ColdStartOverflow.REJECT',
  ],
])('fails for %j', (props, message) => {
  expect(failureOf(props)).toBe(`${message} [test/shop]`);
});

test('fails for a limit on an add-on that has none', () => {
  expect(failureOf({ coldStartMaxPendingRequests: 5 }, { httpAddOn: '0.15' })).toBe(
    'coldStartMaxPendingRequests needs the KEDA HTTP add-on 0.16 or newer, and the platform declares 0.15: ' +
      "leave coldStartMaxPendingRequests out, or declare Platform.target(app, { httpAddOn: '0.16' }) [test/shop]",
  );
});
