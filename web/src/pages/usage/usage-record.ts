import type { paths } from '../../api/schema.js';

type Answer<Path extends '/admin/usage' | '/admin/usage/requests/{request_id}'> =
  paths[Path]['get']['responses'][200]['content']['application/json'];

/** A page of records; a file where one asked for that. */
export type UsagePage = Exclude<Answer<'/admin/usage'>, string>;
/** An attempt upstream, or a refusal. */
export type UsageRecord = UsagePage['data'][number];
/** A request with all that was tried for it. */
export type UsageRequest = Answer<'/admin/usage/requests/{request_id}'>;
export type Attempt = UsageRequest['attempts'][number];
export type UsageQuery = NonNullable<paths['/admin/usage']['get']['parameters']['query']>;

/** Where a request is shown. */
export function requestHref(requestId: string): string {
  return `/usage/${encodeURIComponent(requestId)}`;
}
