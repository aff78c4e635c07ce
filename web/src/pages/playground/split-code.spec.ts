import { splitCode } from './split-code.js';

/** As short as it can be said: prose as it is, code as its language and its text. */
function partsOf(text: string): unknown[] {
  return splitCode(text).map((part) => (part.kind === 'prose' ? part.text : [part.language, part.text]));
}

describe('splitCode', () => {
  it('finds code between prose, and what it is in', () => {
    expect(partsOf('Run:\n```sh\nnpm start\n```\nThen wait.')).toEqual([
      'Run:\n',
      ['sh', 'npm start'],
      '\nThen wait.',
    ]);
  });

  it('shows code while it is still being written', () => {
    expect(partsOf('Run:\n```sh\nnpm st')).toEqual(['Run:\n', ['sh', 'npm st']]);
    expect(partsOf('Run:\n```sh\n')).toEqual(['Run:\n', ['sh', '']]);
  });

  it('keeps shorter fences inside longer ones', () => {
    expect(partsOf('````md\n```js\n1\n```\n````')).toEqual([['md', '```js\n1\n```']]);
  });

  it('takes two blocks for two', () => {
    expect(partsOf('```\na\n```\n\n```\nb\n```')).toEqual([
      ['', 'a'],
      ['', 'b'],
    ]);
  });

  it.each(['Use `npm start`.', 'Three ``` in a line', 'no ```js\nfence'])(
    'leaves prose alone: %s',
    (text) => {
      expect(partsOf(text)).toEqual([text]);
    },
  );

  it('keeps blank lines and indentation of code, and lines that end as on Windows', () => {
    expect(partsOf('```py\n\n  if x:\n\n    y\n```')).toEqual([['py', '\n  if x:\n\n    y']]);
    expect(partsOf('```py\r\nx\r\n```\r\nDone.')).toEqual([['py', 'x\r'], '\r\nDone.']);
  });

  it('has nothing to show of nothing', () => {
    expect(partsOf('')).toEqual([]);
  });
});
