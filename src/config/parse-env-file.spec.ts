import { parseEnvFile } from './parse-env-file.js';

describe('a .env file', () => {
  it.each([
    ['A=b', 'b'],
    ['  export A = b  ', 'b'],
    ['A=b # comment', 'b'],
    ['A=b#c', 'b#c'],
    ['A=# comment', ''],
    ['A=', ''],
    ['A="b # c" # d', 'b # c'],
    ["A='b\\n'", 'b\\n'],
    ['A=`b"c`', 'b"c'],
    ['A="b\\nc\\"d"', 'b\nc"d'],
    ['A="b\nc"', 'b\nc'],
    ['\uFEFFA=b\r\n', 'b'],
    ['# A=a\n\nA=b', 'b'],
    ['A=a\nA=b', 'b'],
    ['A="b', '"b'],
    ['A=b=c', 'b=c'],
  ])('reads %j', (text, value) => {
    expect(parseEnvFile(text)).toEqual({ variables: { A: value }, unreadableLines: [] });
  });

  it('tells the numbers of lines that are no assignment, and reads the others', () => {
    expect(parseEnvFile('A="1\n2"\nnonsense\n=x\nB=3')).toEqual({
      variables: { A: '1\n2', B: '3' },
      unreadableLines: [3, 4],
    });
  });
});
