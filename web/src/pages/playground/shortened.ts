/** Pictures in base64 are longer than anybody reads. */
const LONG_BASE64 = /[A-Za-z0-9+/=]{400,}/g;
const KEPT = 40;

/** A text to look at, with what is very long in it cut. */
export function shortened(text: string): string {
  return text.replace(LONG_BASE64, (match) => `${match.slice(0, KEPT)}…`);
}
