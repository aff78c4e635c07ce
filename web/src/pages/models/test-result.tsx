import { Alert, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';

import { formatDuration } from '../../components/format-duration.js';
import type { TestOutcome } from './deployment.js';

/** What came of a test call, in upstream's words where it failed. */
export function TestResult({ outcome }: { outcome: TestOutcome }) {
  const { ok, status, latency_ms, model, error_type, message } = outcome;
  if (ok) {
    return (
      <Alert color="green" role="status" icon={<IconCheck aria-hidden />} title="It works">
        {model} answered with {status} in {formatDuration(latency_ms)}.
      </Alert>
    );
  }
  return (
    <Alert color="red" role="alert" icon={<IconX aria-hidden />} title="It does not work">
      <Text size="sm">
        {model}: {status} {error_type} after {formatDuration(latency_ms)}
      </Text>
      {message !== null && (
        <Text size="sm" className="breaks">
          {message}
        </Text>
      )}
    </Alert>
  );
}
