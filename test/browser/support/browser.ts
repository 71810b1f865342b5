import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) throw new Error(`no browser at ${EXECUTABLE}; install chromium or set CHROMIUM`);
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** What a page did that it must not do. */
export interface Misdeeds {
  readonly consoleErrors: string[];
  readonly outsideRequests: string[];
  readonly dialogs: string[];
}

export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly misdeeds: Misdeeds;
}

export const NO_MISDEEDS: Misdeeds = { consoleErrors: [], outsideRequests: [], dialogs: [] };

/** A fresh page whose console, dialogs and requests are written down; a request to anybody but `origin` is cut off. Policy violations are console errors. */
export async function watchedPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const misdeeds: Misdeeds = { consoleErrors: [], outsideRequests: [], dialogs: [] };
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin === origin || url.protocol === 'data:') return route.continue();
    misdeeds.outsideRequests.push(url.href);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') misdeeds.consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => misdeeds.consoleErrors.push(error.message));
  page.on('dialog', async (dialog) => {
    misdeeds.dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  return { context, page, misdeeds };
}
