import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The answer that is under way on a caller's connection; Node keeps it there, and tells of it nowhere else. */
export function answerOn(socket: Socket): ServerResponse | undefined {
  const { _httpMessage: answer } = socket as Socket & { _httpMessage?: ServerResponse | null };
  return answer ?? undefined;
}
