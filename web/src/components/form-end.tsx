import { Alert, Button, Group } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { Link } from 'wouter';

import { messageOf } from '../api/api-error.js';

interface FormEndProps {
  submission: Pick<UseMutationResult<unknown, Error, never>, 'error' | 'isPending'>;
  /** The verb alone, such as `Save`. */
  submitLabel: string;
  cancelHref: string;
}

/** The end of a form that is a page: why it was refused, and the ways out of it. */
export function FormEnd({ submission: { error, isPending }, submitLabel, cancelHref }: FormEndProps) {
  return (
    <>
      {error !== null && <Alert color="red" role="alert" title={messageOf(error)} />}
      <Group>
        <Button type="submit" loading={isPending}>
          {submitLabel}
        </Button>
        <Button component={Link} href={cancelHref} variant="default">
          Cancel
        </Button>
      </Group>
    </>
  );
}
