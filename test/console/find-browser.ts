import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const { CI, PATH = '', TOLLGATE_TEST_BROWSER } = process.env;

/** The Chromium of this machine: what TOLLGATE_TEST_BROWSER names, or the first on the path. */
export function findBrowser(): string | undefined {
  if (TOLLGATE_TEST_BROWSER) return TOLLGATE_TEST_BROWSER;
  const candidates = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find(isProgram);
}

/** True where a browser that is not there is a failure. */
function isBrowserNeeded(): boolean {
  return Boolean(CI) || Boolean(TOLLGATE_TEST_BROWSER);
}

/** `describe` where there is a browser or has to be one; else its suite is left out, with the reason in its name. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (findBrowser() !== undefined || isBrowserNeeded()) describe(name, suite);
  else
    describe.skip(
      `${name} (left out: no Chromium is on the PATH; TOLLGATE_TEST_BROWSER can name one)`,
      suite,
    );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
