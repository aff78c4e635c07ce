import { NumberInput, type NumberInputProps } from '@mantine/core';

const MOST_DECIMALS = 9;

/** An amount of US dollars; empty for none. */
export function MoneyInput(props: NumberInputProps) {
  return (
    <NumberInput
      prefix="$"
      thousandSeparator=","
      allowNegative={false}
      decimalScale={MOST_DECIMALS}
      hideControls
      placeholder="No limit"
      {...props}
    />
  );
}
