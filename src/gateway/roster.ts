/** What can be on a roster: it keeps its own place there. */
export interface Listed {
  /** Set by the roster alone. */
  place?: number;
}

/**
 * Members that come and go with every call, in no order.
 *
 * A Set would do, but for the garbage collector. The table of a Set that is used so is replaced every few calls, and
 * the one before keeps all that was in it then: tables live long enough to count as old, what they hold is kept until
 * the old are collected, and so nearly every call would be copied twice and then marked. Here a place is emptied when
 * it is left.
 */
export class Roster<Member extends Listed> {
  private readonly members: Member[] = [];

  get size(): number {
    return this.members.length;
  }

  add(member: Member): void {
    if (member.place !== undefined) return;
    member.place = this.members.length;
    this.members.push(member);
  }

  /** False when it was not on the roster. */
  delete(member: Member): boolean {
    const { place } = member;
    if (place === undefined) return false;
    member.place = undefined;
    const last = this.members.pop() as Member;
    if (last === member) return true;
    last.place = place;
    this.members[place] = last;
    return true;
  }

  /** All that are on the roster now; they may leave it meanwhile. */
  all(): readonly Member[] {
    return [...this.members];
  }
}
