/** Whose limit, budget, list of models or block it is. */
export type GrantSubject = 'key' | 'team' | 'user';

/** Limits that hold for everything that one key, team or user does. What is absent is not limited. */
export interface SubjectLimits {
  readonly subject: GrantSubject;
  readonly subjectId: string;
  /** What people call the subject; for messages only. */
  readonly subjectName?: string;
  /** Requests in any 60 seconds. */
  readonly rpm?: number;
  /** Tokens in any 60 seconds. */
  readonly tpm?: number;
  readonly maxParallelRequests?: number;
}

/** One budget of a key, team or user. */
export interface SubjectBudget {
  readonly subject: GrantSubject;
  readonly subjectId: string;
  /** What people call the subject; for messages only. */
  readonly subjectName?: string;
  readonly maxBudgetNanoUsd: number;
  /** `30s`, `30m`, `30h`, `30d` or `1mo`; absent: for ever. */
  readonly duration?: string;
  /** When the subject was created: windows of days and months are counted from there. */
  readonly anchorMs: number;
}

/** Everything that a request needs to know of the key it came with. */
export interface KeyGrant {
  readonly keyId: string;
  readonly name?: string;
  readonly userId?: string;
  /** The key's own team, or else its user's. */
  readonly teamId?: string;
  /** Names and wildcards that may be asked for; empty: all. A model has to pass all three lists. */
  readonly models: readonly string[];
  readonly teamModels: readonly string[];
  readonly userModels: readonly string[];
  /** The key's own names for models. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly expiresAtMs?: number;
  /** Set when the key was found by the secret that it had before a rotation: then that stops working here. */
  readonly graceEndsAtMs?: number;
  readonly blockedSubject?: GrantSubject;
  readonly limits: readonly SubjectLimits[];
  readonly budgets: readonly SubjectBudget[];
  /** Budgets that only warn. */
  readonly softBudgets: readonly SubjectBudget[];
}
