import { type Listed, Roster } from './roster.js';

const member = (name: string): Listed & { name: string } => ({ name });

describe('Roster', () => {
  it('has each member once, however often it comes', () => {
    const roster = new Roster<Listed>();
    const one = member('one');
    roster.add(one);
    roster.add(one);
    expect(roster.all()).toEqual([one]);
  });

  it('lets members go in any order, and come again', () => {
    const roster = new Roster<Listed>();
    const [a, b, c, d] = [member('a'), member('b'), member('c'), member('d')];
    for (const one of [a, b, c, d]) roster.add(one);
    expect([roster.delete(b), roster.delete(d), roster.delete(a)]).toEqual([true, true, true]);
    expect(roster.all()).toEqual([c]);
    roster.add(b);
    expect(new Set(roster.all())).toEqual(new Set([b, c]));
    expect(roster.size).toBe(2);
  });

  it('says when one who goes was not there', () => {
    const roster = new Roster<Listed>();
    const one = member('one');
    expect(roster.delete(one)).toBe(false);
    roster.add(one);
    roster.delete(one);
    expect([roster.delete(one), roster.size]).toEqual([false, 0]);
  });

  it('lets members go while they are gone through', () => {
    const roster = new Roster<Listed>();
    for (const name of ['a', 'b', 'c']) roster.add(member(name));
    for (const one of roster.all()) roster.delete(one);
    expect(roster.size).toBe(0);
  });

  it('agrees with a Set, whoever comes and goes', () => {
    const roster = new Roster<Listed>();
    const set = new Set<Listed>();
    const members = Array.from({ length: 20 }, (_, index) => member(String(index)));
    let state = 7;
    for (let step = 0; step < 2_000; step++) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const one = members[(state >> 8) % members.length]!;
      if ((state >> 4) % 2 === 0) {
        roster.add(one);
        set.add(one);
      } else {
        expect(roster.delete(one)).toBe(set.delete(one));
      }
    }
    expect(new Set(roster.all())).toEqual(set);
  });
});
