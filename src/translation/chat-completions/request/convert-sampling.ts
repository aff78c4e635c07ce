import type { JsonObject } from '../../wire/openai-chat.js';
import type { ModelCapabilities } from '../../model-capabilities.js';
import { readInteger, readNumber, readOptional } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

/** As a request has it: what is undefined is not sent. */
interface Sampling {
  temperature?: number;
  top_p?: number;
  top_k?: number;
}

interface SamplingContext {
  capabilities: ModelCapabilities;
  isThinking: boolean;
  notes: TranslationNotes;
}

const LEAST_TOP_P_WHEN_THINKING = 0.95;

/** Turns the sampling parameters into what this model takes beside the rest of the request. */
export function convertSampling(request: JsonObject, context: SamplingContext): Sampling {
  const sampling = readSampling(request, context.notes);
  if (context.capabilities.sampling === 'refused') return refuseSampling(sampling, context.notes);
  const beside = context.isThinking ? limitToThinking(sampling, context.notes) : sampling;
  return context.capabilities.sampling === 'either' ? chooseOne(beside, context.notes) : beside;
}

function readSampling(request: JsonObject, notes: TranslationNotes): Sampling {
  const topP = readOptional((value, path) => readNumber(value, path, 0, 1), request.top_p, 'top_p');
  const topK = readOptional((value, path) => readInteger(value, path, 0), request.top_k, 'top_k');
  return { temperature: readTemperature(request.temperature, notes), top_p: topP, top_k: topK };
}

function readTemperature(value: unknown, notes: TranslationNotes): number | undefined {
  const temperature = readOptional((found, path) => readNumber(found, path, 0, 2), value, 'temperature');
  if (temperature === undefined || temperature <= 1) return temperature;
  notes.dropOrRefuse('temperature', "Anthropic's temperature goes from 0 to 1.");
  return 1;
}

/** Neutral values change nothing and are left out without a word. */
function refuseSampling({ temperature = 1, top_p = 1, top_k }: Sampling, notes: TranslationNotes): Sampling {
  const why = 'This model takes no sampling parameters.';
  if (temperature !== 1) notes.dropOrRefuse('temperature', why);
  if (top_p !== 1) notes.dropOrRefuse('top_p', why);
  if (top_k !== undefined) notes.dropOrRefuse('top_k', why);
  return {};
}

function limitToThinking({ temperature, top_p, top_k }: Sampling, notes: TranslationNotes): Sampling {
  const keepsTemperature = temperature === undefined || temperature === 1;
  const keepsTopP = top_p === undefined || top_p >= LEAST_TOP_P_WHEN_THINKING;
  if (!keepsTemperature) notes.dropOrRefuse('temperature', 'A model that thinks takes no temperature but 1.');
  if (!keepsTopP) notes.dropOrRefuse('top_p', 'A model that thinks takes no top_p below 0.95.');
  if (top_k !== undefined) notes.dropOrRefuse('top_k', 'A model that thinks takes no top_k.');
  return { temperature: keepsTemperature ? temperature : undefined, top_p: keepsTopP ? top_p : undefined };
}

/** For models that refuse temperature and top_p together, even when one of them is neutral. */
function chooseOne(sampling: Sampling, notes: TranslationNotes): Sampling {
  const { temperature, top_p, ...others } = sampling;
  if (temperature === undefined || top_p === undefined) return sampling;
  if (temperature === 1 && top_p !== 1) return { ...others, top_p };
  if (top_p !== 1) notes.dropOrRefuse('top_p', 'This model takes temperature or top_p, not both.');
  return { ...others, temperature };
}
