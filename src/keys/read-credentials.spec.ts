import { readCredentials } from './read-credentials.js';

describe('readCredentials', () => {
  it.each([
    [{}, {}],
    [{ authorization: 'Bearer sk-1' }, { key: 'sk-1' }],
    [{ authorization: 'bearer  sk-1 ' }, { key: 'sk-1' }],
    [{ authorization: '' }, {}],
    [{ 'x-api-key': 'sk-1' }, { key: 'sk-1' }],
    [{ authorization: 'Bearer sk-1', 'x-api-key': 'sk-1' }, { key: 'sk-1' }],
    [
      { 'x-tollgate-api-key': 'sk-1', authorization: 'Bearer sk-ant-oat-2' },
      { key: 'sk-1', login: 'sk-ant-oat-2' },
    ],
    [
      { 'x-litellm-api-key': 'Bearer sk-1', 'x-api-key': 'sk-ant-3' },
      { key: 'sk-1', login: undefined },
    ],
    [{ authorization: 'Bearer sk-ant-oat-2' }, { key: 'sk-ant-oat-2', login: 'sk-ant-oat-2' }],
  ])('takes from %j the credentials %j', (headers, credentials) => {
    expect(readCredentials(headers)).toEqual(credentials);
  });

  it.each(['Bearer sk-1', 'Bearer sk-2', 'Bearer sk-admin-3', 'Bearer sk-ant-api03-4', 'Basic dXNlcjpwYXNz'])(
    'takes no login from an authorization that is none: %s',
    (authorization) => {
      const headers = { 'x-tollgate-api-key': 'sk-1', authorization };
      expect(readCredentials(headers)).toEqual({ key: 'sk-1', login: undefined });
    },
  );

  it.each([
    [{ authorization: 'Bearer sk-1', 'x-api-key': 'sk-2' }],
    [{ 'x-tollgate-api-key': 'sk-1', 'x-litellm-api-key': 'sk-2' }],
  ])('refuses keys that differ: %j', (headers) => {
    expect(() => readCredentials(headers)).toThrow('different keys');
  });
});
