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
  readonly #declared: readonly string[];
  /** Made with the first name: most requests have none. */
  #names: KnownNames | undefined;

  /** `declared` are the caller's names that no alias may take, even before they are asked for. */
  constructor(pattern: RegExp, declared: readonly string[] = []) {
    this.#pattern = pattern;
    this.#declared = declared;
  }

  upstreamName(callerName: string): string {
    return this.#known.upstreamByCaller.get(callerName) ?? this.freshName(callerName);
  }

  /** A name that nothing had before, for a name that means something new each time, as a tool call's id does. */
  freshName(callerName: string): string {
    const { upstreamByCaller, callerByUpstream } = this.#known;
    const isUsable = this.#pattern.test(callerName) && !callerByUpstream.has(callerName);
    const name = isUsable ? callerName : this.#alias(callerName);
    upstreamByCaller.set(callerName, name);
    callerByUpstream.set(name, callerName);
    return name;
  }

  /** A name of our own, by `preferred`, that is none of the caller's. */
  unusedName(preferred: string): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? preferred : `${preferred}_${count}`;
      if (!this.#isTaken(name)) return name;
    }
  }

  /** Upstream's name → the caller's, for those that differ. */
  get rewritten(): ReadonlyMap<string, string> {
    if (this.#names === undefined) return NONE_REWRITTEN;
    return new Map([...this.#names.callerByUpstream].filter(([upstream, caller]) => upstream !== caller));
  }

  #alias(callerName: string): string {
    const { attemptsByCaller } = this.#known;
    const readable = callerName.slice(0, LONGEST_ALIAS - HASH_DIGITS - 1).replace(/[^a-zA-Z0-9_-]/g, '_');
    for (let attempt = attemptsByCaller.get(callerName) ?? 0; ; attempt += 1) {
      attemptsByCaller.set(callerName, attempt + 1);
      const hash = createHash('sha256').update(`${attempt}:${callerName}`).digest('hex');
      const alias = `${readable}_${hash.slice(0, HASH_DIGITS)}`;
      if (!this.#isTaken(alias)) return alias;
    }
  }

  #isTaken(name: string): boolean {
    return this.#known.callerByUpstream.has(name) || this.#known.declared.has(name);
  }

  get #known(): KnownNames {
    this.#names ??= new KnownNames(this.#declared);
    return this.#names;
  }
}

class KnownNames {
  readonly declared: ReadonlySet<string>;
  readonly upstreamByCaller = new Map<string, string>();
  readonly callerByUpstream = new Map<string, string>();
  readonly attemptsByCaller = new Map<string, number>();

  constructor(declared: readonly string[]) {
    this.declared = new Set(declared);
  }
}

const NONE_REWRITTEN: ReadonlyMap<string, string> = new Map();
