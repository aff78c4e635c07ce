import type { Deployment } from './deployment.js';

export type WayName = 'subscription' | 'api_key' | 'caller';

/** A way to Claude: by which provider, and whose credential pays. */
interface Way {
  label: string;
  description: string;
  provider: Deployment['provider'];
  auth: Deployment['auth'];
  /** In a list. */
  short: string;
  /** Absent where nothing is kept. */
  credential?: { label: string; beginning: string; source: string };
}

export const WAYS: Readonly<Record<WayName, Way>> = {
  subscription: {
    label: 'Claude with a subscription token',
    description: 'Your own Pro or Max plan, for your own requests',
    provider: 'claude_code_native',
    auth: 'oauth_token',
    short: 'token',
    credential: {
      label: 'Token',
      beginning: 'sk-ant-oat',
      source: 'claude setup-token, in a terminal, prints one: it begins with sk-ant-oat01-.',
    },
  },
  api_key: {
    label: 'Claude with an API key',
    description: 'An organisation’s key, billed by use: for teams',
    provider: 'anthropic',
    auth: 'api_key',
    short: 'API key',
    credential: {
      label: 'API key',
      beginning: 'sk-ant-api',
      source: 'Made in the Anthropic Console, under API keys: it begins with sk-ant-api03-.',
    },
  },
  caller: {
    label: 'Claude with the caller’s own login',
    description: 'Everybody’s own plan pays; nothing is kept here',
    provider: 'claude_code_native',
    auth: 'client_oauth',
    short: 'own login',
  },
};

export const WAY_NAMES = Object.keys(WAYS) as WayName[];

/** The way that a deployment goes. */
export function wayOf({ auth }: Pick<Deployment, 'auth'>): WayName {
  return WAY_NAMES.find((name) => WAYS[name].auth === auth) ?? 'api_key';
}

/** The way that a credential is for, by how it begins; undefined: one cannot tell. */
export function wayOfCredential(credential: string): WayName | undefined {
  return WAY_NAMES.find((name) => {
    const beginning = WAYS[name].credential?.beginning;
    return beginning !== undefined && credential.trim().startsWith(beginning);
  });
}
