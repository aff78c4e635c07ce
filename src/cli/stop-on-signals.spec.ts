import { EventEmitter } from 'node:events';
import { stopOnSignals } from './stop-on-signals.js';

function listen(close: () => Promise<void>) {
  const exits: number[] = [];
  const lines: string[] = [];
  const closes: true[] = [];
  const signals = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  const countedClose = () => {
    closes.push(true);
    return close();
  };
  stopOnSignals(signals, { close: countedClose, print: (line) => lines.push(line) });
  return { signals, exits, lines, closes };
}

const settled = () => new Promise(setImmediate);

describe('a signal to stop', () => {
  it('closes once, and exits with 0 when that is done', async () => {
    let finish: () => void = () => undefined;
    const { signals, exits, closes } = listen(() => new Promise<void>((resolve) => (finish = resolve)));

    signals.emit('SIGINT', 'SIGINT');
    await settled();
    expect(exits).toEqual([]);

    finish();
    await settled();
    expect(exits).toEqual([0]);
    expect(closes).toHaveLength(1);
  });

  it('that comes a second time exits at once', () => {
    const { signals, exits, closes } = listen(() => new Promise<void>(() => undefined));
    signals.emit('SIGTERM', 'SIGTERM');
    signals.emit('SIGINT', 'SIGINT');
    expect(exits).toEqual([130]);
    expect(closes).toHaveLength(1);
  });

  it('that comes twice in one moment, as when npm hands on Ctrl-C, counts once', () => {
    const { signals, exits, closes } = listen(() => new Promise<void>(() => undefined));
    signals.emit('SIGINT', 'SIGINT');
    signals.emit('SIGINT', 'SIGINT');
    expect(exits).toEqual([]);
    expect(closes).toHaveLength(1);
  });

  it('exits with 1 and says why when closing fails', async () => {
    const { signals, exits, lines } = listen(() =>
      Promise.reject(new Error('the journal is on a full disk')),
    );
    signals.emit('SIGTERM', 'SIGTERM');
    await settled();
    expect(exits).toEqual([1]);
    expect(lines.at(-1)).toBe('Tollgate did not stop cleanly: the journal is on a full disk');
  });
});
