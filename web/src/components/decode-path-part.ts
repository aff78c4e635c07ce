/** A part of the address, as the router gives it, without its encoding. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // The router has decoded what it could, and a lone % is no encoding.
    return part;
  }
}
