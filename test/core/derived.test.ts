import { derived } from '../../lib/core/derived';

test('a value is created once per object', () => {
  const create = jest.fn((key: { readonly id: number }) => [key.id]);
  const idsOf = derived(create);
  const [one, other] = [{ id: 1 }, { id: 2 }];
  expect(idsOf(one)).toBe(idsOf(one));
  expect(idsOf(other)).toStrictEqual([2]);
  expect(create).toHaveBeenCalledTimes(2);
});
