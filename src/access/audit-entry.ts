import { isDeepStrictEqual } from 'node:util';

import { dollarsOf } from '../pricing/dollars.js';
import type { AdminChange } from './admin-actor.js';

type ObjectType = 'key' | 'team' | 'user' | 'admin_key' | 'model' | 'session';

/** What was set, from what to what. */
export type FieldChanges = Record<string, { from: unknown; to: unknown }>;

/** Who changed what, as it is kept. */
export interface AuditRecord {
  actor: string;
  actorRole: string;
  action: string;
  objectType: ObjectType;
  objectId: string;
  teamId: string | null;
  changes: object;
  requestId: string;
}

interface Changed {
  objectType: ObjectType;
  /** What was done to it, such as `create`. */
  verb: string;
  id: string;
  teamId: string | null;
  changes: FieldChanges;
}

/** Columns that nobody sets, or that say nothing to a reader. */
const NOT_SET_BY_PEOPLE = new Set([
  'id',
  'createdAt',
  'updatedAt',
  'createdBy',
  'userTeamId',
  'userName',
  'teamName',
]);

/** The entry for a change. */
export function auditRecord({ actor, requestId }: AdminChange, changed: Changed): AuditRecord {
  const { objectType, verb, id, teamId, changes } = changed;
  return {
    actor: actor.id,
    actorRole: actor.role,
    action: `${objectType}.${verb}`,
    objectType,
    objectId: id,
    teamId,
    changes,
    requestId,
  };
}

/** The fields in which two states differ, under the names and in the units of the admin API. */
export function changesBetween(before: object, after: object): FieldChanges {
  const from = new Map(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, to]) => !NOT_SET_BY_PEOPLE.has(name) && !isDeepStrictEqual(from.get(name) ?? null, to))
      .map(([name, to]) => [
        wireName(name),
        { from: wireValue(name, from.get(name)), to: wireValue(name, to) },
      ]),
  );
}

/** The fields of something new that are not as they are by themselves. */
export function changesFromNothing(after: object): FieldChanges {
  const isEmpty = (value: unknown): boolean =>
    value === null ||
    value === false ||
    (typeof value === 'object' && isDeepStrictEqual(Object.keys(value), []));
  return changesBetween(
    {},
    Object.fromEntries(Object.entries(after).filter(([, value]) => value instanceof Date || !isEmpty(value))),
  );
}

/** `softBudgetNanoUsd` → `soft_budget`. */
function wireName(name: string): string {
  return name.replace('NanoUsd', '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function wireValue(name: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' && name.endsWith('NanoUsd')) return dollarsOf(value);
  if (Array.isArray(value) && name === 'budgets') return value.map(budgetWithDollars);
  return value;
}

function budgetWithDollars({ maxBudgetNanoUsd, duration }: { maxBudgetNanoUsd: number; duration?: string }) {
  return { max_budget: dollarsOf(maxBudgetNanoUsd), budget_duration: duration ?? null };
}
