import type { JsonObject } from '../../wire/openai-chat.js';
import { invalid, readObject, readOptional, readString } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

interface EndUser {
  param: string;
  userId: string;
}

const FEWEST_PHONE_DIGITS = 7;
const LONGEST_USER_ID = 256;

/**
 * Turns `metadata.user_id`, `user` and `safety_identifier`, the first of them that is there, into Anthropic's
 * `metadata.user_id`. An e-mail address or phone number never goes up.
 */
export function convertEndUser(request: JsonObject, notes: TranslationNotes): JsonObject | undefined {
  const { metadata, user, safety_identifier } = request;
  if (metadata === undefined && user === undefined && safety_identifier === undefined) return undefined;
  const candidates = [
    readUserId(request.metadata, notes),
    readEndUser(request, 'user', notes),
    readEndUser(request, 'safety_identifier', notes),
  ].flatMap((candidate) => candidate ?? []);
  const [chosen] = candidates;
  if (chosen === undefined) return undefined;
  if (chosen.userId.length > LONGEST_USER_ID) {
    throw invalid(chosen.param, `"${chosen.param}" must have at most ${LONGEST_USER_ID} characters.`);
  }
  for (const { param, userId } of candidates) if (userId !== chosen.userId) notes.drop(param);
  return { user_id: chosen.userId };
}

function readUserId(value: unknown, notes: TranslationNotes): EndUser | undefined {
  const metadata = readOptional(readObject, value, 'metadata') ?? {};
  for (const name of Object.keys(metadata).filter((key) => key !== 'user_id')) {
    notes.dropOrRefuse(`metadata.${name}`, 'Anthropic\'s metadata has nothing but "user_id".');
  }
  const userId = readOptional(readString, metadata.user_id, 'metadata.user_id');
  return userId === undefined ? undefined : { param: 'metadata.user_id', userId };
}

function readEndUser(request: JsonObject, param: string, notes: TranslationNotes): EndUser | undefined {
  const userId = readOptional(readString, request[param], param) ?? '';
  if (userId === '') return undefined;
  if (!isEmailAddress(userId) && !isPhoneNumber(userId)) return { param, userId };
  notes.drop(param);
  return undefined;
}

function isEmailAddress(text: string): boolean {
  const at = text.indexOf('@');
  return at > 0 && text.indexOf('.', at) > at + 1 && !/\s/.test(text.trim());
}

/** Digits with a plus sign or separators; digits alone are more likely a key of a database. */
function isPhoneNumber(text: string): boolean {
  if (!/^\+?[\d\s().-]+$/.test(text) || /^\d+$/.test(text)) return false;
  return text.replace(/\D/g, '').length >= FEWEST_PHONE_DIGITS;
}
