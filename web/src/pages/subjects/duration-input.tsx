import { Autocomplete, type AutocompleteProps } from '@mantine/core';

const USUAL = ['1h', '1d', '7d', '30d', '90d', '1mo', '3mo', '12mo'];

/** A length of time as the API writes it, with the usual ones to choose from. */
export function DurationInput(props: AutocompleteProps) {
  return (
    <Autocomplete
      data={USUAL}
      // The usual ones are an offer, whatever is in the field.
      filter={({ options }) => options}
      placeholder="30d"
      openOnFocus={false}
      {...props}
    />
  );
}
