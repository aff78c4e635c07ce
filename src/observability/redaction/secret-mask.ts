const MASK = '[redacted]';
/** A shorter value is in too many other words, and too easy to guess to be worth the damage. */
const SHORTEST = 8;
/** Patterns of more than 20,000 characters are not optimized, and take thirty times as long. */
const MOST_IN_A_PATTERN = 200;

/**
 * What looks like a credential, whoever's it is: keys and tokens of Anthropic, OpenAI and this gateway, what follows
 * `Bearer`, user and password of a URL. Each begins with letters that are rare: what could begin anywhere would be
 * tried everywhere, which takes twenty times as long.
 */
const LOOKS =
  /(?<![A-Za-z0-9])()sk-[\w-]{8,}|([Bb]earer\s{1,4})[\w.~+/=-]{8,}|(:\/\/)[^\s/@"\\]{1,500}(?=@)/g;

/** Takes credentials out of text, by their value and by their look, wherever they are: in a message, a stack, a URL. */
export class SecretMask {
  private readonly known = new Set<string>();
  private knownPatterns: readonly RegExp[] = [];

  constructor(values: Iterable<string> = []) {
    this.learn(values);
  }

  /** From now on these values are taken out too. */
  learn(values: Iterable<string>): void {
    const before = this.known.size;
    for (const value of values) {
      if (value.length < SHORTEST) continue;
      for (const form of formsOf(value)) this.known.add(form);
    }
    if (this.known.size > before) this.knownPatterns = patternsOf(this.known);
  }

  /** The text without credentials; JSON stays JSON. */
  apply(text: string): string {
    const unknown = this.knownPatterns.reduce((rest, pattern) => rest.replace(pattern, MASK), text);
    return unknown.replace(LOOKS, maskLook);
  }
}

/** What says that a credential follows stays. */
function maskLook(_match: string, key?: string, bearer?: string, scheme?: string): string {
  return (key ?? bearer ?? scheme ?? '') + MASK;
}

/** The longest first: a value may begin with another. */
function patternsOf(literals: ReadonlySet<string>): RegExp[] {
  const sorted = [...literals].sort((left, right) => right.length - left.length).map(escapePattern);
  const starts = sorted.map((_, index) => index).filter((index) => index % MOST_IN_A_PATTERN === 0);
  return starts.map((start) => new RegExp(sorted.slice(start, start + MOST_IN_A_PATTERN).join('|'), 'g'));
}

/** As it is, within JSON, in a URL, in hexadecimal, and in base64 wherever it begins. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((offset) => wholeBase64(bytes, offset));
  const url64 = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const plain = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
  const encoded = [hex, hex.toUpperCase(), ...base64, ...url64];
  return [...plain, ...encoded].filter(({ length }) => length >= SHORTEST);
}

/** The characters that are the value's alone when it begins so many bytes after a group of three. */
function wholeBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(offset === 0 ? 0 : 4, -4);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
