import Table from 'cli-table3';
import { styleText } from 'node:util';

import type { Terminal } from './terminal.js';

/** Control characters, and those that turn the direction of what follows: callers choose some of what is shown. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table with lines for people; for programs a line of tab-separated cells per row, the titles first. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { isTerminal, hasColors }: Pick<Terminal, 'isTerminal' | 'hasColors'>,
): string {
  const cells = rows.map((row) => row.map(printable));
  const titles = columns.map(({ title }) => title);
  if (!isTerminal) return [titles, ...cells].map((row) => `${row.join('\t')}\n`).join('');
  const table = new Table({
    head: hasColors ? titles.map((title) => styleText('bold', title, { validateStream: false })) : titles,
    colAligns: columns.map(({ isNumber }) => (isNumber ? 'right' : 'left')),
    style: { head: [], border: [] },
  });
  table.push(...cells);
  return `${table.toString()}\n`;
}

/** Text without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}
