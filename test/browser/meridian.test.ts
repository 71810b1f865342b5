import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import { launchBrowser, NO_MISDEEDS, watchedPage } from './support/browser.ts';
import { type LocalMeridian, scenario, startMeridian } from './support/local-meridian.ts';

/** The page as it is served: the Worker in workerd, the Visma scenario in it, Chromium before it. */

const HOSTILE_ACCOUNT = `"><img src=x onerror=alert(1)><script>alert(2)</script>\u202e@example.com`;

let browser: Browser;
let meridian: LocalMeridian;
let critical: Alert;

beforeAll(async () => {
  [browser, meridian] = await Promise.all([launchBrowser(), startMeridian('demo')]);
  await meridian.send(scenario());
  await meridian.send(hostileLife());
  critical = await meridian.alert(({ severity }) => severity === 'critical');
  await meridian.alert(({ account }) => account.startsWith('">'));
});
afterAll(async () => {
  await Promise.all([browser?.close(), meridian?.stop()]);
});

/** Two months at home, then two logins that no traveller could make, by a tool with a name of its own. */
function hostileLife(): string {
  const at = (day: number, hour: number) => new Date(Date.UTC(2018, 5, 1 + day, hour)).toISOString();
  const login = (id: string, time: string, geo: object, userAgent: string) =>
    JSON.stringify({ id, time, type: 'login', account: HOSTILE_ACCOUNT, ip: '192.0.2.7', userAgent, geo });
  const oslo = { country: 'NO', city: 'Oslo', lat: 59.91, lon: 10.75, timeZone: 'Europe/Oslo', asn: 64496 };
  const far = {
    country: 'SG',
    city: '<b>Singapore</b>',
    lat: 1.35,
    lon: 103.82,
    timeZone: 'Asia/Singapore',
    asn: 64505,
  };
  const days = Array.from({ length: 60 }, (_, day) =>
    login(`h-${day}`, at(day, 7 + (day % 5)), oslo, 'Mozilla/5.0 Chrome/68.0'),
  );
  const journey = [1, 2, 3].map((step) =>
    login(`far-${step}`, at(60, 8 + step), step % 2 === 0 ? oslo : far, '<i>Tool</i>/1.0'),
  );
  return [...days, ...journey].join('\n');
}

async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(`${meridian.origin}${path}`);
  await page.getByLabel('Admin token').fill(meridian.adminToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describe.each([true, false])('the page, scripts allowed: %s', (javaScriptEnabled) => {
  it('leads from the sign-in to the list, to the alert and its pictures, and breaks no rule', async () => {
    const { context, page, misdeeds } = await watchedPage(browser, meridian.origin, { javaScriptEnabled });
    await signIn(page);
    await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
    await page.locator(`a[href="/alerts/${critical.id}"]`).click();
    await page.getByRole('heading', { name: critical.title, level: 1 }).waitFor();
    const pictures = await page.locator('svg.chart.wide').filter({ visible: true }).locator('title').allTextContents();
    expect(pictures.some((title) => title.startsWith('Usual hours of'))).toBe(true);
    expect(pictures.some((title) => title.startsWith('Bytes uploaded to dropbox.com'))).toBe(true);
    expect(await page.getByText('not an attribution').count()).toBeGreaterThan(0);
    expect(misdeeds).toEqual(NO_MISDEEDS);
    await context.close();
  });

  it('lets nobody in without a token, and nobody back in after signing out', async () => {
    const { context, page } = await watchedPage(browser, meridian.origin, { javaScriptEnabled });
    await page.goto(`${meridian.origin}/alerts/${critical.id}`);
    expect(await page.getByText(critical.account).count()).toBe(0);
    await page.getByLabel('Admin token').fill('mrd_admin_demo_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Admin token').fill(meridian.adminToken);
    await page.getByRole('button', { name: 'Sign in' }).click();
    // The way that was asked for is the way that is led to.
    await page.getByRole('heading', { name: critical.title, level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Admin token').waitFor();
    await page.goto(`${meridian.origin}/alerts/${critical.id}`);
    await page.getByLabel('Admin token').waitFor();
    await context.close();
  });
});

/** Where the README's picture goes: `PICTURE=docs/alert-page.png npm run test:browser`. */
const PICTURE = process.env.PICTURE;

describe.runIf(PICTURE !== undefined)('the picture for the README', () => {
  it('is the alert of the scenario, from its headline to its hours', async () => {
    const { context, page } = await watchedPage(browser, meridian.origin, { colorScheme: 'light' });
    await signIn(page);
    await page.goto(`${meridian.origin}/alerts/${critical.id}`);
    const below = await page.locator('figure.picture').nth(1).boundingBox();
    const height = below === null ? 1400 : below.y + below.height + 24;
    await page.screenshot({ path: PICTURE ?? '', fullPage: true, clip: { x: 0, y: 0, width: 1280, height } });
    await context.close();
  });
});

describe('the page', () => {
  it('shows a hostile account as text, in the list and in its alert', async () => {
    const { context, page, misdeeds } = await watchedPage(browser, meridian.origin);
    await signIn(page);
    const row = page.locator('ul.alerts > li').filter({ hasText: 'onerror=alert(1)' });
    expect(await row.count()).toBeGreaterThan(0);
    await row.first().getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Findings in order' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'onerror=alert(1)' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'onerror=alert(1)' }).waitFor();
    expect(await page.locator('img, script, b, i').count()).toBe(0);
    expect(misdeeds).toEqual(NO_MISDEEDS);
    await context.close();
  });

  it('acknowledges with a note, resolves and reopens by its forms', async () => {
    const { context, page } = await watchedPage(browser, meridian.origin, { javaScriptEnabled: false });
    await signIn(page, `/alerts/${critical.id}`);
    await page.getByLabel('Note').fill('called <Ola>');
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.locator('.status.acknowledged').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('called <Ola>');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.locator('.status.resolved').waitFor();
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.locator('.status.open').waitFor();
    await context.close();
  });

  it('stands at the alert after a late sign-in, with the note that was typed, and does so after a reload', async () => {
    const { context, page } = await watchedPage(browser, meridian.origin, { javaScriptEnabled: false });
    const address = `${meridian.origin}/alerts/${critical.id}`;
    await signIn(page, `/alerts/${critical.id}`);
    await page.getByLabel('Note').fill('typed too late');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Keep the note only' }).click();
    await page.getByLabel('Admin token').fill(meridian.adminToken);
    await page.getByRole('button', { name: 'Sign in' }).click();
    for (const _ of ['at first', 'after a reload']) {
      await page.getByRole('heading', { name: critical.title, level: 1 }).waitFor();
      expect(page.url()).toBe(address);
      expect(await page.getByLabel('Note').inputValue()).toBe('typed too late');
      await page.reload();
    }
    await page.goto(address);
    await page.getByRole('heading', { name: critical.title, level: 1 }).waitFor();
    await context.close();
  });

  it('takes no form that another site sends', async () => {
    const { context, page } = await watchedPage(browser, meridian.origin);
    await signIn(page);
    await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
    const answer = await context.request.post(`${meridian.origin}/alerts/${critical.id}/status`, {
      form: { action: 'resolve' },
      headers: { origin: 'https://evil.example' },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
    await page.goto(`${meridian.origin}/alerts/${critical.id}`);
    await page.locator('.status.open').waitFor();
    await context.close();
  });

  it('filters the list by severity, status and account', async () => {
    const { context, page } = await watchedPage(browser, meridian.origin);
    await signIn(page);
    await page.getByLabel('At least').selectOption('critical');
    await page.getByLabel('Account').fill(critical.account);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/severity=critical/);
    expect(await page.locator('ul.alerts > li').count()).toBe(1);
    await page.getByLabel('Status').selectOption('false-positive');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('No alert matches').waitFor();
    await context.close();
  });

  it('shows the account, the campaigns and the rejects', async () => {
    const { context, page, misdeeds } = await watchedPage(browser, meridian.origin);
    await signIn(page);
    await page.goto(`${meridian.origin}/accounts/${encodeURIComponent(critical.account)}`);
    await page.getByRole('heading', { name: critical.account, level: 1 }).waitFor();
    for (const name of ['Campaigns', 'Rejects']) {
      await page.getByRole('link', { name }).click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
    }
    expect(misdeeds).toEqual(NO_MISDEEDS);
    await context.close();
  });
});
