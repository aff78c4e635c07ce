import { DEFAULT_MAX_TOKENS } from '../translation/chat-completions/request/convert-max-tokens.js';
import { readRequestBounds, type RequestBounds } from '../translation/request-bounds.js';

/** What limits an answer: a number of tokens, or the deployment's default, or else only the model's own limit. */
export type OutputLimit = number | 'deployment' | 'model';

/** What a request asks for, as far as it decides about its cost. */
export class AskedSize {
  readonly bodyBytes: number;
  private knownBounds: RequestBounds | undefined;

  constructor(
    private readonly body: Buffer,
    private readonly outputLimit: OutputLimit,
  ) {
    this.bodyBytes = body.length;
  }

  /** Absent where only the model's own limit holds. */
  maxOutputTokens(deploymentDefault = DEFAULT_MAX_TOKENS): number | undefined {
    if (this.outputLimit === 'model') return undefined;
    return this.outputLimit === 'deployment' ? deploymentDefault : this.outputLimit;
  }

  /**
   * Looks through the body the first time; it may be gone by the next, when the call goes to another deployment. Bounds
   * that were read for a smaller context window are no lower than they would be for a larger one.
   */
  bounds(contextWindowTokens: number): RequestBounds {
    return (this.knownBounds ??= readRequestBounds(this.body, contextWindowTokens));
  }
}
