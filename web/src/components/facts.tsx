import { DataList } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is said about what; undefined is left out. */
export type FactRows = readonly (readonly [string, ReactNode] | undefined)[];

/** A few facts below each other. */
export function Facts({ facts }: { facts: FactRows }) {
  return (
    <DataList labelWidth="9rem">
      {facts.map(
        (fact) =>
          fact !== undefined && (
            <DataList.Item key={fact[0]}>
              <DataList.ItemLabel>{fact[0]}</DataList.ItemLabel>
              <DataList.ItemValue miw={0}>{fact[1]}</DataList.ItemValue>
            </DataList.Item>
          ),
      )}
    </DataList>
  );
}
