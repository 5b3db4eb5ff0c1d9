import { App, Chart } from 'cdk8s';
import { claim } from '../../lib/synth/claims';

test('a second claim returns the path of the construct that made the first', () => {
  const app = new App();
  const [first, second] = ['first', 'second'].map((id) => new Chart(app, id));
  expect(claim(first, 'host', 'a.example.com')).toBeUndefined();
  expect(claim(second, 'host', 'a.example.com')).toBe('first');
});

test('claims with another part, and of another app, are independent', () => {
  const app = new App();
  claim(app, 'host', 'a.example.com');
  expect(claim(app, 'host', 'b.example.com')).toBeUndefined();
  expect(claim(app, 'file', 'a.example.com')).toBeUndefined();
  expect(claim(new App(), 'host', 'a.example.com')).toBeUndefined();
});
