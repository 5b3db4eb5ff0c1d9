import type { IConstruct } from 'constructs';
import { isWithoutBody, LEAST_STATUS } from '../cluster/http-add-on';
import { checkInteger, checkString, checkSubdomain } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { isHeaderName } from './request-match';

/** A fixed response while the app is not ready. Pass `body` or `bodyConfigMap`, or neither for an empty body. */
export interface ColdStartPlaceholder {
  /**
   * Status code of the response, from 200 to 599; 204 and 304 have no body.
   *
   * @default 503
   */
  readonly statusCode?: number;

  /**
   * Body of the response, at most 32768 characters.
   *
   * @default - empty
   */
  readonly body?: string;

  /**
   * ConfigMap in the namespace of the app that holds the body. It must have the label `http.keda.sh/response-body: "true"`.
   *
   * @default - none
   */
  readonly bodyConfigMap?: string;

  /**
   * Key in the ConfigMap.
   *
   * @default - the path of the request, index.html for "/"
   */
  readonly bodyConfigMapKey?: string;

  /**
   * Headers of the response, by name.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/** Maximum length of a body. */
const MAX_BODY = 32_768;

/** Fails for a response that the interceptor cannot give. */
export function checkResponse(scope: IConstruct, prop: string, response: ColdStartPlaceholder): void {
  const { statusCode, body, bodyConfigMap, bodyConfigMapKey, headers = {} } = response;
  checkInteger(scope, `${prop}.statusCode`, statusCode, { min: LEAST_STATUS, max: 599 });
  if (body !== undefined && bodyConfigMap !== undefined) fail(scope, `${prop} takes only one of body and bodyConfigMap: leave one out`);
  if (bodyConfigMapKey !== undefined && bodyConfigMap === undefined) {
    fail(scope, `${prop}.bodyConfigMapKey (${show(bodyConfigMapKey)}) needs the ConfigMap of the key: pass bodyConfigMap`);
  }
  if (bodyConfigMap !== undefined) checkSubdomain(scope, `${prop}.bodyConfigMap`, bodyConfigMap);
  if (bodyConfigMapKey !== undefined) checkString(scope, `${prop}.bodyConfigMapKey`, bodyConfigMapKey);
  if (body !== undefined) checkBody(scope, `${prop}.body`, body);
  if (statusCode !== undefined && isWithoutBody(statusCode) && (body || bodyConfigMap !== undefined)) {
    fail(scope, `${prop}.statusCode (${statusCode}) is a status without a body: leave ${body ? 'body' : 'bodyConfigMap'} out, or pass 200`);
  }
  for (const [name, value] of Object.entries(headers)) {
    // the HTTP server of Go drops any other
    if (!isHeaderName(name)) fail(scope, `${prop}.headers[${show(name)}] must be the name of an HTTP header, such as "Retry-After"`);
    checkString(scope, `${prop}.headers[${show(name)}]`, value);
  }
}

function checkBody(scope: IConstruct, prop: string, body: string): void {
  checkString(scope, prop, body);
  const length = [...body].length;
  if (length > MAX_BODY) {
    fail(scope, `${prop} (${length} characters) must have at most ${MAX_BODY}: put it in a ConfigMap and pass bodyConfigMap`);
  }
}

/** Renders a response as an InterceptorRoute has it. */
export function renderResponse({ statusCode, body, bodyConfigMap, bodyConfigMapKey, headers }: ColdStartPlaceholder) {
  const bodyFromConfigMap = bodyConfigMap === undefined ? undefined : { name: bodyConfigMap, key: bodyConfigMapKey };
  return { statusCode, body, bodyFromConfigMap, headers };
}
