import { DeliveredOutput } from './delivered-output.js';

function deltaEvent(text: string): string {
  const delta = { type: 'text_delta', text };
  return `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta })}\n\n`;
}

const MESSAGE_START = 'event: message_start\ndata: {"type":"message_start","message":{}}\n\n';

describe('DeliveredOutput', () => {
  it('counts deltas and the bytes of their text', () => {
    const delivered = new DeliveredOutput();
    delivered.addEvents(deltaEvent('Hello') + deltaEvent(', world'));
    expect(delivered).toMatchObject({ deltas: 2, utf8Bytes: 12 });
  });

  it('does not take what comes before the first delta for text', () => {
    const delivered = new DeliveredOutput();
    delivered.addEvents(MESSAGE_START + deltaEvent('Hello'));
    delivered.addEvents(MESSAGE_START);
    expect(delivered).toMatchObject({ deltas: 1, utf8Bytes: 5 });
  });

  it('counts one event as many do', () => {
    const delivered = new DeliveredOutput();
    delivered.addEvents(deltaEvent('Hello'));
    expect(delivered).toMatchObject({ deltas: 1, utf8Bytes: 5 });
  });

  it('never counts less than nothing', () => {
    const delivered = new DeliveredOutput();
    delivered.addEvents('event: content_block_delta\ndata: {}\n\n');
    expect(delivered).toMatchObject({ deltas: 1, utf8Bytes: 0 });
  });
});
