import { App, Chart } from 'cdk8s';
import { type ITriggerAuth, Platform, type Trigger, TriggerAuth } from '../../../lib';

/** A trigger and the metadata that KEDA gets. */
type Rendered = [Trigger, { [key: string]: string }];

/** What is tried with one scaler. */
export interface ScalerCase {
  readonly type: string;
  /** The fewest parameters that KEDA can do with. */
  readonly smallest: Rendered;
  /** Every prop, in as many triggers as it takes with those that exclude each other. */
  readonly all: Rendered[];
  /** A trigger that KEDA would refuse, and what is said of it. */
  readonly wrong: [Trigger, string];
}

/** An authentication that exists already, with unknown parameters. */
export const auth = TriggerAuth.fromName('auth');

/** An authentication that gives the named parameters. */
export function giving(...parameters: string[]): ITriggerAuth {
  return { name: 'auth', kind: 'TriggerAuthentication', parameters, construct: undefined };
}

/** Renders a trigger as the library does for a ScaledObject. */
export function bind(trigger: Trigger, platform: { readonly keda?: string } = {}) {
  const chart = new Chart(new App(), 'chart');
  Platform.target(chart, platform);
  return trigger._bind(chart, 'triggers[0]', Platform.of(chart));
}

/** Tests each scaler of a table. */
export function describeScalers(cases: ScalerCase[]): void {
  beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());
  describe.each(cases)('$type', ({ type, smallest, all, wrong }) => {
    test('takes the fewest parameters', () => {
      const [trigger, metadata] = smallest;
      expect(bind(trigger)).toMatchObject({ type });
      expect(bind(trigger).metadata).toStrictEqual(metadata);
    });

    test('takes every parameter', () => {
      for (const [trigger, metadata] of all) expect(bind(trigger).metadata).toStrictEqual(metadata);
    });

    test('fails for what KEDA would refuse', () => {
      const [trigger, message] = wrong;
      expect(() => bind(trigger)).toThrow(new Error(`${message} [chart]`));
    });
  });
}

/** Tests that examples of KEDA's documentation can be written with the typed props; numbers and lists are in their plainest form. */
export function describeExamples(examples: [string, Trigger, { [key: string]: string }][]): void {
  test.each(examples)('the documented example of %s gives the same metadata', (type, trigger, metadata) => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation();
    expect(bind(trigger)).toMatchObject({ type });
    expect(bind(trigger).metadata).toStrictEqual(metadata);
    warned.mockRestore();
  });
}
