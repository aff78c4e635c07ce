/** What the way back must know of the way up: made by `translateRequest`, read by the response and stream translators. */
export interface ReplyContext {
  /** The model name that the caller asked for; every answer repeats it. */
  requestedModel: string;
  /** Seconds since the epoch at which the answer was begun. */
  created: number;
  /** Tool names that had to be rewritten for Anthropic: name upstream → the caller's name. */
  toolNames: ReadonlyMap<string, string>;
  /** The tool that was forced to get a JSON answer; its input becomes the content. */
  answerTool?: string;
  /** The caller asked for a last chunk with usage. */
  includeUsage: boolean;
}
