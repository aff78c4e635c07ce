import type { RequestContentBlock } from '../../wire/anthropic-messages.js';
import type { JsonObject } from '../../wire/openai-chat.js';
import { parseDataUrl } from './parse-data-url.js';
import type { DataUrl } from './parse-data-url.js';
import { invalid, readNonEmptyString, readObject, readOptional, readString } from './read-json.js';

const IMAGE_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);
/** How the base64 of every PDF begins: `%PDF`. */
const PDF_MAGIC = 'JVBERi';

/** An `image_url` part, in OpenAI's form or with the URL in the place of the object. */
export function convertImage(part: JsonObject, path: string): RequestContentBlock {
  const { url, urlPath } = readImageUrl(part.image_url, `${path}.image_url`);
  if (/^https?:\/\/\S+$/i.test(url)) return { type: 'image', source: { type: 'url', url } };
  const block = mediaBlock(parseDataUrl(url, urlPath));
  if (block !== undefined && isImageOrPdf(block)) return block;
  throw invalid(urlPath, `"${urlPath}" must hold a JPEG, PNG, GIF or WebP image.`);
}

/** A `file` part: a PDF, text or image in `file_data`, or the id of an uploaded file. */
export function convertFile(part: JsonObject, path: string): RequestContentBlock {
  const file = readObject(part.file, `${path}.file`);
  const title = readOptional(readString, file.filename, `${path}.file.filename`);
  const fileId = readOptional(readNonEmptyString, file.file_id, `${path}.file.file_id`);
  if (fileId !== undefined)
    return titled({ type: 'document', source: { type: 'file', file_id: fileId } }, title);
  return titled(convertFileData(file.file_data, `${path}.file.file_data`), title);
}

function readImageUrl(image: unknown, path: string): { url: string; urlPath: string } {
  if (typeof image === 'string') return { url: image, urlPath: path };
  const urlPath = `${path}.url`;
  return { url: readNonEmptyString(readObject(image, path).url, urlPath), urlPath };
}

function convertFileData(fileData: unknown, path: string): RequestContentBlock {
  const data = readNonEmptyString(fileData, path);
  const isBarePdf = data.startsWith(PDF_MAGIC);
  const block = mediaBlock(
    isBarePdf ? { mediaType: 'application/pdf', base64: data } : parseDataUrl(data, path),
  );
  if (block !== undefined) return block;
  throw invalid(path, `"${path}" must hold a PDF, a text or an image.`);
}

function mediaBlock({ mediaType, base64 }: DataUrl): RequestContentBlock | undefined {
  if (IMAGE_TYPES.has(mediaType)) return base64Block('image', mediaType, base64);
  if (mediaType === 'application/pdf') return base64Block('document', mediaType, base64);
  return mediaType.startsWith('text/') ? textDocument(base64) : undefined;
}

function base64Block(type: 'image' | 'document', mediaType: string, data: string): RequestContentBlock {
  return { type, source: { type: 'base64', media_type: mediaType, data } };
}

function textDocument(base64: string): RequestContentBlock {
  const data = Buffer.from(base64, 'base64').toString('utf8');
  return { type: 'document', source: { type: 'text', media_type: 'text/plain', data } };
}

function isImageOrPdf(block: RequestContentBlock): boolean {
  return (block.source as JsonObject).type === 'base64';
}

function titled(block: RequestContentBlock, title: string | undefined): RequestContentBlock {
  return title === undefined || title === '' || block.type !== 'document' ? block : { ...block, title };
}
