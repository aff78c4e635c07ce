/** What stands around the text of a delta in its event, with its blank line. */
const DELTA_OVERHEAD_BYTES =
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":""}}\n\n'
    .length;
const DELTA_EVENT = 'event: content_block_delta';

/**
 * How much of an answer has come by, for the day on which upstream's own count of it never arrives: the caller leaves,
 * or the stream breaks off.
 */
export class DeliveredOutput {
  deltas = 0;
  /** As it stood in the JSON: escapes make it a little more. */
  utf8Bytes = 0;
  /** Upstream has said how many tokens the answer had. */
  isCounted = false;

  /** Takes in the text of one delta. */
  addDelta(bytes: number): void {
    this.deltas++;
    this.utf8Bytes += bytes;
  }

  /** Takes in whole events, of which only deltas count. */
  addEvents(events: string): void {
    const first = events.indexOf(DELTA_EVENT);
    if (first < 0) return;
    let count = 0;
    for (let at = first; at >= 0; at = events.indexOf(DELTA_EVENT, at + DELTA_OVERHEAD_BYTES)) count++;
    this.deltas += count;
    this.utf8Bytes += Math.max(0, events.length - first - count * DELTA_OVERHEAD_BYTES);
  }
}
