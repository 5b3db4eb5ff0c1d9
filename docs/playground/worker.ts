import { analyze, failed } from './analyze';
import type { Request, Result } from './result';

/** Beside the page: an app that never ends does not stop it, and nothing leaves the browser. */
const scope = globalThis as unknown as {
  onmessage(event: { readonly data: Request }): void;
  postMessage(result: Result): void;
  importScripts(url: string): void;
  synthesize?(source: string): string;
};

scope.onmessage = ({ data: { language, text } }) => scope.postMessage(language === 'yaml' ? analyze(text) : ofApp(text));

function ofApp(source: string): Result {
  let yaml: string;
  try {
    if (!scope.synthesize) scope.importScripts('constructs.js');
    yaml = scope.synthesize!(source);
  } catch (error) {
    return failed('', error instanceof Error ? error.message : String(error));
  }
  return analyze(yaml);
}
