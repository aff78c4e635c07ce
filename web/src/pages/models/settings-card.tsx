import { Code, Group } from '@mantine/core';

import { countText } from '../../components/count-text.js';
import { Facts } from '../../components/facts.js';
import { formatWhole } from '../../components/tokens.js';
import { When } from '../../components/when.js';
import { Card } from '../../components/card.js';
import type { Deployment } from './deployment.js';
import { PRICES, perMillion } from './prices.js';
import { WAYS, wayOf } from './ways.js';

/** What is set on a deployment. */
export function SettingsCard({ deployment }: { deployment: Deployment }) {
  const { id, model, credential_preview, api_base, created_by, created_at, updated_at } = deployment;
  return (
    <Card title="Settings">
      <Facts
        facts={[
          ['Id', <Code key="id">{id}</Code>],
          ['Upstream', <Code key="model">{model}</Code>],
          ['Provider', WAYS[wayOf(deployment)].label],
          credential_preview === null ? undefined : ['Credential', `ends in ${credential_preview}`],
          ['Address', api_base ?? 'the provider’s own'],
          ['Extra headers', <Names key="headers" names={deployment.extra_header_names} />],
          ['Order and weight', `${deployment.order}, ${deployment.weight}`],
          ['Limits', limitsText(deployment)],
          ['Own prices', pricesText(deployment)],
          created_by === null ? undefined : ['Added', <Added key="added" by={created_by} at={created_at} />],
          updated_at === null ? undefined : ['Changed', <When key="changed" value={updated_at} />],
        ]}
      />
    </Card>
  );
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return 'none';
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Code key={name} className="breaks">
          {name}
        </Code>
      ))}
    </Group>
  );
}

function Added({ by, at }: { by: string; at: string | null }) {
  return (
    <>
      <When value={at} /> by <Code>{by}</Code>
    </>
  );
}

function limitsText({ rpm, tpm, timeout, max_tokens, drop_params }: Deployment): string {
  const limits = [
    rpm === null ? undefined : `${countText(rpm, 'request', formatWhole)} a minute`,
    tpm === null ? undefined : `${countText(tpm, 'token', formatWhole)} a minute`,
    timeout === null ? undefined : `${timeout} s a call`,
    max_tokens === null ? undefined : `${countText(max_tokens, 'token', formatWhole)} an answer`,
    drop_params === null
      ? undefined
      : `parameters it does not know are ${drop_params ? 'dropped' : 'refused'}`,
  ];
  return limits.filter((limit) => limit !== undefined).join(', ') || 'none';
}

function pricesText(deployment: Deployment): string {
  const own = PRICES.flatMap(({ name, short }) => {
    const price = deployment[name];
    return price === null ? [] : [`${short} $${perMillion(price)}`];
  });
  return own.length === 0 ? 'none: those of the list hold' : `${own.join(', ')} per million tokens`;
}
