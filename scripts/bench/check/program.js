/** Checks the documents of a fleet once, and prints a CheckCost as JSON. */
const { check } = require('../../../build/lib/rules/check');
const { declaredCluster } = require('../../../build/lib/rules/declared');
const { documentsOf } = require('./documents');

const documents = documentsOf(Number(process.argv[2]));
const start = process.cpuUsage();
const findings = check(documents, declaredCluster());
const { user, system } = process.cpuUsage(start);
console.log(
  JSON.stringify({
    documents: documents.length,
    findings: findings.length,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
