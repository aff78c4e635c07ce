import type { ReactNode } from 'react';

import { DetailView } from '../../components/detail-view.js';
import type { SubjectOf } from '../../components/find-subject.js';
import { type Kind, KINDS } from '../../components/subject-kinds.js';
import { useSubject } from './use-subject.js';

interface SubjectViewProps<K extends Kind> {
  kind: K;
  id: string;
  children: (subject: SubjectOf<K>) => ReactNode;
}

/** A page about one key, team or user: the way back, and what is shown until it is there. */
export function SubjectView<K extends Kind>({ kind, id, children }: SubjectViewProps<K>) {
  const { path, plural } = KINDS[kind];
  const list = { href: path, label: `All ${plural}` };
  return (
    <DetailView query={useSubject(kind, id)} title={`A ${kind}`} list={list}>
      {children}
    </DetailView>
  );
}
