import { readNumber, readPairs } from '../read-flags.js';

/** The flags of `models add`, as they were typed. */
export interface ModelSettingFlags {
  readonly name: string;
  readonly model: string;
  readonly auth?: string;
  readonly apiBase?: string;
  readonly header?: readonly string[];
  readonly rpm?: string;
  readonly tpm?: string;
  readonly weight?: string;
  readonly order?: string;
  readonly timeout?: string;
  readonly maxTokens?: string;
  readonly dropParams?: boolean;
}

/** The body of the API's call that these flags stand for. Throws CommandFailure that names the flag that is wrong. */
export function modelSettings(flags: ModelSettingFlags): Record<string, unknown> {
  return {
    model_name: flags.name,
    model: flags.model,
    auth: flags.auth,
    api_base: flags.apiBase,
    extra_headers: flags.header && readPairs('--header', flags.header),
    rpm: readNumber('--rpm', flags.rpm),
    tpm: readNumber('--tpm', flags.tpm),
    weight: readNumber('--weight', flags.weight),
    order: readNumber('--order', flags.order),
    timeout: readNumber('--timeout', flags.timeout),
    max_tokens: readNumber('--max-tokens', flags.maxTokens),
    drop_params: flags.dropParams,
  };
}
