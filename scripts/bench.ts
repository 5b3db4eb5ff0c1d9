/**
 * What is measured of this library.
 *
 *   npm run build && npm run bench
 */
import { checkSpeed } from './bench/check-speed';
import { importTime } from './bench/import-time';

const { cdk8s, beyond } = importTime();
console.log(`import: cdk8s ${cdk8s.toFixed(1)} ms, cdk8s-wasm beyond it ${beyond.toFixed(1)} ms (${(beyond / cdk8s).toFixed(2)} of it)`);

const { documents, findings, cpuSeconds, peakMegabytes } = checkSpeed();
console.log(`check: ${documents} documents in ${cpuSeconds.toFixed(1)} s of CPU and ${peakMegabytes} MB, ${findings} findings`);
