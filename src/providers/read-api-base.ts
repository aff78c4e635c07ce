/** An upstream's origin, or what is wrong with how it was written. */
export type ApiBaseReading = { origin: string } | { problem?: string };

/** Reads an `api_base`: an http or https origin, of which a slash or `/v1` at its end is taken off. */
export function readApiBase(written: string): ApiBaseReading {
  if (!URL.canParse(written.trim())) return {};
  const url = new URL(written.trim());
  const wrong = URL_CHECKS.find((check) => check.isWrong(url));
  return wrong === undefined ? { origin: url.origin } : { problem: wrong.problem };
}

const URL_CHECKS: readonly { readonly problem: string; isWrong(url: URL): boolean }[] = [
  {
    problem: 'a URL with a user name or password in it',
    isWrong: (url) => url.username !== '' || url.password !== '',
  },
  { problem: 'neither http nor https', isWrong: (url) => !['http:', 'https:'].includes(url.protocol) },
  { problem: 'a URL with a query or fragment', isWrong: (url) => url.search !== '' || url.hash !== '' },
  { problem: 'a URL with a path other than /v1', isWrong: (url) => !/^\/*(v1\/*)?$/.test(url.pathname) },
];
