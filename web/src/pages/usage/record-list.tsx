import { Box, Button } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';

import { DataTable } from '../../components/data-table.js';
import { EmptyState } from '../../components/empty-state.js';
import { NothingFits } from '../../components/nothing-fits.js';
import { PageHeader } from '../../components/page-header.js';
import { TimeRangePicker } from '../../components/time-range-picker.js';
import { type CursorList, useCursorList } from '../../components/use-cursor-list.js';
import { useTimeRange } from '../../components/use-time-range.js';
import { useListState } from '../../components/use-list-state.js';
import { loadRecords } from './load-records.js';
import { RECORD_COLUMNS } from './record-columns.js';
import { RecordFilters } from './record-filters.js';
import { SumTiles } from './sum-tiles.js';
import { sumsOfRecords } from './sums-of-records.js';
import { csvHref, FILTERS, isBeyondSums, recordQueryOf } from './usage-filters.js';
import type { UsageRecord } from './usage-record.js';
import { useSums } from './use-sums.js';

/** What was asked for, by whom, and what it cost. */
export function RecordList() {
  const time = useTimeRange();
  const { values: state, set, isFiltered, clear, fieldsKey } = useListState(FILTERS);
  const { sort: _sort, ...values } = state;
  const { range } = time;
  const list = useCursorList({
    queryKey: ['usage', 'list', range.from, range.to, values],
    load: (page) => loadRecords({ ...page, ...recordQueryOf(values, range) }),
  });
  const sums = useSums(values, range);
  const listed = isBeyondSums(values) ? wholeListOf(list) : undefined;
  return (
    <>
      <PageHeader
        title="Usage"
        description="Every attempt upstream and every refusal, a second or so after it."
        actions={<ListActions csv={csvHref(values, range)} onRefresh={list.refetch} />}
      />
      <Box mb="sm">
        <TimeRangePicker {...time} canCompare={false} />
      </Box>
      <RecordFilters values={values} onChange={set} fieldsKey={fieldsKey} />
      <SumTiles
        sums={listed === undefined ? sums : sumsOfRecords(listed)}
        isWider={isBeyondSums(values) && listed === undefined}
      />
      <DataTable
        caption="Records"
        list={list}
        columns={RECORD_COLUMNS}
        rowKey={({ attempt_id }) => attempt_id}
        empty={
          isFiltered ? (
            <NothingFits plural="records" onClear={clear}>
              Choose a longer time, or fewer filters.
            </NothingFits>
          ) : (
            <EmptyState title="No requests in this time">
              Choose a longer one, or make a call: it is here a second or so later.
            </EmptyState>
          )
        }
      />
    </>
  );
}

interface ListActionsProps {
  csv: string;
  onRefresh: () => void;
}

function ListActions({ csv, onRefresh }: ListActionsProps) {
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={onRefresh}
      >
        Refresh
      </Button>
      <Button
        component="a"
        href={csv}
        download
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        Export as CSV
      </Button>
    </>
  );
}

/** All that fit, where it is all on one page. */
function wholeListOf({ rows, pageNumber, hasNext }: CursorList<UsageRecord>) {
  return pageNumber === 1 && !hasNext ? rows : undefined;
}
