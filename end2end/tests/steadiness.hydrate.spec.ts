import { expect, test, type Page } from '../support/test';
import { TrendsPage } from '../support/trends';

interface Shift {
  value: number;
  sources: string[];
}

/** Records every shift of the layout that follows no input. */
async function recordShifts(page: Page): Promise<() => Promise<Shift[]>> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    (window as unknown as { shifts: Shift[] }).shifts = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as LayoutShift[]) {
        if (entry.hadRecentInput) continue;
        const sources = entry.sources.map(({ node }) => (node as Element | null)?.outerHTML?.slice(0, 80) ?? '');
        shifts.push({ value: entry.value, sources });
      }
    }).observe({ type: 'layout-shift', buffered: true });
    interface LayoutShift {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null }[];
    }
  });
  return () => page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
}

for (const width of [390, 1440]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('nothing shifts while a study loads and comes alive', async ({ page }) => {
      const shifts = await recordShifts(page);
      const trends = new TrendsPage(page);
      await trends.open();
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(500);
      expect(await shifts()).toEqual([]);
    });
  });
}

test('the parts of a study keep their places while an answer is awaited', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  const places = async () => [await trends.heading.boundingBox(), await trends.rail.boundingBox()];
  const before = await places();
  const release = await holdAnswers(page);
  await trends.handling('Last value carried on').check();
  await expect(page.locator('[aria-busy="true"]')).toBeVisible();
  await page.waitForTimeout(400);
  expect(await places()).toEqual(before);
  await expect(trends.figure).toBeVisible();
  release();
  await expect(trends.figure).toContainText('LOCF');
});

test('an answer copies no part of the page but those it is put together from', async ({ page }) => {
  await page.addInitScript(() => {
    const counted = window as unknown as { copied: number };
    counted.copied = 0;
    const clone = Node.prototype.cloneNode;
    Node.prototype.cloneNode = function (deep?: boolean) {
      counted.copied += deep ? (this as unknown as ParentNode).querySelectorAll('*').length : 0;
      return clone.call(this, deep);
    };
  });
  const copied = () => page.evaluate(() => (window as unknown as { copied: number }).copied);
  const trends = new TrendsPage(page);
  await trends.open();
  const before = await copied();
  await trends.handling('Last value carried on').check();
  await expect(trends.figure).toContainText('LOCF');
  // The page itself has some thousand elements, of which most are parsed and not copied.
  expect((await copied()) - before).toBeLessThan(1_000);
});

/** Keeps the server's answers back until the returned function is called. */
async function holdAnswers(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/**', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
