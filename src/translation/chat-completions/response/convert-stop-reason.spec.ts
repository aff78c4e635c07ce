import { convertStopReason } from './convert-stop-reason.js';

describe('convertStopReason', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['pause_turn', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool_calls'],
    ['refusal', 'content_filter'],
  ])('turns %s into %s', (stopReason, finishReason) => {
    expect(convertStopReason(stopReason)).toBe(finishReason);
  });

  it.each(['a_reason_of_next_year', 'constructor', null, undefined])('turns %s into stop', (stopReason) => {
    expect(convertStopReason(stopReason)).toBe('stop');
  });

  it('ends a JSON answer that came by a forced tool in stop', () => {
    expect(convertStopReason('tool_use', { isJsonAnswer: true })).toBe('stop');
  });

  it('still says that a JSON answer was cut off', () => {
    expect(convertStopReason('max_tokens', { isJsonAnswer: true })).toBe('length');
  });
});
