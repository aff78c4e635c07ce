/** A part of a text: prose, or what stands between fences. */
interface TextPart {
  kind: 'prose' | 'code';
  text: string;
  /** What the fence says it is in; empty for nothing. */
  language: string;
}

/** A fence of at least three backticks on a line of its own, up to the same again or the end. */
const FENCED = /^(`{3,})([^\n`]*)\n([\s\S]*?)(?:\n?^\1`*[ \t]*$|(?![\s\S]))/gm;

/** Finds the code in what a model wrote. Nothing is taken from it but the fences. */
export function splitCode(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: whole, 2: language = '', 3: code = '', index } of text.matchAll(FENCED)) {
    parts.push({ kind: 'prose', text: text.slice(end, index), language: '' });
    parts.push({ kind: 'code', text: code, language: language.trim() });
    end = index + whole.length;
  }
  parts.push({ kind: 'prose', text: text.slice(end), language: '' });
  return parts.filter(({ kind, text: part }) => kind === 'code' || part.trim() !== '');
}
