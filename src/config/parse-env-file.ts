export interface EnvFile {
  readonly variables: Readonly<Record<string, string>>;
  /** 1-based numbers of the lines that are no `NAME=value`. */
  readonly unreadableLines: readonly number[];
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=[ \t]*/;
const QUOTED = /^"((?:\\[\s\S]|[^"\\])*)"|^'([^']*)'|^`([^`]*)`/;
const COMMENT_OR_BLANK = /^\s*(?:#|$)/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Reads the text of a `.env` file: `export`, comments, three kinds of quotes, values over several lines. */
export function parseEnvFile(text: string): EnvFile {
  const variables: Record<string, string> = {};
  const unreadableLines: number[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] ?? '';
    const assignment = ASSIGNMENT.exec(line);
    if (assignment === null) {
      if (!COMMENT_OR_BLANK.test(line)) unreadableLines.push(index + 1);
      index += 1;
      continue;
    }
    const value = readValue(line.slice(assignment[0].length), lines.slice(index + 1));
    variables[assignment[1] ?? ''] = value.text;
    index += value.lineCount;
  }
  return { variables, unreadableLines };
}

function readValue(firstLine: string, following: readonly string[]): { text: string; lineCount: number } {
  if (/^["'`]/.test(firstLine)) {
    const quoted = QUOTED.exec([firstLine, ...following].join('\n'));
    if (quoted !== null) return { text: unquote(quoted), lineCount: quoted[0].split('\n').length };
  }
  return { text: firstLine.replace(/(^|\s)#.*$/, '').trim(), lineCount: 1 };
}

/** Backslashes mean something between double quotes only. */
function unquote(quoted: RegExpExecArray): string {
  const [, double, single, backtick] = quoted;
  if (double === undefined) return single ?? backtick ?? '';
  return double.replace(/\\([\s\S])/g, (whole, letter: string) => ESCAPES[letter] ?? whole);
}
