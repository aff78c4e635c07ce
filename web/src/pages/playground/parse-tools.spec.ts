import { parseTools } from './parse-tools.js';

describe('parseTools', () => {
  it.each(['', ' \n'])('takes an empty field as no tools', (text) => {
    expect(parseTools(text)).toEqual({ tools: [] });
  });

  it.each([
    { name: 'weather', input_schema: { type: 'object' } },
    { type: 'function', function: { name: 'weather', parameters: {} } },
    { type: 'web_search_20250305', name: 'web_search' },
    { type: 'code_execution' },
  ])('takes the tools of both APIs and leaves them as they are: %j', (tool) => {
    expect(parseTools(JSON.stringify([tool]))).toEqual({ tools: [tool] });
  });

  it.each([
    ['[{"name":', /^This is no JSON: /],
    ['{"name":"weather"}', /^This must be a list/],
    ['null', /^This must be a list/],
    ['[{"name":"weather"},{"type":"function","function":{}}]', /^Tool 2 has no "name"/],
    ['[null]', /^Tool 1 has no "name"/],
    ['["weather"]', /^Tool 1 has no "name"/],
    ['[{"name":7}]', /^Tool 1 has no "name"/],
    ['[{"name":""}]', /^Tool 1 has no "name"/],
  ])('says what is wrong with %s', (text, problem) => {
    expect(parseTools(text).problem).toMatch(problem);
  });
});
