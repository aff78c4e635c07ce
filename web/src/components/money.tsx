import { Text } from '@mantine/core';

const SMALL = 1;
const CENTS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const FRACTIONS = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumSignificantDigits: 3,
});

/** US dollars: to the cent from one dollar on, with three digits that count below. */
export function formatMoney(usd: number): string {
  return usd === 0 || Math.abs(usd) >= SMALL ? CENTS.format(usd) : FRACTIONS.format(usd);
}

/** An amount of US dollars; null is one that nobody knows, such as that of a model without a price. */
export function Money({ usd }: { usd: number | null }) {
  if (usd === null) {
    return (
      <Text span inherit c="dimmed" title="The price is not known">
        unknown
      </Text>
    );
  }
  return <span title={`$${usd}`}>{formatMoney(usd)}</span>;
}
