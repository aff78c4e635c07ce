const realNow = Date.now;

/** What `Date.now()` says, moved on from the real time; timers go by the real one. */
export const clock = {
  advance(byMs: number): void {
    const before = Date.now;
    Date.now = () => before() + byMs;
  },
  restore(): void {
    Date.now = realNow;
  },
};
