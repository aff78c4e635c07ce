import { createHash } from 'node:crypto';

export const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;
export const TOOL_CALL_ID = /^[a-zA-Z0-9_-]+$/;

const LONGEST_ALIAS = 128;
const HASH_DIGITS = 8;

/**
 * Gives every name of the caller's one that upstream's pattern allows: its own where that will do, else a readable
 * alias. The same names always get the same aliases, and no two names share one.
 */
export class UpstreamNames {
  readonly #pattern: RegExp;
  readonly #reserved: ReadonlySet<string>;
  readonly #upstreamByCaller = new Map<string, string>();
  readonly #callerByUpstream = new Map<string, string>();
  readonly #attemptsByCaller = new Map<string, number>();

  /** `reserved` are the caller's names that no alias may take, even before they are asked for. */
  constructor(pattern: RegExp, reserved: Iterable<string> = []) {
    this.#pattern = pattern;
    this.#reserved = new Set(reserved);
  }

  upstreamName(callerName: string): string {
    return this.#upstreamByCaller.get(callerName) ?? this.freshName(callerName);
  }

  /** A name that nothing had before, for a name that means something new each time, as a tool call's id does. */
  freshName(callerName: string): string {
    const isUsable = this.#pattern.test(callerName) && !this.#callerByUpstream.has(callerName);
    const name = isUsable ? callerName : this.#alias(callerName);
    this.#upstreamByCaller.set(callerName, name);
    this.#callerByUpstream.set(name, callerName);
    return name;
  }

  /** A name of our own, by `preferred`, that is none of the caller's. */
  unusedName(preferred: string): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? preferred : `${preferred}_${count}`;
      if (!this.#callerByUpstream.has(name) && !this.#reserved.has(name)) return name;
    }
  }

  /** Upstream's name → the caller's, for those that differ. */
  get rewritten(): ReadonlyMap<string, string> {
    return new Map([...this.#callerByUpstream].filter(([upstream, caller]) => upstream !== caller));
  }

  #alias(callerName: string): string {
    const readable = callerName.slice(0, LONGEST_ALIAS - HASH_DIGITS - 1).replace(/[^a-zA-Z0-9_-]/g, '_');
    for (let attempt = this.#attemptsByCaller.get(callerName) ?? 0; ; attempt += 1) {
      this.#attemptsByCaller.set(callerName, attempt + 1);
      const hash = createHash('sha256').update(`${attempt}:${callerName}`).digest('hex');
      const alias = `${readable}_${hash.slice(0, HASH_DIGITS)}`;
      if (!this.#callerByUpstream.has(alias) && !this.#reserved.has(alias)) return alias;
    }
  }
}
