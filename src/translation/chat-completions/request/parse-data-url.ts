import { invalid } from './read-json.js';

export interface DataUrl {
  /** In lower case, without parameters. */
  mediaType: string;
  base64: string;
}

const LONGEST_HEADER = 256;
/** Names that people write for a type that upstream knows under another. */
const MEDIA_TYPE_SYNONYMS: ReadonlyMap<string, string> = new Map([['image/jpg', 'image/jpeg']]);

/** Takes `data:<type>;base64,<data>` apart; anything else is a 400 that names `path`. The data is not decoded. */
export function parseDataUrl(url: string, path: string): DataUrl {
  const comma = url.slice(0, LONGEST_HEADER).indexOf(',');
  const header = url.slice(0, Math.max(comma, 0)).toLowerCase();
  const [mediaType = '', ...options] = header.slice('data:'.length).split(';');
  const isBase64 = header.startsWith('data:') && options.at(-1)?.trim() === 'base64';
  if (!isBase64 || mediaType === '' || comma + 1 === url.length) {
    throw invalid(
      path,
      `"${path}" must be a data URL such as "data:image/png;base64,…" or an http(s) URL where that fits.`,
    );
  }
  return { mediaType: MEDIA_TYPE_SYNONYMS.get(mediaType) ?? mediaType, base64: url.slice(comma + 1) };
}
