/**
 * Reads usage beside a Messages stream that passes through unchanged. Only the few events that can carry something of
 * interest are parsed; text deltas cost a search through their bytes.
 */
import { translateErrorEvent } from '../chat-completions/response/translate-error.js';
import {
  countsOutput,
  mergeDeltaUsage,
  readUsage,
  type UsageReading,
} from '../chat-completions/response/convert-usage.js';
import { isJsonObject } from '../chat-completions/response/untrusted-json.js';
import { DeliveredOutput } from '../delivered-output.js';
import { dataOfEvent, parseEventData, ServerSentEventBuffer } from '../wire/server-sent-events.js';
import type { GatewayError } from '../../errors/gateway-error.js';

/** Text that the events of interest have and a text delta hardly ever: `message_start`, `_delta` and `_stop`. */
const MESSAGE_EVENT = 'message_';
/** What nearly all streams begin with. */
const USUAL_START = 'event: message_start\ndata: {"type":"message_start"';
/** As a JSON string of its own; inside other strings its quotes are escaped. */
const ERROR_EVENT = '"error"';

export class MessagesStreamMeter {
  readonly delivered = new DeliveredOutput();
  private readonly buffer = new ServerSentEventBuffer();
  private rawUsage: unknown;
  private hasMessageStart = false;
  private begun = false;
  private complete = false;
  private errorEvent: GatewayError | undefined;
  private reason: unknown;

  /** An event other than a ping has arrived. */
  get hasBegun(): boolean {
    return this.begun;
  }

  /** The first piece of content has arrived, or what comes in its place: a stop reason, the end, or an error. */
  get hasContentOrEnd(): boolean {
    const { delivered, reason, complete, errorEvent } = this;
    return delivered.deltas > 0 || reason !== undefined || complete || errorEvent !== undefined;
  }

  /** Why upstream has stopped; undefined before it has. */
  get stopReason(): unknown {
    return this.reason;
  }

  /** `message_stop` has arrived. */
  get isComplete(): boolean {
    return this.complete;
  }

  /** The error that upstream sent as an event. */
  get error(): GatewayError | undefined {
    return this.errorEvent;
  }

  /** What upstream has counted so far. */
  get usage(): UsageReading {
    return readUsage(this.rawUsage);
  }

  /** Bytes that end in the middle of an event would run into whatever is written next. */
  get endsInsideEvent(): boolean {
    return this.buffer.incompleteLength > 0;
  }

  /** The LF of the last CRLF may be still to come. */
  get mayLackLineFeed(): boolean {
    return this.buffer.endsWithCarriageReturn;
  }

  /**
   * Takes a read.
   *
   * @throws UpstreamError when an event of interest is unreadable or an event is too large.
   */
  push(bytes: Buffer): void {
    const events = this.buffer.push(bytes);
    if (events === '') return;
    if (!this.begun) this.begun = hasMoreThanPings(events);
    this.delivered.addEvents(events);
    this.noteEvents(events, MESSAGE_EVENT);
    this.noteEvents(events, ERROR_EVENT);
  }

  private noteEvents(events: string, mark: string): void {
    for (let at = events.indexOf(mark); at >= 0;) {
      const start = events.lastIndexOf('\n\n', at) + 1;
      const end = events.indexOf('\n\n', at);
      this.note(parseEventData(dataOfEvent(events.slice(start, end))));
      at = events.indexOf(mark, end);
    }
  }

  private note(event: unknown): void {
    if (!isJsonObject(event)) return;
    if (event.type === 'message_start' && !this.hasMessageStart) {
      this.hasMessageStart = true;
      this.rawUsage = isJsonObject(event.message) ? event.message.usage : undefined;
    } else if (event.type === 'message_delta') {
      this.rawUsage = mergeDeltaUsage(this.rawUsage, event.usage);
      if (countsOutput(event.usage)) this.delivered.isCounted = true;
      if (isJsonObject(event.delta)) this.reason = event.delta.stop_reason;
    } else if (event.type === 'message_stop') {
      this.complete = true;
    } else if (event.type === 'error') {
      this.errorEvent ??= translateErrorEvent(event);
    }
  }
}

function hasMoreThanPings(events: string): boolean {
  if (events.startsWith(USUAL_START)) return true;
  for (let at = 0; at < events.length;) {
    const end = events.indexOf('\n\n', at);
    const data = dataOfEvent(events.slice(at, end));
    if (data !== '' && !isPing(parseEventData(data))) return true;
    at = end + 2;
  }
  return false;
}

function isPing(event: unknown): boolean {
  return isJsonObject(event) && event.type === 'ping';
}
