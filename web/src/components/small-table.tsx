import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface SmallColumn {
  header: string;
  /** `end` for numbers. */
  align?: 'end';
  width?: string;
}

/** The columns of a small table. */
export type SmallColumns = readonly SmallColumn[];

interface SmallTableProps {
  /** Says what the table tells, to those who do not see it. */
  caption: string;
  columns: SmallColumns;
  /** Pixels; in less room it scrolls by itself. */
  minWidth: number;
  /** Its rows. */
  children: ReactNode;
  /** The cells of the last row. */
  footer?: ReactNode;
}

/** A table of a few rows that are all there: no paging, no order to choose. Lists of the API are for `DataTable`. */
export function SmallTable({ caption, columns, minWidth, children, footer }: SmallTableProps) {
  return (
    <div className="scrolls-sideways" tabIndex={0} role="group" aria-label={`${caption}, scrolled sideways`}>
      <Table miw={minWidth} aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ header, align, width }, index) => (
              <Table.Th key={index} ta={align} w={width}>
                {header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
        {footer !== undefined && (
          <Table.Tfoot>
            <Table.Tr>{footer}</Table.Tr>
          </Table.Tfoot>
        )}
      </Table>
    </div>
  );
}
