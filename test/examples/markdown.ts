import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT_ROOT } from './example-files.js';

export interface CodeBlock {
  language: string;
  code: string;
  /** The file that a comment before the block says it shows. */
  shows?: string;
}

export function readDocument(path: string): string {
  return readFileSync(join(PROJECT_ROOT, path), 'utf8');
}

/** The fenced code blocks of a document, in order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks = markdown.matchAll(/(?:<!-- (examples\/\S+) -->\n+)?^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].map(([, shows, language = '', code = '']) => ({ language, code, shows }));
}

/** What stands between a heading and the next one of any level. */
export function section(markdown: string, heading: string): string {
  const [, after = ''] = markdown.split(new RegExp(`^#+ ${heading}$`, 'm'));
  return after.split(/^#+ /m)[0] ?? '';
}

/** Targets of links to other files of the project, without their anchors. */
export function linkedFiles(markdown: string): string[] {
  const targets = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^(https?:|#)/.test(target)).map((target) => target.replace(/#.*$/, ''));
}

/** Anchors of this very document that its links name. */
export function linkedAnchors(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(#([^)\s]+)\)/g)].map(([, anchor = '']) => anchor);
}

/** The anchors that the headings of a document have. */
export function anchors(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}
