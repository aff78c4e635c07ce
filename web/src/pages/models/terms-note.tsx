import { Alert, Text } from '@mantine/core';

/** What Anthropic's terms say of tokens of a person's plan. */
export function TermsNote() {
  return (
    <Alert color="yellow" title="Terms: for your own requests">
      <Text size="sm">
        Anthropic’s published terms say that credentials of Free, Pro and Max plans may not be used by third
        parties to route requests on behalf of their users. For a team, take an organisation’s API key, or let
        every caller bring a login of their own.
      </Text>
    </Alert>
  );
}
