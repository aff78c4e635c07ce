import { assertNotTooDeep } from './assert-not-too-deep.js';

function nested(levels: number): object {
  let schema: object = { type: 'string' };
  for (let level = 0; level < levels; level += 1) schema = { type: 'array', items: schema };
  return schema;
}

describe('assertNotTooDeep', () => {
  it('names the field that is nested too deep to be read', () => {
    expect(() => assertNotTooDeep({ model: 'm', response_format: nested(50_000) })).toThrow(
      '"response_format" is nested',
    );
  });

  it('lets pass what requests have', () => {
    expect(() => assertNotTooDeep({ response_format: nested(50) })).not.toThrow();
  });
});
