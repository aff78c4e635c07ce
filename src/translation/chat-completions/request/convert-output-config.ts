import type { JsonObject } from '../../wire/openai-chat.js';
import { betasOfField } from './betas.js';
import { invalid, readObject, readOptional } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

interface Additions {
  effort: string | undefined;
  format: JsonObject | undefined;
}

/** The caller's own `output_config` with the effort and the format that other parameters ask for. */
export function convertOutputConfig(
  value: unknown,
  { effort, format }: Additions,
  notes: TranslationNotes,
): JsonObject | undefined {
  const own = readOptional(readObject, value, 'output_config');
  for (const beta of betasOfField('output_config', own)) notes.needBeta(beta);
  if (format !== undefined && (own?.format ?? null) !== null) {
    throw invalid(
      'response_format',
      '"response_format" and "output_config.format" mean the same. Send one of them.',
    );
  }
  if (own === undefined && effort === undefined && format === undefined) return undefined;
  return { ...own, ...(effort === undefined ? {} : { effort }), ...(format === undefined ? {} : { format }) };
}
