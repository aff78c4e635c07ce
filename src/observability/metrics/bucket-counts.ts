/** What a histogram has counted: observations by bucket, and their sum. */
export class BucketCounts {
  /** One more than there are bounds: the last counts what is above all of them. */
  private readonly counts: Float64Array;
  private total = 0;

  /** Bounds are upper bounds, ascending. */
  constructor(private readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    const { bounds, counts } = this;
    let place = 0;
    while (place < bounds.length && value > (bounds[place] as number)) place += 1;
    counts[place] = (counts[place] as number) + 1;
    this.total += value;
  }

  get sum(): number {
    return this.total;
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** Each bound with how many were not above it. */
  cumulative(): (readonly [bound: number, count: number])[] {
    let count = 0;
    return this.bounds.map((bound, place) => [bound, (count += this.counts[place] as number)] as const);
  }
}
