import { Box, Button, Group, Skeleton, Table, Text, UnstyledButton } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowsSort,
  IconArrowUp,
  IconChevronLeft,
  IconChevronRight,
} from '@tabler/icons-react';
import {
  type ColumnDef,
  type Header,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';

import { EmptyState } from './empty-state.js';
import { ErrorState } from './error-state.js';
import { sortText, sortingOf } from './sort-text.js';
import { formatWhole } from './tokens.js';
import type { CursorList } from './use-cursor-list.js';

/** A column of a table. */
export interface Column<Row> {
  /** What the API sorts by, where the list can be sorted by it; else any name. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  /** `end` for numbers. */
  align?: 'start' | 'end';
  width?: number | string;
  /** Left out on narrow screens. */
  isExtra?: boolean;
}

interface DataTableProps<Row> {
  /** Says what the table lists, to those who do not see it. */
  caption: string;
  list: CursorList<Row>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** As the API takes it: `name` or `-name`. */
  sort?: string;
  /** Without it the order stays as it is. */
  onSort?: (sort: string | undefined) => void;
  /** Shown when there are no rows; say what to do about it. */
  empty?: ReactNode;
}

const FEATURES = tableFeatures({ rowSortingFeature });
const SKELETON_ROWS = 8;
const ROW_HEIGHT = 36;

type Features = typeof FEATURES;

/** A list of the API as a table: pages, sorting, and what is shown while there is nothing to show. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { caption, list, columns, rowKey, sort, onSort, empty } = props;
  const { rows, error } = list;
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const table = useTable({
    features: FEATURES,
    columns: definitions,
    data,
    getRowId: rowKey,
    manualSorting: true,
    enableMultiSort: false,
    enableSorting: onSort !== undefined,
    state: { sorting },
    onSortingChange: (change) => onSort?.(sortText(typeof change === 'function' ? change(sorting) : change)),
  });
  const columnOf = (id: string): Column<Row> | undefined => columns.find((column) => column.id === id);
  if (error !== null && rows === undefined) return <ErrorState error={error} onRetry={list.refetch} />;
  if (rows?.length === 0 && list.pageNumber === 1) return empty ?? <EmptyState title="Nothing here" />;
  return (
    <Box>
      <div className="scrolls-sideways" tabIndex={0} role="region" aria-label={caption}>
        <Table highlightOnHover aria-busy={list.isFetching} aria-label={caption}>
          <Table.Thead>
            {table.getHeaderGroups().map((group) => (
              <Table.Tr key={group.id}>
                {group.headers.map((header) => (
                  <HeaderCell key={header.id} header={header} column={columnOf(header.column.id)} />
                ))}
              </Table.Tr>
            ))}
          </Table.Thead>
          <Table.Tbody>
            {rows === undefined && <SkeletonRows columns={columns} />}
            {table.getRowModel().rows.map((row) => (
              <Table.Tr key={row.id}>
                {row.getAllCells().map((cell) => {
                  const column = columnOf(cell.column.id);
                  return (
                    <Table.Td
                      key={cell.id}
                      ta={column?.align}
                      visibleFrom={column?.isExtra ? 'md' : undefined}
                    >
                      {column?.cell(row.original)}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {/* It stands below what is not there yet. */}
      {rows !== undefined && <Pager list={list} />}
    </Box>
  );
}

function definitionOf<Row extends object>({
  id,
  header,
  isSortable = false,
}: Column<Row>): ColumnDef<Features, Row> {
  return { id, header, enableSorting: isSortable, sortDescFirst: false, accessorFn: () => null };
}

const SORT_ICONS = { asc: IconArrowUp, desc: IconArrowDown, none: IconArrowsSort } as const;
const SORT_WORDS = { asc: 'ascending', desc: 'descending', none: 'none' } as const;

interface HeaderCellProps<Row extends object> {
  header: Header<Features, Row>;
  column: Column<Row> | undefined;
}

function HeaderCell<Row extends object>({ header, column }: HeaderCellProps<Row>) {
  const sorted = header.column.getIsSorted() || 'none';
  const isSortable = header.column.getCanSort();
  const Icon = SORT_ICONS[sorted];
  return (
    <Table.Th
      w={column?.width}
      ta={column?.align}
      visibleFrom={column?.isExtra ? 'md' : undefined}
      aria-sort={isSortable ? SORT_WORDS[sorted] : undefined}
    >
      {isSortable ? (
        <UnstyledButton fz="inherit" fw="inherit" onClick={header.column.getToggleSortingHandler()}>
          <Group gap={4} wrap="nowrap" component="span">
            {column?.header}
            <Icon size={14} stroke={1.6} aria-hidden />
          </Group>
        </UnstyledButton>
      ) : (
        column?.header
      )}
    </Table.Th>
  );
}

function SkeletonRows<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return Array.from({ length: SKELETON_ROWS }, (_, index) => (
    <Table.Tr key={index} h={ROW_HEIGHT}>
      {columns.map(({ id, isExtra }) => (
        <Table.Td key={id} visibleFrom={isExtra ? 'md' : undefined}>
          <Skeleton height={14} />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}

function Pager<Row>({ list }: { list: CursorList<Row> }) {
  const { pageNumber, hasNext, isFetching, goBack, goNext } = list;
  return (
    <Group justify="space-between" mt="sm" role="group" aria-label="Paging">
      <Text size="sm" c="dimmed" role="status">
        {placeOf(list)}
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconChevronLeft size={14} aria-hidden />}
          disabled={pageNumber === 1}
          onClick={goBack}
        >
          Previous
        </Button>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronRight size={14} aria-hidden />}
          disabled={!hasNext || isFetching}
          onClick={goNext}
        >
          Next
        </Button>
      </Group>
    </Group>
  );
}

/** Where one is in a list. */
function placeOf<Row>({ rows, total, pageNumber, hasNext }: CursorList<Row>): string {
  const all = total ?? (pageNumber === 1 && !hasNext ? rows?.length : undefined);
  return all === undefined ? `Page ${pageNumber}` : `Page ${pageNumber}, ${formatWhole(all)} in all`;
}
