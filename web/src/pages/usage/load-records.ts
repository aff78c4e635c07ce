import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import type { UsagePage, UsageQuery } from './usage-record.js';

/** So often the API is asked on when it looked through much and found nothing. */
const MOST_TRIES = 5;

/** A page of records; an empty one only where there are no more, or next to none. */
export async function loadRecords(query: UsageQuery): Promise<UsagePage> {
  let page = await loadPage(query);
  for (let tries = 1; tries < MOST_TRIES && page.data.length === 0 && page.next_cursor !== null; tries++) {
    page = await loadPage({ ...query, cursor: page.next_cursor });
  }
  return page;
}

async function loadPage(query: UsageQuery): Promise<UsagePage> {
  return (await answerOf(api.GET('/admin/usage', { params: { query } }))) as UsagePage;
}
