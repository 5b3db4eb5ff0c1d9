/**
 * Writes the findings of the rules into the headers of the manifests in test/rules. Review the diff before committing it: the tests expect
 * these findings from then on.
 *
 *   npm run findings
 */
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { corpus, found } from '../test/rules/corpus';
import { expected, findingsOf, headerOf, withFindings } from '../test/rules/header';

// a good manifest has no findings: one that appears is a false alarm, not an expectation
for (const entry of [...corpus('bad'), ...corpus('variations'), ...corpus('articles')]) {
  const { file, text, manifests } = entry;
  const findings = found(entry).map((finding) => expected(finding, manifests));
  const written = withFindings(text, findings);
  if (!isDeepStrictEqual(findingsOf(headerOf(written)), findings)) throw new Error(`${file}: the findings cannot be written as comments`);
  if (written !== text) writeFileSync(file, written);
}
