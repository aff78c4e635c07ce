import { type Agent, request as httpRequest, type ClientRequest, type IncomingHttpHeaders } from 'node:http';

import type { Door } from '../../robustness/doors.js';
import { type HttpAnswer, post } from '../../robustness/http-call.js';

/** Stands in every prompt; it must come out nowhere but upstream. */
export const PROMPT = 'planted prompt: the otter sleeps at seven';
export const MODEL = 'claude-sonnet-4-5';
/** Stands in every record of an attempt. */
export const MODEL_FAMILY = 'claude-sonnet-4';

export interface CallTerms {
  door: Door;
  key: string;
  /** Put into the prompt, for the upstream to tell calls apart. */
  mark?: string;
  maxTokens?: number;
  /** Other or further members of the body. */
  more?: object;
}

/** Where a gateway listens on 127.0.0.1, and the connections to it that are kept. */
export interface Target {
  port: number;
  agent?: Agent;
}

/** A call whose whole answer is waited for; rejects when its connection breaks. */
export function call(target: Target, terms: CallTerms): Promise<HttpAnswer> {
  return post({ ...target, path: terms.door.path, body: bodyOf(terms), headers: headersOf(terms) });
}

/** A call that can be left. */
export interface OpenCall {
  status: number;
  headers: IncomingHttpHeaders;
  /** What has come of the body. */
  text: string;
  /** The whole request has left for the gateway. */
  isSent: boolean;
  isClosed: boolean;
  /** Resolves once something is so of it, or it is over. */
  until(isSo: (open: OpenCall) => boolean): Promise<void>;
  /** Breaks the connection off. */
  leave(): void;
}

/** Begins a call, on a connection of its own. */
export function openCall({ port }: Target, terms: CallTerms): OpenCall {
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const check of waiting) check();
  };
  const request: ClientRequest = httpRequest({
    host: '127.0.0.1',
    port,
    path: terms.door.path,
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', ...headersOf(terms) },
  });
  const open: OpenCall = {
    status: 0,
    headers: {},
    text: '',
    isSent: false,
    isClosed: false,
    leave: () => request.destroy(),
    until: (isSo) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!open.isClosed && !isSo(open)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
  request.on('response', (response) => {
    open.status = response.statusCode ?? 0;
    open.headers = response.headers;
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      open.text += text;
      changed();
    });
    response.on('error', () => {});
    changed();
  });
  request.on('socket', (socket) => {
    socket.on('connect', () => {
      // What was written before is on its way now.
      open.isSent = true;
      changed();
    });
  });
  // Being broken off is what it is for.
  request.on('error', () => {});
  request.on('close', () => {
    open.isClosed = true;
    changed();
  });
  request.end(JSON.stringify(bodyOf(terms)));
  return open;
}

function bodyOf({ door, mark = '', maxTokens = 500, more }: CallTerms): object {
  const messages = [{ role: 'user', content: `${PROMPT} ${mark}` }];
  return {
    model: MODEL,
    max_tokens: maxTokens,
    messages,
    ...(door.isStream ? { stream: true } : {}),
    ...more,
  };
}

function headersOf({ key }: CallTerms): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

/** The text that an answer of either door says, whole or streamed, as far as it has come. */
export function textOf(door: Door, text: string): string {
  if (!door.isStream) return textOfWhole(JSON.parse(text));
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith('data: {') ? [textOfEvent(line.slice('data: '.length))] : []))
    .join('');
}

function textOfWhole({
  choices,
  content,
}: {
  choices?: [{ message: { content: string } }];
  content?: [{ text: string }];
}) {
  return choices?.[0].message.content ?? content?.[0].text ?? '';
}

/** The last line may have come in part. */
function textOfEvent(json: string): string {
  try {
    const { choices, delta } = JSON.parse(json) as {
      choices?: [{ delta?: { content?: string } }?];
      delta?: { text?: string };
    };
    return choices?.[0]?.delta?.content ?? delta?.text ?? '';
  } catch {
    return '';
  }
}
