import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { PageHeader } from '../../components/page-header.js';
import { useSession } from '../../session/use-session.js';
import { BackLink } from '../../components/back-link.js';
import { bodyOf } from '../subjects/subject-body.js';
import type { Key } from '../../api/answers.js';
import { SubjectForm } from '../subjects/subject-form.js';
import { NEW_SUBJECT, type SubjectValues } from '../subjects/subject-values.js';
import { useRefresh } from '../../components/use-refresh.js';
import { KeySecret } from './key-secret.js';

/** The form for another key, and then the key itself. */
export function NewKeyPage() {
  const [made, setMade] = useState<Key>();
  const [, goTo] = useLocation();
  const [params] = useSearchParams();
  const { team_id } = useSession();
  const refresh = useRefresh();
  const create = async (values: SubjectValues): Promise<void> => {
    setMade(await answerOf(api.POST('/admin/keys', { body: bodyOf('key', values) })));
    await refresh();
  };
  if (made?.key !== undefined) {
    return (
      <>
        <PageHeader title="The key is made" />
        <KeySecret secret={made.key} onDone={() => goTo(`/keys/${made.id}`)} />
      </>
    );
  }
  return (
    <>
      <BackLink href="/keys">All keys</BackLink>
      <PageHeader title="New key" description="Nothing has to be set: without limits, all models for ever." />
      <SubjectForm
        kind="key"
        initial={{
          ...NEW_SUBJECT,
          team_id: params.get('team_id') ?? team_id,
          user_id: params.get('user_id'),
        }}
        submitLabel="Make the key"
        onSubmit={create}
        cancelHref="/keys"
      />
    </>
  );
}
