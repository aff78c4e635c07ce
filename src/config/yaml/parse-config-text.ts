import type { YAMLParseError } from 'yaml';
import { LineCounter, parseDocument } from 'yaml';
import type { ProblemList } from '../problem-list.js';
import type { ConfigNode, MapNode } from './config-node.js';
import { isEmptyNode } from './config-node.js';
import { convertDocument } from './convert-document.js';

/** The parser's own messages quote the text, which may hold a secret: these do not. */
const SYNTAX_ERRORS: Partial<Record<YAMLParseError['code'], string>> = {
  BAD_DQ_ESCAPE: 'unknown backslash escape between double quotes; use single quotes to keep a backslash.',
  BAD_INDENT: 'the indentation does not line up with the lines around it.',
  BAD_SCALAR_START: 'a value cannot begin with this character; put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'a mapping is not allowed here; indent it on a line of its own, or quote a value with ": " in it.',
  DUPLICATE_KEY: 'this key is given twice in one mapping; keep one.',
  MISSING_CHAR: 'a character is missing, such as a closing quote, a bracket, or the ":" after a key.',
  MULTILINE_IMPLICIT_KEY: 'this line is no "key: value"; its ":" is missing, or its indentation is off.',
  MULTIPLE_DOCS: 'a second document begins here; keep one and remove the "---".',
  TAB_AS_INDENT: 'a tab is used as indentation; use spaces.',
  UNEXPECTED_TOKEN: 'unexpected text; check the quotes, brackets and indentation here.',
};

export interface ConfigText {
  /** As it is to be called in messages. */
  readonly fileName: string;
  readonly text: string;
}

/** Reads YAML into a tree that knows its lines; undefined after a syntax error, which is then among the problems. */
export function parseConfigText({ fileName, text }: ConfigText, problems: ProblemList): MapNode | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter, prettyErrors: false });
  for (const error of document.errors) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    problems.error(
      `${fileName}:${line}:${col}: ${SYNTAX_ERRORS[error.code] ?? `not valid YAML (${error.code}).`}`,
    );
  }
  if (document.errors.length > 0) return undefined;
  return assertMapping(convertDocument({ document, lineCounter, fileName, problems }), problems);
}

function assertMapping(root: ConfigNode, problems: ProblemList): MapNode | undefined {
  if (root.kind === 'map') return root;
  const found = isEmptyNode(root) ? 'the file is empty' : 'the file is no mapping of keys';
  problems.error(`${root.location}: ${found}; begin with "model_list:", as in config.example.yaml.`);
  return undefined;
}
