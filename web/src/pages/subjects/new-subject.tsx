import { notifyDone } from '../../components/notify.js';
import { PageHeader } from '../../components/page-header.js';
import { BackLink } from '../../components/back-link.js';
import { KINDS } from '../../components/subject-kinds.js';
import { bodyOf, type NamedBody } from './subject-body.js';
import { SubjectForm } from './subject-form.js';
import type { SubjectValues } from './subject-values.js';
import { useRefresh } from '../../components/use-refresh.js';

interface NewSubjectProps<T> {
  kind: 'team' | 'user';
  description: string;
  initial: SubjectValues;
  make: (body: NamedBody) => Promise<T>;
  onMade: (made: T) => void;
}

/** The form for another team or user. */
export function NewSubject<T>({ kind, description, initial, make, onMade }: NewSubjectProps<T>) {
  const refresh = useRefresh();
  const submit = async (values: SubjectValues): Promise<void> => {
    onMade(await make(bodyOf(kind, values) as NamedBody));
    notifyDone(`“${values.name}” is made.`);
    await refresh();
  };
  const { path, plural } = KINDS[kind];
  return (
    <>
      <BackLink href={path}>{`All ${plural}`}</BackLink>
      <PageHeader title={`New ${kind}`} description={description} />
      <SubjectForm
        kind={kind}
        initial={initial}
        submitLabel={`Make the ${kind}`}
        onSubmit={submit}
        cancelHref={path}
      />
    </>
  );
}
