let current: string | undefined;

/** The token of the session that this page belongs to: what changes something has to send it. */
export const csrfToken = {
  get: (): string | undefined => current,
  set: (token: string | undefined): void => {
    current = token;
  },
};
