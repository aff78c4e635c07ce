import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { BackLink } from './back-link.js';
import { Loaded } from './loaded.js';
import { PageHeader } from './page-header.js';

const WAITING_HEIGHT = 560;

interface DetailViewProps<T> {
  query: UseQueryResult<T>;
  /** The title until it is there. */
  title: string;
  /** The list that it is one of. */
  list: { href: string; label: string };
  children: (subject: T) => ReactNode;
}

/** A page about one of a list: the way back, and what is shown until it is there. */
export function DetailView<T>({ query, title, list, children }: DetailViewProps<T>) {
  return (
    <>
      <BackLink href={list.href}>{list.label}</BackLink>
      {query.data === undefined && <PageHeader title={title} />}
      <Loaded query={query} height={WAITING_HEIGHT}>
        {children}
      </Loaded>
    </>
  );
}
