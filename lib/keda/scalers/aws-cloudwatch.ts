import { awsKeyBreaches } from './aws';
import type { Breach, Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';

/** Default of both the period of a data point and the time that is queried, in seconds. */
const DEFAULT = 300;
/** Periods of high-resolution metrics; others are whole minutes. */
const SHORT = [1, 5, 10, 30];

/** Yields the violated requirements of a CloudWatch trigger: on its periods, and on its dimensions. */
export function* awsCloudwatchBreaches(scaler: Scaler, given: Given, writing: Writing): Generator<Breach> {
  yield* awsKeyBreaches(scaler, given, writing);
  const { verb } = writing;
  const say = (key: string) => writing.nameOf(scaler, key);
  const period = secondsOf(given, 'metricStatPeriod');
  const time = secondsOf(given, 'metricCollectionTime');
  if (period !== undefined && period >= 1) {
    if (!SHORT.includes(period) && period % 60 !== 0) {
      yield {
        message: `has the ${say('metricStatPeriod')} ${period}, which is neither ${SHORT.join(', ')} nor a multiple of 60`,
        remedy: `${verb} ${Math.ceil(period / 60) * 60}`,
      };
    } else if (time !== undefined && time % period !== 0) {
      yield {
        message: `has the ${say('metricCollectionTime')} ${time}${given.has('metricCollectionTime') ? '' : ', by default'}, which is not a multiple of the ${say('metricStatPeriod')} ${period}`,
        remedy: `${verb} ${Math.ceil(time / period) * period} for ${say('metricCollectionTime')}`,
      };
    }
  }
  const names = given.elementsOf('dimensionName')?.length;
  const values = given.elementsOf('dimensionValue')?.length;
  if (names !== undefined && values !== undefined && names !== values && !given.mayHave('expression')) {
    yield {
      message: `has ${names} in ${say('dimensionName')} and ${values} in ${say('dimensionValue')}, which belong together one by one`,
      remedy: `${verb} one value for each name`,
    };
  }
}

function secondsOf(given: Given, key: string): number | undefined {
  const text = given.valueOf(key);
  if (text === undefined) return DEFAULT;
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
