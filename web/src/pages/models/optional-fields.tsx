import { Accordion, NativeSelect, NumberInput, SimpleGrid, TextInput } from '@mantine/core';

import { FoldedSection } from '../../components/field-section.js';
import { MoneyInput } from '../../components/money-input.js';
import type { DeploymentForm } from './deployment-values.js';
import { HeaderFields } from './header-fields.js';
import { PRICES } from './prices.js';

const DROPS = [
  { value: '', label: 'As the gateway is set' },
  { value: 'yes', label: 'Dropped' },
  { value: 'no', label: 'Refused' },
];

interface OptionalFieldsProps {
  form: DeploymentForm;
  keptHeaders: readonly string[];
  /** The parts that are open. */
  sections: string[];
  onSections: (sections: string[]) => void;
}

/** What most people leave alone, folded. */
export function OptionalFields({ form, keptHeaders, sections, onSections }: OptionalFieldsProps) {
  return (
    <Accordion multiple variant="contained" value={sections} onChange={onSections}>
      <FoldedSection name="address" title="Where it goes" description="another address, extra headers">
        <TextInput
          label="Base URL"
          inputMode="url"
          placeholder="https://api.anthropic.com"
          description="Empty: the provider’s own"
          {...form.getInputProps('api_base')}
        />
        <HeaderFields form={form} keptNames={keptHeaders} />
      </FoldedSection>
      <FoldedSection name="share" title="Its share of calls" description="order, weight">
        <ShareFields form={form} />
      </FoldedSection>
      <FoldedSection name="limits" title="Limits" description="a minute, time, length of answers">
        <LimitFields form={form} />
      </FoldedSection>
      <FoldedSection name="prices" title="Prices" description="in place of the list’s, per million tokens">
        <PriceFields form={form} />
      </FoldedSection>
    </Accordion>
  );
}

function ShareFields({ form }: { form: DeploymentForm }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NumberInput
        label="Order"
        description="Of one name, the lowest is called first"
        placeholder="1"
        allowNegative={false}
        allowDecimal={false}
        hideControls
        {...form.getInputProps('order')}
      />
      <NumberInput
        label="Weight"
        description="Of one order, the share of calls"
        placeholder="1"
        allowNegative={false}
        hideControls
        {...form.getInputProps('weight')}
      />
    </SimpleGrid>
  );
}

const LIMITS = [
  { name: 'rpm', label: 'Requests a minute', placeholder: 'No limit' },
  { name: 'tpm', label: 'Tokens a minute', placeholder: 'No limit' },
  { name: 'timeout', label: 'Seconds a call', placeholder: 'As the gateway is set' },
  { name: 'max_tokens', label: 'Tokens of an answer, at most', placeholder: 'What the caller asks for' },
] as const;

function LimitFields({ form }: { form: DeploymentForm }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {LIMITS.map(({ name, label, placeholder }) => (
        <NumberInput
          key={name}
          label={label}
          placeholder={placeholder}
          thousandSeparator=","
          allowNegative={false}
          hideControls
          {...form.getInputProps(name)}
        />
      ))}
      <NativeSelect
        label="Parameters that the model does not know"
        data={DROPS}
        {...form.getInputProps('drop_params')}
      />
    </SimpleGrid>
  );
}

function PriceFields({ form }: { form: DeploymentForm }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {PRICES.map(({ name, label }) => (
        <MoneyInput key={name} label={label} {...form.getInputProps(name)} placeholder="That of the list" />
      ))}
    </SimpleGrid>
  );
}
