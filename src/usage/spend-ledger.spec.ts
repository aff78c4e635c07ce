import { SpendLedger } from './spend-ledger.js';
import type { SpendWindow } from './spend-window.js';

const KNOWN_FROM_MS = 1_000_000;
const WINDOW: SpendWindow = { subject: 'key:k', startMs: 1_060_000, endMs: 1_120_000 };

/** A ledger that has seen an attempt of the key, made at a time, on its way to the database. */
function ledgerWithAttempt(createdAtMs: number): SpendLedger {
  const ledger = new SpendLedger(KNOWN_FROM_MS);
  ledger.recovered({ attemptId: 'a', subjects: ['key:k'], createdAtMs, costNanoUsd: 5 });
  return ledger;
}

describe('a window that turns while the database is away', () => {
  it('begins with what is known of it, where nothing of it was shipped', () => {
    const ledger = ledgerWithAttempt(WINDOW.startMs + 1);
    expect(ledger.loadedFromMemory(WINDOW, WINDOW.startMs + 2)).toBe(true);
    expect(ledger.figuresOf(WINDOW)).toMatchObject({ spentNanoUsd: 5, reservedNanoUsd: 0 });
  });

  it('begins with nothing after attempts of the window before it', () => {
    const ledger = ledgerWithAttempt(WINDOW.startMs - 1);
    ledger.shipped('a');
    expect(ledger.loadedFromMemory(WINDOW, WINDOW.startMs)).toBe(true);
    expect(ledger.figuresOf(WINDOW)).toMatchObject({ spentNanoUsd: 0 });
  });

  it('waits for the database where that has a part of it', () => {
    const ledger = ledgerWithAttempt(WINDOW.startMs);
    ledger.shipped('a');
    expect(ledger.loadedFromMemory(WINDOW, WINDOW.startMs + 1)).toBe(false);
  });

  it('waits for the database where what that has was forgotten', () => {
    const ledger = ledgerWithAttempt(WINDOW.startMs);
    ledger.shipped('a');
    ledger.evict(WINDOW.startMs + 3_600_000);
    expect(ledger.loadedFromMemory(WINDOW, WINDOW.startMs + 1)).toBe(false);
  });

  it('waits for the database where it began before the gateway did, and in a ledger that cannot tell', () => {
    const earlier = { ...WINDOW, startMs: KNOWN_FROM_MS };
    expect(new SpendLedger(KNOWN_FROM_MS).loadedFromMemory(earlier, WINDOW.startMs)).toBe(false);
    expect(new SpendLedger().loadedFromMemory(WINDOW, WINDOW.startMs)).toBe(false);
  });

  it('stays as it is where it was loaded', () => {
    const ledger = new SpendLedger(KNOWN_FROM_MS);
    ledger.loaded(WINDOW, 7, WINDOW.startMs);
    expect(ledger.loadedFromMemory(WINDOW, WINDOW.startMs)).toBe(true);
    expect(ledger.figuresOf(WINDOW)).toMatchObject({ spentNanoUsd: 7 });
  });
});
