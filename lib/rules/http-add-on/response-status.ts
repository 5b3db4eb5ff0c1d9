import { isWithoutBody, LEAST_STATUS } from '../../cluster/http-add-on';
import type { Rule } from '../rule';
import { at, show } from '../values';
import { responsesOf } from './responses';
import { INTERCEPTOR_ROUTE, SOURCE } from './upstream';

export const responseStatus: Rule = {
  id: 'http-add-on/response-status',
  severity: 'warning',
  title: 'The status of a placeholder or a static route is one that a response ends with, and has a body only where HTTP allows one',
  rationale:
    "Go's HTTP server sends a status below 200 as an interim response, which an empty 200 follows, and drops the body of a 204 or a 304.",
  link: `${SOURCE}/interceptor/middleware/static_response.go#L45-L57`,
  kinds: [INTERCEPTOR_ROUTE],
  check(object, { report }) {
    for (const [response, path] of responsesOf(object)) {
      const { statusCode: status, body, bodyFromConfigMap } = response;
      if (!Number.isInteger(status)) continue;
      // the schema refuses what no status is
      if (status >= 100 && status < LEAST_STATUS) {
        report({
          path: `${path}.statusCode`,
          message: `statusCode (${status}) does not end a response: ${status === 101 ? 'the client waits for another protocol' : 'the client gets it, and then 200'}`,
          fix: 'write a status from 200 to 599',
        });
      } else if (isWithoutBody(status) && (body || bodyFromConfigMap)) {
        const field = body ? 'body' : 'bodyFromConfigMap';
        report({
          path: at(path, field),
          message: `${field} ${body ? `(${show(body)}) ` : ''}is not sent with the status ${status}`,
          fix: 'leave it out, or write the statusCode 200',
        });
      }
    }
  },
};
