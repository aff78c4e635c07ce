import { MASTER_KEY } from '../admin/start-admin.js';
import { quote } from '../reliability/harness/figures.js';
import { bestOf, USABLE_MS } from './best-of.js';
import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { describeInBrowser } from './find-browser.js';
import { signInByForm } from './sign-in.js';
import { type ConsoleStack, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf } from './watch-page.js';

describeInBrowser('signing in to the console', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole();
  }, 60_000);
  afterAll(() => stack?.close());

  it('leads with the master key to the page that was asked for, and says who is there until when', async () => {
    const page = await stack.openPage();
    await signInByForm(page, '/audit');
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    const here = page.getByRole('navigation', { name: 'Pages' });
    expect(await here.textContent()).toMatch(/owner.*until \d\d:\d\d/);
  });

  it('takes a key soon, in a browser that has none of its files', async () => {
    const ms = await bestOf(async () => {
      const page = await stack.openPage();
      const sinceMs = performance.now();
      await page.goto('/ui/', { waitUntil: 'commit' });
      const field = page.getByLabel('Key', { exact: true });
      await field.fill('sk-');
      expect(await field.inputValue()).toBe('sk-');
      return { page, sinceMs };
    });
    quote('From the address to a form that takes a key', `${ms} ms`);
    expect(ms).toBeLessThan(USABLE_MS);
  });

  it('keeps nothing in the browser that scripts can read', async () => {
    const page = await stack.openPage();
    await signInByForm(page);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'tollgate_session', httpOnly: true, sameSite: 'Strict' });
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toContain(MASTER_KEY);
    expect(kept).not.toContain(cookie?.value);
  });

  it('says so when the key is wrong, and takes the right one then', async () => {
    const page = await stack.openPage();
    await page.goto('/ui/');
    await page.getByLabel('Key', { exact: true }).fill('sk-wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The key is not valid').waitFor();
    await page.getByLabel('Key', { exact: true }).fill(MASTER_KEY);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('ends with signing out, for every page of the session', async () => {
    const page = await stack.openPage();
    await signInByForm(page);
    const other = await page.context().newPage();
    await other.goto('/ui/audit');
    await other.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Key', { exact: true }).waitFor();
    await other.getByRole('link', { name: 'Overview' }).click();
    await other.getByLabel('Key', { exact: true }).waitFor();
  });

  it('shows a viewer what a viewer may see', async () => {
    const { key } = await stack.make('/admin/admin-keys', { name: 'watcher', role: 'viewer' });
    const page = await stack.openPage();
    await signInByForm(page, '/', key as string);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();
    expect(links).toContain('Settings');
    expect(links).not.toContain('Admin keys');
    expect(links).not.toContain('Playground');
    await page.goto('/ui/admin-keys');
    await page.getByRole('heading', { level: 1, name: 'Not for this role' }).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'can be used by everybody in %s, and moves nothing',
    async (colorScheme) => {
      const page = await stack.openPage({ colorScheme });
      await page.goto('/ui/');
      await page.getByLabel('Key', { exact: true }).waitFor();
      await expectNoSeriousAxe(page);
      await takeScreenshot(page, `sign-in-${colorScheme}`);
      const { violations, layoutShift, errors } = await misdeedsOf(page);
      expect({ violations, errors }).toEqual({ violations: [], errors: [] });
      expect(layoutShift).toBeLessThan(0.02);
    },
  );

  it('works by keyboard alone, and skips to the page', async () => {
    const page = await stack.openPage();
    await page.goto('/ui/');
    await page.getByLabel('Key', { exact: true }).waitFor();
    await page.keyboard.type(MASTER_KEY);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.locator('body').press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  it('says that it was updated when a file of it is gone, and reloads when one wants that', async () => {
    const page = await stack.openPage();
    await signInByForm(page);
    await page.route('**/ui/assets/audit-page-*.js', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('alert').getByText('The console was updated').waitFor();
    await page.unroute('**/ui/assets/audit-page-*.js');
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
  });

  it('says that the gateway does not answer when that is why a page cannot be loaded', async () => {
    const page = await stack.openPage();
    await signInByForm(page);
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('alert').getByText('The gateway did not answer').waitFor();
  });
});

describeInBrowser('the console of a gateway without a master key', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole({ env: { TOLLGATE_MASTER_KEY: undefined } });
  }, 60_000);
  afterAll(() => stack?.close());

  it('asks for no key, and says that it is open', async () => {
    const page = await stack.openPage();
    await page.goto('/ui/');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByText('This gateway is open').waitFor();
    await expectNoSeriousAxe(page);
  });
});
