import type { RequestContentBlock } from '../../wire/anthropic-messages.js';
import type { JsonObject } from '../../wire/openai-chat.js';
import { FILES_BETA } from './betas.js';
import { keepCacheControl } from './cache-control.js';
import { convertFile, convertImage } from './convert-media.js';
import {
  hasText,
  invalid,
  isObject,
  readArray,
  readNonEmptyString,
  readObject,
  readString,
} from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

export type PartConverter = (part: JsonObject, path: string) => RequestContentBlock | undefined;

interface LocatedPart {
  type: string;
  path: string;
  fields: JsonObject;
}

const NO_CONVERTERS: ReadonlyMap<string, PartConverter> = new Map();

/** OpenAI's content parts. Any other type is taken for Anthropic's own and goes up as it is. */
const PART_CONVERTERS: ReadonlyMap<string, PartConverter> = new Map<string, PartConverter>([
  ['text', convertText],
  ['refusal', convertRefusal],
  ['image_url', convertImage],
  ['file', convertFile],
  ['input_audio', refuseAudio],
]);

/**
 * Turns a message's `content`, a string or a list of parts, into blocks. Texts without anything but white space,
 * which upstream refuses, are left out. `roleConverters` are for part types that mean more in a message's role.
 */
export function convertContent(
  content: unknown,
  path: string,
  notes: TranslationNotes,
  roleConverters: ReadonlyMap<string, PartConverter> = NO_CONVERTERS,
): RequestContentBlock[] {
  if (typeof content === 'string') return textBlocks(content);
  if (!Array.isArray(content))
    throw invalid(path, `"${path}" must be a string or an array of content parts.`);
  return readArray(content, path).flatMap((part, index) => {
    const located = locatePart(part, `${path}[${index}]`);
    const block = convertPart(located, roleConverters.get(located.type) ?? PART_CONVERTERS.get(located.type));
    if (block !== undefined && isUploadedFile(block)) notes.needBeta(FILES_BETA);
    return block ?? [];
  });
}

/** Turns instructions, a string or a list of text parts, into blocks of the system prompt. */
export function convertInstructions(
  content: unknown,
  path: string,
  notes: TranslationNotes,
): RequestContentBlock[] {
  const blocks = convertContent(content, path, notes);
  if (typeof content === 'string' || blocks.every((block) => block.type === 'text')) return blocks;
  throw invalid(path, `"${path}" may hold nothing but text in a system or developer message.`);
}

export function textBlocks(text: string): RequestContentBlock[] {
  return hasText(text) ? [{ type: 'text', text }] : [];
}

function locatePart(part: unknown, path: string): LocatedPart {
  const fields = readObject(part, path);
  return { type: readNonEmptyString(fields.type, `${path}.type`), path, fields };
}

function convertPart(
  { fields, path }: LocatedPart,
  convert?: PartConverter,
): RequestContentBlock | undefined {
  const block = convert === undefined ? asBlock(fields) : convert(fields, path);
  return block === undefined ? undefined : keepCacheControl(fields, block);
}

function convertText(part: JsonObject, path: string): RequestContentBlock | undefined {
  return hasText(readString(part.text, `${path}.text`)) ? asBlock(part) : undefined;
}

function convertRefusal(part: JsonObject, path: string): RequestContentBlock | undefined {
  return textBlocks(readString(part.refusal, `${path}.refusal`))[0];
}

function refuseAudio(_part: JsonObject, path: string): never {
  throw invalid(path, 'Anthropic takes no audio. Send the text of the recording instead.');
}

/** The part itself, not a copy: contents can be megabytes. */
function asBlock(part: JsonObject): RequestContentBlock {
  return part as RequestContentBlock;
}

function isUploadedFile(block: RequestContentBlock): boolean {
  if (block.type === 'container_upload') return true;
  return isObject(block.source) && block.source.type === 'file';
}
