import { EventEmitter } from 'node:events';
import { jest } from '@jest/globals';
import { stopOnSignals } from './stop-on-signals.js';

function listen(close: () => Promise<void>) {
  const signals = Object.assign(new EventEmitter(), { exit: jest.fn<(code: number) => void>() });
  const print = jest.fn<(line: string) => void>();
  stopOnSignals(signals, { close, print });
  return { signals, print };
}

const settled = () => new Promise(setImmediate);

describe('a signal to stop', () => {
  it('closes once, and exits with 0 when that is done', async () => {
    let finish: () => void = () => undefined;
    const close = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const { signals } = listen(close);

    signals.emit('SIGINT', 'SIGINT');
    await settled();
    expect(signals.exit).not.toHaveBeenCalled();

    finish();
    await settled();
    expect(signals.exit.mock.calls).toEqual([[0]]);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('that comes a second time exits at once', () => {
    const close = jest.fn(() => new Promise<void>(() => undefined));
    const { signals } = listen(close);
    signals.emit('SIGTERM', 'SIGTERM');
    signals.emit('SIGINT', 'SIGINT');
    expect(signals.exit.mock.calls).toEqual([[130]]);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('exits with 1 and says why when closing fails', async () => {
    const { signals, print } = listen(() => Promise.reject(new Error('the journal is on a full disk')));
    signals.emit('SIGTERM', 'SIGTERM');
    await settled();
    expect(signals.exit.mock.calls).toEqual([[1]]);
    expect(print).toHaveBeenLastCalledWith('Tollgate did not stop cleanly: the journal is on a full disk');
  });
});
