/** How something ended, as far as it is counted. */
interface Ending {
  readonly result: string;
  /** 2 for 200 to 299. */
  readonly statusClass: number;
  readonly errorType: string | undefined;
}

interface EndingCount extends Ending {
  /** What else tells endings apart; '' where nothing does. */
  readonly kind: string;
  count: number;
}

/** Counts endings. There are few, and most are the first: going through them is faster than making a key of them. */
export class EndingCounts {
  readonly list: EndingCount[] = [];

  add(kind: string, ended: { result: string; status: number; errorType?: string }): void {
    const { result, errorType } = ended;
    const statusClass = Math.trunc(ended.status / 100);
    for (const ending of this.list) {
      if (
        ending.statusClass === statusClass &&
        ending.errorType === errorType &&
        ending.result === result &&
        ending.kind === kind
      ) {
        ending.count += 1;
        return;
      }
    }
    this.list.push({ kind, result, statusClass, errorType, count: 1 });
  }
}
