import { SeededRandom } from '../robustness/fuzz/seeded-random.js';
import { SpendLedgerSimulator } from './spend-ledger-simulator.js';

const { LONG, SEED } = process.env;
const EVENTS = LONG === '1' ? 1_000_000 : 20_000;
const EVENTS_OF_A_RUN = 5_000;
const FIRST_SEED = Number(SEED ?? 1);

/** Says by which seed, and after how many events, the run can be had again. */
function simulate(seed: number, events: number): SpendLedgerSimulator {
  const simulator = new SpendLedgerSimulator(new SeededRandom(seed));
  let done = 0;
  try {
    for (; done < events; done += 1) simulator.step();
    simulator.drain();
  } catch (cause) {
    throw new Error(`SEED=${seed}, event ${done}: ${(cause as Error).message}`, { cause });
  }
  return simulator;
}

describe('the spend ledger', () => {
  it(
    `keeps its books through ${EVENTS} events: doubled, lost, late, with clock jumps and crashes`,
    () => {
      const runs = SEED === undefined ? EVENTS / EVENTS_OF_A_RUN : 1;
      const totals: Record<string, number> = {};
      for (let run = 0; run < runs; run += 1) {
        const { counts } = simulate(FIRST_SEED + run, EVENTS_OF_A_RUN);
        for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count;
      }
      if (LONG === '1') console.info(totals);
      // A simulation in which nothing happens proves nothing.
      for (const count of Object.values(totals)) expect({ ...totals, count }).not.toMatchObject({ count: 0 });
    },
    LONG === '1' ? 1_200_000 : 60_000,
  );
});
