import type { paths } from '../../api/schema.js';

type UsageAnswer = paths['/admin/usage']['get']['responses'][200]['content']['application/json'];

/** A page of records; a file where one asked for that. */
export type UsagePage = Exclude<UsageAnswer, string>;
/** An attempt upstream, or a refusal. */
export type UsageRecord = UsagePage['data'][number];
export type UsageQuery = NonNullable<paths['/admin/usage']['get']['parameters']['query']>;

/** Where a request is shown. */
export function requestHref(requestId: string): string {
  return `/usage/${encodeURIComponent(requestId)}`;
}
