import { describeStartFailure } from './describe-start-failure.js';

const address = { host: '10.1.2.3', port: 80 };
const failure = (code: string, syscall: string) =>
  Object.assign(new Error(`${syscall} ${code}\nmore`), { code, syscall });

describe('a failed start is one line with the cure', () => {
  it.each([
    [failure('EADDRINUSE', 'listen'), /^Port 80 on 10\.1\.2\.3 is taken .* --port 81\.$/],
    [failure('EACCES', 'listen'), /^Port 80 may not be used .* --port 4000\.$/],
    [
      failure('EADDRNOTAVAIL', 'listen'),
      /^This machine has no address 10\.1\.2\.3; .*--host 127\.0\.0\.1\.$/,
    ],
    [failure('ENOTFOUND', 'getaddrinfo'), /^The host name 10\.1\.2\.3 is not known/],
    [failure('EADDRINUSE', 'connect'), /^Tollgate could not start: connect EADDRINUSE more$/],
    [new Error('no such table'), /^Tollgate could not start: no such table$/],
    [
      new Error('The server refuses: no such role.', { cause: failure('28P01', '') }),
      /^Tollgate could not start: The server refuses: no such role\. Correct the user name or the password in DATABASE_URL\.$/,
    ],
    ['thrown text', /^Tollgate could not start: thrown text$/],
  ])('%s', (error, line) => {
    expect(describeStartFailure(error, address)).toMatch(line);
  });
});
