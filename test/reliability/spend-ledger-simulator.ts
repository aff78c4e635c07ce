import type { BudgetTerms } from '../../src/usage/attempt-terms.js';
import { type Admission, SpendLedger, type SpendFacts } from '../../src/usage/spend-ledger.js';
import { type SpendWindow, spendWindowAt, subjectOf } from '../../src/usage/spend-window.js';
import type { SeededRandom } from '../robustness/fuzz/seeded-random.js';

/** An attempt as the world outside the ledger knows it. */
interface SimulatedAttempt extends SpendFacts {
  boundNanoUsd: number;
  budgets: readonly BudgetTerms[];
  /** Names of the windows that it falls into. */
  windows: readonly string[];
}

/** A line of the journal: the attempt was opened, with the cost of a crash, or settled, with its own. */
interface SimulatedLine {
  kind: 'opened' | 'settled';
  spend: SpendFacts;
}

/** A question to the database that has been asked and not yet answered. */
interface PendingLoad {
  window: SpendWindow;
  without: ReadonlySet<string>;
}

export interface SimulationCounts {
  admitted: number;
  refused: number;
  settled: number;
  retried: number;
  loads: number;
  shipped: number;
  crashes: number;
  clockJumps: number;
  evictions: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DURATIONS = ['5m', '1h', '36h', '1d', '7d', '1mo', undefined];
const MOST_OPEN = 60;

/**
 * A ledger, a journal and a database in one process that may end between any two steps, under events that come in any
 * order, twice, or not at all. Beside them it keeps the plain truth, and throws when the ledger departs from it.
 */
export class SpendLedgerSimulator {
  readonly counts: SimulationCounts = {
    admitted: 0,
    refused: 0,
    settled: 0,
    retried: 0,
    loads: 0,
    shipped: 0,
    crashes: 0,
    clockJumps: 0,
    evictions: 0,
  };
  private ledger = new SpendLedger();
  private nowMs = Date.UTC(2026, 0, 15);
  private nextId = 0;
  private readonly callers: BudgetTerms[][];
  private readonly budgetsBySubject: ReadonlyMap<string, BudgetTerms[]>;
  private readonly open = new Map<string, SimulatedAttempt>();
  /** Ids that ended: they are told again now and then. */
  private ended: string[] = [];
  /** Lines on disk, and behind them those that a crash takes. */
  private journal: SimulatedLine[] = [];
  private syncedLines = 0;
  /** Settled and not known to be in the database, in order. */
  private queue: SpendFacts[] = [];
  private readonly inDatabase = new Set<string>();
  private readonly databaseSums = new Map<string, number>();
  private readonly trueSums = new Map<string, number>();
  private readonly heldSums = new Map<string, number>();
  private readonly records = new Map<string, SpendFacts>();
  private readonly lastSeen = new Map<string, number>();
  private loads: PendingLoad[] = [];

  constructor(private readonly random: SeededRandom) {
    this.callers = Array.from({ length: 6 }, (_, index) => this.makeCaller(index));
    this.budgetsBySubject = new Map(
      this.callers.flatMap((budgets) =>
        budgets.map((budget) => [
          subjectOf(budget),
          budgets.filter((other) => subjectOf(other) === subjectOf(budget)),
        ]),
      ),
    );
  }

  /** Does one event. Throws when something does not hold after it. */
  step(): void {
    const event = this.random.next();
    this.nowMs += this.random.below(500);
    if (event < 0.3) this.openAttempt();
    else if (event < 0.57) this.settleAttempt();
    else if (event < 0.6) this.retryAttempt();
    else if (event < 0.62) this.releaseAttempt();
    else if (event < 0.66) this.repeatEnded();
    else if (event < 0.76) this.syncJournal();
    else if (event < 0.86) this.shipBatch();
    else if (event < 0.985) this.answerLoads();
    else if (event < 0.99) this.jumpClock();
    else if (event < 0.997) this.evict();
    else this.crash();
    if (this.random.isLikely(0.02)) this.checkAll();
  }

  /** Lets everything end, and compares what the database then has with the truth. */
  drain(): void {
    for (const id of [...this.open.keys()]) this.settle(id, 1);
    this.syncLines(this.journal.length - this.syncedLines);
    while (this.queue.length > 0) this.ship(this.queue.length, false);
    this.checkAll();
    this.expect(this.ledger.openCount === 0, 'Reservations are left.');
    this.expect(this.inDatabase.size === this.records.size, 'A record is missing, or there twice.');
    for (const subject of this.budgetsBySubject.keys()) {
      const unshipped = this.ledger.unshippedIn({ subject, startMs: -Infinity, endMs: Infinity });
      this.expect(unshipped.length === 0, `Shipped records of ${subject} are still held.`);
    }
    for (const [window, sum] of this.trueSums) {
      this.expect(
        (this.databaseSums.get(window) ?? 0) === sum,
        `The database has another sum for ${window}.`,
      );
    }
  }

  private openAttempt(): void {
    if (this.open.size >= MOST_OPEN) return;
    const budgets = this.random.pick(this.callers);
    const subjects = [...new Set(budgets.map(subjectOf))];
    const boundNanoUsd = this.random.below(2_000);
    // Until the spend of its budgets is loaded, time goes by.
    const createdAtMs = this.atTurn(this.nowMs - this.random.below(3) * 90_000);
    const windows = [...new Set(budgets.map((budget) => nameOf(spendWindowAt(budget, createdAtMs))))];
    const costNanoUsd = this.random.below(100);
    const attemptId = this.nextAttemptId();
    this.admit({ attemptId, subjects, createdAtMs, boundNanoUsd, budgets, windows, costNanoUsd });
  }

  /** Lets an attempt begin, and says whether it may. */
  private admit(attempt: SimulatedAttempt): Admission['kind'] {
    const { attemptId, createdAtMs, boundNanoUsd, budgets } = attempt;
    const admission = this.ledger.open(attempt);
    if (admission.kind === 'unloaded') {
      this.beginLoads(admission.windows);
      return 'unloaded';
    }
    if (admission.kind === 'refused') {
      this.counts.refused += 1;
      const { spentNanoUsd, reservedNanoUsd, budget } = admission;
      const isDue = spentNanoUsd + reservedNanoUsd + boundNanoUsd > budget.maxBudgetNanoUsd;
      this.expect(isDue, 'A call was refused that the budget covers.');
      return 'refused';
    }
    this.counts.admitted += 1;
    this.open.set(attemptId, attempt);
    this.hold(attempt, boundNanoUsd);
    this.journal.push({ kind: 'opened', spend: attempt });
    for (const budget of budgets) this.expect(this.isKept(budget, createdAtMs), 'A budget is overdrawn.');
    if (this.random.isLikely(0.05)) this.ledger.open(attempt);
    return 'admitted';
  }

  private isKept(budget: BudgetTerms, atMs: number): boolean {
    const figures = this.ledger.figuresOf(spendWindowAt(budget, atMs));
    return figures !== undefined && figures.spentNanoUsd + figures.reservedNanoUsd <= budget.maxBudgetNanoUsd;
  }

  private nextAttemptId(): string {
    return `attempt-${(this.nextId += 1)}`;
  }

  /** Now and then to the very millisecond at which windows turn. */
  private atTurn(timeMs: number): number {
    const span = this.random.pick([5 * MINUTE_MS, HOUR_MS, DAY_MS]);
    return this.random.isLikely(0.05) ? timeMs - (timeMs % span) : timeMs;
  }

  private settleAttempt(): void {
    const id = this.anyOpen();
    if (id !== undefined) this.settle(id, this.random.isLikely(0.05) ? 3 : 1);
  }

  /** An attempt fails free of charge, and the next one of its request holds as much. */
  private retryAttempt(): void {
    const id = this.anyOpen();
    if (id === undefined) return;
    const attempt = this.open.get(id) as SimulatedAttempt;
    const isCovered = attempt.budgets.every((budget) => this.isKept(budget, attempt.createdAtMs));
    this.settle(id, 0);
    const admission = this.admit({ ...attempt, attemptId: this.nextAttemptId() });
    this.expect(
      !isCovered || admission !== 'refused',
      'What an attempt held was not there for the next one.',
    );
    this.counts.retried += 1;
  }

  /** Upstream may charge more than the bound, which must not break the books. */
  private settle(id: string, excess: number): void {
    const attempt = this.open.get(id) as SimulatedAttempt;
    const costNanoUsd = this.random.below((attempt.boundNanoUsd + 1) * excess);
    const { attemptId, subjects, createdAtMs } = attempt;
    const spend = { attemptId, subjects, createdAtMs, costNanoUsd };
    this.open.delete(id);
    this.hold(attempt, -attempt.boundNanoUsd);
    this.expect(this.ledger.settle(id, costNanoUsd), 'An open attempt could not be settled.');
    this.journal.push({ kind: 'settled', spend });
    this.addRecord(spend);
    this.remember(id);
    this.counts.settled += 1;
    this.checkSubjects(subjects);
  }

  private releaseAttempt(): void {
    const id = this.anyOpen();
    if (id === undefined) return;
    const attempt = this.open.get(id) as SimulatedAttempt;
    this.open.delete(id);
    this.hold(attempt, -attempt.boundNanoUsd);
    this.journal = this.journal.filter(({ spend }, index) => {
      const isOfThis = spend.attemptId === id;
      if (isOfThis && index < this.syncedLines) this.syncedLines -= 1;
      return !isOfThis;
    });
    this.expect(this.ledger.release(id), 'An open attempt could not be released.');
    this.remember(id);
  }

  private repeatEnded(): void {
    if (this.ended.length === 0) return;
    const id = this.random.pick(this.ended);
    this.expect(!this.ledger.settle(id, 1_000_000), 'An attempt was settled twice.');
    this.expect(!this.ledger.release(id), 'A settled attempt was released.');
    const known = this.queue.find(({ attemptId }) => attemptId === id);
    if (known !== undefined) this.expect(!this.ledger.recovered(known), 'A record was recovered twice.');
  }

  private syncJournal(): void {
    this.syncLines(this.random.below(this.journal.length - this.syncedLines + 1));
  }

  /** What is on disk may go to the database. */
  private syncLines(count: number): void {
    const lines = this.journal.slice(this.syncedLines, this.syncedLines + count);
    this.syncedLines += count;
    for (const { kind, spend } of lines) if (kind === 'settled') this.queue.push(spend);
  }

  private shipBatch(): void {
    // The lane: nothing is shipped while a question is under way.
    if (this.loads.length === 0) this.ship(this.random.below(20), true);
  }

  private ship(count: number, mayFail: boolean): void {
    const batch = this.queue.slice(0, count);
    // A batch may arrive in part, and its answer may get lost: it is sent again.
    const isLost = mayFail && this.random.isLikely(0.2);
    const arriving = isLost ? batch.slice(0, this.random.below(batch.length + 1)) : batch;
    for (const spend of arriving) this.insert(spend);
    if (isLost) return;
    this.queue.splice(0, batch.length);
    const told = this.random.isLikely(0.5) ? [...batch].reverse() : [...batch, ...batch.slice(0, 2)];
    for (const { attemptId } of told) this.ledger.shipped(attemptId);
    this.counts.shipped += batch.length;
    this.forgetJournal();
    this.checkSubjects(new Set(batch.flatMap(({ subjects }) => subjects)));
  }

  private insert(spend: SpendFacts): void {
    if (this.inDatabase.has(spend.attemptId)) return;
    this.inDatabase.add(spend.attemptId);
    this.addTo(this.databaseSums, spend, spend.costNanoUsd);
  }

  private beginLoads(windows: readonly SpendWindow[]): void {
    if (this.loads.length > 0) return;
    this.loads = windows.map((window) => ({ window, without: new Set(this.ledger.unshippedIn(window)) }));
  }

  /** The answers are of any moment since the question: nothing has been shipped, though much may have been settled. */
  private answerLoads(): void {
    const { loads } = this;
    this.loads = [];
    for (const load of loads) if (!this.random.isLikely(0.05)) this.answer(load);
  }

  private answer({ window, without }: PendingLoad): void {
    let sum = this.databaseSums.get(nameOf(window)) ?? 0;
    for (const id of without) {
      const spend = this.records.get(id);
      if (spend !== undefined && this.inDatabase.has(id)) sum -= spend.costNanoUsd;
    }
    this.ledger.loaded(window, sum, this.nowMs);
    const { accountCount } = this.ledger;
    if (this.random.isLikely(0.1)) this.ledger.loaded(window, 999_999_999, this.nowMs);
    this.expect(this.ledger.accountCount === accountCount, 'A window was loaded twice.');
    this.counts.loads += 1;
    this.checkSubjects([window.subject]);
  }

  private jumpClock(): void {
    const spans = [MINUTE_MS, HOUR_MS, DAY_MS, 31 * DAY_MS];
    const jumpMs = this.random.below(this.random.pick(spans));
    this.nowMs += this.random.isLikely(0.4) ? -jumpMs : jumpMs;
    this.counts.clockJumps += 1;
  }

  private evict(): void {
    this.ledger.evict(this.nowMs);
    this.lastSeen.clear();
    this.counts.evictions += 1;
    this.checkAll();
  }

  /** The process ends: memory and unsynced lines are gone. The next one takes up the journal. */
  private crash(): void {
    this.counts.crashes += 1;
    const kept = this.journal.slice(0, this.syncedLines);
    for (const { kind, spend } of this.journal.slice(this.syncedLines)) {
      if (kind === 'settled') this.removeRecord(spend.attemptId);
    }
    this.ledger = new SpendLedger();
    this.lastSeen.clear();
    this.open.clear();
    this.heldSums.clear();
    this.loads = [];
    this.takeUp(kept);
  }

  private takeUp(lines: readonly SimulatedLine[]): void {
    const settled = new Map<string, SpendFacts>();
    const crashed = new Map<string, SpendFacts>();
    for (const { kind, spend } of lines) {
      const { attemptId, subjects, createdAtMs, costNanoUsd } = spend;
      if (kind === 'opened') crashed.set(attemptId, { attemptId, subjects, createdAtMs, costNanoUsd });
      else settled.set(attemptId, spend);
    }
    for (const id of settled.keys()) crashed.delete(id);
    this.queue = [...settled.values(), ...crashed.values()];
    for (const spend of this.queue) {
      this.expect(this.ledger.recovered(spend), 'A record of the journal was not taken up.');
      this.expect(!this.ledger.recovered(spend), 'A record of the journal was taken up twice.');
      this.addRecord(spend);
    }
    this.journal = this.queue.map((spend) => ({ kind: 'settled', spend }));
    this.syncedLines = this.journal.length;
    this.checkAll();
  }

  private forgetJournal(): void {
    const needed = new Set([...this.queue.map(({ attemptId }) => attemptId), ...this.open.keys()]);
    const unsynced = this.journal.slice(this.syncedLines);
    for (const { spend } of unsynced) needed.add(spend.attemptId);
    const synced = this.journal.slice(0, this.syncedLines).filter(({ spend }) => needed.has(spend.attemptId));
    this.journal = [...synced, ...unsynced];
    this.syncedLines = synced.length;
  }

  private checkAll(): void {
    this.expect(this.ledger.openCount === this.open.size, 'The open attempts differ.');
    this.checkSubjects(this.budgetsBySubject.keys());
  }

  private checkSubjects(subjects: Iterable<string>): void {
    for (const subject of subjects) {
      for (const budget of this.budgetsBySubject.get(subject) ?? []) {
        for (const atMs of [this.nowMs, this.nowMs - 180_000]) this.checkWindow(spendWindowAt(budget, atMs));
      }
    }
  }

  private checkWindow(window: SpendWindow): void {
    const figures = this.ledger.figuresOf(window);
    if (figures === undefined) return;
    const name = nameOf(window);
    const { spentNanoUsd, reservedNanoUsd } = figures;
    const truth = this.trueSums.get(name) ?? 0;
    this.expect(spentNanoUsd === truth, `${name} has ${spentNanoUsd} spent instead of ${truth}.`);
    this.expect(reservedNanoUsd === (this.heldSums.get(name) ?? 0), `${name} holds ${reservedNanoUsd}.`);
    this.expect(spentNanoUsd >= (this.lastSeen.get(name) ?? 0), `The total of ${name} fell.`);
    this.lastSeen.set(name, spentNanoUsd);
  }

  private hold({ windows }: SimulatedAttempt, boundNanoUsd: number): void {
    for (const window of windows) this.heldSums.set(window, (this.heldSums.get(window) ?? 0) + boundNanoUsd);
  }

  private addRecord(spend: SpendFacts): void {
    if (this.records.has(spend.attemptId)) return;
    this.records.set(spend.attemptId, spend);
    this.addTo(this.trueSums, spend, spend.costNanoUsd);
  }

  private removeRecord(attemptId: string): void {
    const spend = this.records.get(attemptId);
    if (spend === undefined) return;
    this.records.delete(attemptId);
    this.addTo(this.trueSums, spend, -spend.costNanoUsd);
  }

  private addTo(sums: Map<string, number>, { subjects, createdAtMs }: SpendFacts, costNanoUsd: number): void {
    const budgets = subjects.flatMap((subject) => this.budgetsBySubject.get(subject) ?? []);
    const windows = new Set(budgets.map((budget) => nameOf(spendWindowAt(budget, createdAtMs))));
    for (const window of windows) sums.set(window, (sums.get(window) ?? 0) + costNanoUsd);
  }

  /** A key of its own, one of two teams and one of two users, each with up to three budgets. */
  private makeCaller(index: number): BudgetTerms[] {
    const subjects: [BudgetTerms['subject'], number][] = [
      ['key', index],
      ['team', index % 2],
      ['user', index % 3 === 0 ? 0 : 1],
    ];
    return subjects.flatMap(([subject, number]) => budgetsOf(subject, `${subject}-${number}`, number));
  }

  private anyOpen(): string | undefined {
    return this.open.size === 0 ? undefined : this.random.pick([...this.open.keys()]);
  }

  private remember(id: string): void {
    this.ended.push(id);
    if (this.ended.length > 100) this.ended = this.ended.slice(50);
  }

  private expect(holds: boolean, message: string): void {
    if (!holds) throw new Error(message);
  }
}

/** The same for every caller that shares the subject. */
function budgetsOf(subject: BudgetTerms['subject'], subjectId: string, number: number): BudgetTerms[] {
  const size = { key: 1, team: 3, user: 4 }[subject];
  const anchorMs = Date.UTC(2025, number, 28, 13, 7);
  return [number, number + 2, number + 5].map((place) => ({
    subject,
    subjectId,
    duration: DURATIONS[place % DURATIONS.length],
    anchorMs,
    maxBudgetNanoUsd:
      DURATIONS[place % DURATIONS.length] === undefined ? 10 ** 12 : size * 10_000 * (place + 1),
  }));
}

function nameOf({ subject, startMs, endMs }: SpendWindow): string {
  return `${subject} ${startMs} ${endMs}`;
}
