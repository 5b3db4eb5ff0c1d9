import { Duration } from 'cdk8s';
import { fail } from '../core/errors';
import type { ColdStartPlaceholder } from './static-response';

/** Text and behavior of a waiting page. */
export interface WaitingPageProps {
  /**
   * Title of the page, and its heading.
   *
   * @default Starting
   */
  readonly title?: string;

  /**
   * Text below the heading.
   *
   * @default The app is starting. This page reloads when it is ready.
   */
  readonly message?: string;

  /**
   * Language of the texts, as in `lang` of HTML.
   *
   * @default en
   */
  readonly lang?: string;

  /**
   * Time between two looks at whether the app is ready; at least one second.
   *
   * @default Duration.seconds(1)
   */
  readonly interval?: Duration;
}

/**
 * A page that a browser shows while the app starts.
 *
 * @example
 * import { WaitingPage } from 'cdk8s-wasm';
 *
 * const coldStartPlaceholder = WaitingPage.html({ title: 'Shop', message: 'The shop opens in a moment.' });
 */
export class WaitingPage {
  /**
   * A small HTML page that asks for itself again until the app answers, and then reloads. Screen readers announce its text as a status. It
   * loads nothing else, so that it works behind any Content-Security-Policy that permits its inline script; without scripts it shows a
   * link to reload it.
   *
   * @throws for an interval below one second
   */
  public static html(props: WaitingPageProps = {}): ColdStartPlaceholder {
    const { title = 'Starting', message = 'The app is starting. This page reloads when it is ready.', lang = 'en' } = props;
    const milliseconds = (props.interval ?? Duration.seconds(1)).toMilliseconds();
    if (milliseconds < 1000) fail(undefined, `interval (${milliseconds} ms) must be at least 1 second: pass Duration.seconds(1)`);
    return {
      statusCode: STARTING,
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'Retry-After': String(Math.ceil(milliseconds / 1000)),
      },
      body: page(escaped(title), escaped(message), escaped(lang), milliseconds),
    };
  }

  private constructor() {}
}

/** Status of the page: no cache keeps it, and no search engine lists it. */
const STARTING = 503;

function page(title: string, message: string, lang: string, milliseconds: number): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
main { max-width: 30rem; margin: 20vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p role="status">${message}</p>
<noscript><p><a href="">${title}</a></p></noscript>
</main>
<script>
const look = async () => {
  const { status } = await fetch(location.href, { cache: 'no-store' }).catch(() => ({ status: ${STARTING} }));
  if (status === ${STARTING}) setTimeout(look, ${milliseconds});
  else location.reload();
};
setTimeout(look, ${milliseconds});
</script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
