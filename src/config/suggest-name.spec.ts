import { suggestName } from './suggest-name.js';

const KNOWN = ['routing_strategy', 'num_retries', 'fallbacks', 'rpm'];

describe('a misspelled name', () => {
  it.each([
    ['num_retry', 'num_retries'],
    ['routingStrategy', 'routing_strategy'],
    ['rmp', undefined],
    ['fallback', 'fallbacks'],
    ['callbacks', undefined],
    ['store_model_in_db', undefined],
    ['', undefined],
  ])('%j suggests %j', (name, suggestion) => {
    expect(suggestName(name, KNOWN)).toBe(suggestion);
  });
});
