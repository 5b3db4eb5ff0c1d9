import { App, Chart } from 'cdk8s';
import { checkFormula, checkTriggerNames } from '../../../lib/keda/triggers/formula';

const chart = new Chart(new App(), 'chart');
const names = ['queue', 'web', 'by-day'];

/** Asserts the whole message. */
function fails(formula: string, message: string, known = names): void {
  expect(() => checkFormula(chart, formula, known)).toThrow(new Error(`${message} [chart]`));
}

describe('formula', () => {
  test.each([
    '(queue + web) / 2',
    'max(queue, web) ** 2',
    'queue > 1e5 ? 1.5e-3 : web',
    'count([queue, web], # > 1) > 1 ? 5 : 0',
    'reduce([queue, web], #acc + #, 0)',
    'let twice = queue * 2; twice + web',
    '$env["by-day"] + queue',
    '{a: queue, b: web}.a',
    'queue ?? web',
    '\'other words\' == "more words" ? queue : 0 // and a remark',
    'queue /* or else */ + `raw words`',
    'not (queue in [1, 2]) and web >= 0x1F',
    'float(queue) | ceil()',
  ])('%s', (formula) => {
    expect(() => checkFormula(chart, formula, names)).not.toThrow();
  });

  test('fails for a misspelt name, with the nearest one', () => {
    fails('queu + web', 'scalingModifiers.formula ("queu + web") refers to queu, which is not a trigger: did you mean queue?');
  });

  test('fails for a name that is near to none, with those there are', () => {
    fails(
      'requests / 2',
      'scalingModifiers.formula ("requests / 2") refers to requests, which is not a trigger: the names are queue, web, by-day',
    );
  });

  test('fails for a function that the language does not have', () => {
    fails('avg(queue)', 'scalingModifiers.formula ("avg(queue)") refers to avg, which is not a trigger: the names are queue, web, by-day');
  });

  test('fails for a function that is not called', () => {
    fails('max + 1', 'scalingModifiers.formula ("max + 1") refers to max, which is not a trigger: the names are queue, web, by-day');
  });

  test('fails for a name that the language reads as a subtraction', () => {
    fails(
      'by-day * 2',
      'scalingModifiers.formula ("by-day * 2") refers to by, which is not a trigger: ' +
        'the name by-day cannot be written in a formula, call that trigger by_day',
    );
  });

  test('fails where no trigger has a name', () => {
    fails(
      'queue',
      'scalingModifiers.formula ("queue") refers to queue, which is not a trigger: ' +
        'no trigger that a formula can use has a name, pass { name } to the triggers it uses',
      [],
    );
  });
});

describe('names of triggers', () => {
  test('triggers have different names, or none', () => {
    expect(() => checkTriggerNames(chart, [{ name: 'queue' }, {}, { name: 'web' }, {}])).not.toThrow();
  });

  test('fails for a name that two triggers have', () => {
    expect(() => checkTriggerNames(chart, [{ name: 'queue' }, {}, { name: 'queue' }])).toThrow(
      new Error('triggers[2].name ("queue") is the name of triggers[0] too: pass a different name to each trigger [chart]'),
    );
  });
});
