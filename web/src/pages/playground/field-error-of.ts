import type { PlaygroundState } from './playground.js';

/** What the gateway said of a field to the last question, until a setting is changed. */
export function fieldErrorOf(field: string): (state: PlaygroundState) => string | undefined {
  return ({ turns, settings }) => {
    const last = turns.at(-1);
    if (last?.kind !== 'answer' || last.request.settings !== settings) return undefined;
    const { param = '', message = '' } = last.failure ?? {};
    return param.split(/[.[]/)[0] === field ? message : undefined;
  };
}
