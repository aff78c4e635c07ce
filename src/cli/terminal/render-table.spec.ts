import { renderTable } from './render-table.js';

const COLUMNS = [{ title: 'NAME' }, { title: 'COST', isNumber: true }];

describe('a table', () => {
  it('has lines for people, with numbers to the right', () => {
    const table = renderTable(COLUMNS, [['ci', '$1.50']], { isTerminal: true, hasColors: false });
    expect(table).toBe(
      '┌──────┬───────┐\n│ NAME │  COST │\n├──────┼───────┤\n│ ci   │ $1.50 │\n└──────┴───────┘\n',
    );
  });

  it('has bold titles where colours are wanted', () => {
    expect(renderTable(COLUMNS, [], { isTerminal: true, hasColors: true })).toContain(
      '\u001b[1mNAME\u001b[22m',
    );
  });

  it('is a line of cells per row for programs', () => {
    const table = renderTable(COLUMNS, [['ci', '$1.50']], { isTerminal: false, hasColors: false });
    expect(table).toBe('NAME\tCOST\nci\t$1.50\n');
  });

  it.each([true, false])('lets no cell write anything but text (terminal: %s)', (isTerminal) => {
    const hostile = '\u001b]0;owned\u0007\u009b2J\r\n\tx\u202e';
    const table = renderTable(COLUMNS, [[hostile, '1']], { isTerminal, hasColors: false });
    expect(table).toContain('\ufffd]0;owned\ufffd\ufffd2J\ufffd\ufffd\ufffdx\ufffd');
  });
});
