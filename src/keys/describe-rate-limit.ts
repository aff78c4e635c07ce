import type { SubjectLimits } from './key-grant.js';

/** A limit that has no room for a request, with what is used of it. */
export interface ExhaustedLimit {
  kind: 'rpm' | 'tpm' | 'maxParallelRequests';
  limits: SubjectLimits;
  used: number;
  /** What the request would take of it. */
  needed: number;
  /** Until there is room if nothing else comes; 0 where nobody can know. */
  waitMs: number;
}

/** Whose limit has no room, which one it is, how much of it is used, and when to try again. */
export function describeRateLimit(exhausted: ExhaustedLimit, retryAfterSeconds: number): string {
  const { kind, limits, used, needed } = exhausted;
  const again = `Try again in ${retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`}.`;
  const subject = nameOf(limits);
  switch (kind) {
    case 'rpm':
      return `The ${subject} is limited to ${limits.rpm} requests a minute and has made ${used} in the last minute. ${again}`;
    case 'tpm':
      return `The ${subject} is limited to ${limits.tpm} tokens a minute and has used ${used} in the last minute; this request may need ${needed}. ${again}`;
    case 'maxParallelRequests':
      return `The ${subject} is limited to ${limits.maxParallelRequests} requests at a time, and ${used} are under way. Try again when one of them has ended.`;
    default:
      return kind satisfies never;
  }
}

function nameOf({ subject, subjectId, subjectName }: SubjectLimits): string {
  return subjectName === undefined ? `${subject} ${subjectId}` : `${subject} "${subjectName}"`;
}
