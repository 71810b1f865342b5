import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, NO_MISDEEDS, watchedPage } from './support/browser.ts';
import { faintTexts } from './support/contrast.ts';
import { PAGES, type PageServer, servePages } from './support/page-server.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), servePages()]);
});
afterAll(async () => {
  await browser.close();
  server.close();
});

const widths = [1280, 390];
const schemes = ['light', 'dark'] as const;

describe.each(Object.keys(PAGES))('the page %s', (path) => {
  it.each([...widths, 320])('fits %d pixels, breaks no rule and asks nobody else', async (width) => {
    const { context, page, misdeeds } = await watchedPage(browser, server.origin, { viewport: { width, height: 900 } });
    await page.goto(`${server.origin}${path}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect(misdeeds).toEqual(NO_MISDEEDS);
    await context.close();
  });

  it.each(schemes)('can be read in %s', async (colorScheme) => {
    const { context, page } = await watchedPage(browser, server.origin, { colorScheme });
    await page.goto(`${server.origin}${path}`);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await faintTexts(page)).toEqual([]);
    await context.close();
  });
});

describe('on paper', () => {
  it.each(schemes)('an alert is light and holds its note, whatever the screen: %s', async (colorScheme) => {
    const { context, page } = await watchedPage(browser, server.origin, { colorScheme });
    await page.emulateMedia({ media: 'print', colorScheme });
    for (const path of ['/noted', '/travel', '/report']) {
      await page.goto(`${server.origin}${path}`);
      expect(await faintTexts(page)).toEqual([]);
    }
    await page.goto(`${server.origin}/noted`);
    expect(await page.getByText('called Ola: it was not him').filter({ visible: true }).count()).toBe(1);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    await context.close();
  });
});

describe('pictures', () => {
  it.each([
    [1280, 'wide'],
    [840, 'wide'],
    [768, 'narrow'],
    [390, 'narrow'],
  ] as const)(
    'are shown once, at %d pixels in their %s layout, with letters that can be read',
    async (width, layout) => {
      const { context, page } = await watchedPage(browser, server.origin, { viewport: { width, height: 900 } });
      await page.goto(`${server.origin}/alert`);
      const shown = await page
        .locator('svg.chart')
        .filter({ visible: true })
        .evaluateAll((charts) => charts.map((chart) => chart.getAttribute('class')));
      expect(shown).toEqual(['hours', 'zone', 'bytes'].map(() => `chart ${layout}`));
      const sizes = await page
        .locator('svg.chart text')
        .filter({ visible: true })
        .evaluateAll((texts) =>
          texts.map((text) => {
            const chart = text.closest('svg');
            const scale = (chart?.clientWidth ?? 0) / (chart?.viewBox.baseVal.width ?? 1);
            return scale * Number.parseFloat(getComputedStyle(text).fontSize);
          }),
        );
      expect(Math.min(...sizes)).toBeGreaterThan(9);
      await context.close();
    },
  );

  it.each(widths)('keep their letters inside the picture at %d pixels', async (width) => {
    for (const path of ['/alert', '/travel', '/hostile', '/campaigns', '/crowd', '/account']) {
      const { context, page } = await watchedPage(browser, server.origin, { viewport: { width, height: 900 } });
      await page.goto(`${server.origin}${path}`);
      const outside = await page
        .locator('svg.chart text')
        .filter({ visible: true })
        .evaluateAll((texts) =>
          texts.flatMap((text) => {
            const box = text.getBoundingClientRect();
            const frame = text.closest('svg')?.getBoundingClientRect();
            const inside =
              frame !== undefined &&
              box.left >= frame.left - 1 &&
              box.right <= frame.right + 1 &&
              box.top >= frame.top - 1 &&
              box.bottom <= frame.bottom + 1;
            return inside ? [] : [text.textContent];
          }),
        );
      expect({ path, outside }).toEqual({ path, outside: [] });
      await context.close();
    }
  });

  it('keep the colours that their keys name where the system sets all others', async () => {
    const { context, page } = await watchedPage(browser, server.origin, { forcedColors: 'active' });
    for (const [path, swatch, mark] of [
      ['/alert', '.swatch.hot', 'rect.hot'],
      ['/account', '.swatch.usual-bar', 'rect.usual-bar'],
      ['/account', '.swatch.weekend', 'rect.weekend'],
    ] as const) {
      await page.goto(`${server.origin}${path}`);
      const key = await page
        .locator(swatch)
        .first()
        .evaluate((found) => getComputedStyle(found).backgroundColor);
      const drawn = await page
        .locator(mark)
        .first()
        .evaluate((found) => getComputedStyle(found).fill);
      expect({ swatch, key }).toEqual({ swatch, key: drawn });
    }
    await context.close();
  });

  it('can be read by keyboard alone: every form and every table is reached', async () => {
    const { context, page } = await watchedPage(browser, server.origin);
    await page.goto(`${server.origin}/alert`);
    const reached = new Set<string>();
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 30) ?? ''));
    }
    for (const name of [
      'Skip to content',
      'Acknowledge',
      'It was an intrusion',
      'The same as a table',
      'Show as JSON',
    ]) {
      expect(reached).toContain(name);
    }
    await context.close();
  });
});
