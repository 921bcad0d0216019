import { expect, test, type Page } from '../support/test';
import type { Locator } from '@playwright/test';
import { STUDY, TrendsPage } from '../support/trends';

/** Presses Tab until something has the focus, as a person would; the focus must be visible on the way. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 150; presses += 1) {
    if (await isFocused()) return;
    await page.keyboard.press('Tab');
  }
  expect(await isFocused(), `${target} is reached by Tab`).toBe(true);
}

test('open a study, filter it, switch the handling and save, without a pointer', async ({ page }) => {
  const trends = new TrendsPage(page);
  await page.goto('/');
  await trends.untilHydrated();

  await tabTo(page, page.getByRole('link', { name: 'Acupuncture for chronic headache' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(STUDY);
  await expect(trends.figure).toBeVisible();

  await tabTo(page, trends.handling('Reports only'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/missing=locf/);
  await expect(trends.figure).toContainText('LOCF');

  await tabTo(page, trends.level('Female'));
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/f\.sex=female/);
  await expect(trends.people.first()).not.toContainText('401 of 401');

  await tabTo(page, trends.menu('Save'));
  await page.keyboard.press('Enter');
  const csv = page.getByRole('link', { name: /CSV/ });
  await tabTo(page, csv);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test('the first Tab leads past the header', async ({ page }) => {
  await new TrendsPage(page).open();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the results' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
});

test('whatever has the focus shows it', async ({ page }) => {
  await new TrendsPage(page).open();
  const unmarked: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const problem = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const around = [element, element.parentElement, element.nextElementSibling, element.closest('label')];
      const marked = around.some((part) => {
        if (!part) return false;
        const style = getComputedStyle(part);
        return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
      });
      return marked ? null : element.outerHTML.slice(0, 120);
    });
    if (problem) unmarked.push(problem);
  }
  expect(unmarked).toEqual([]);
});
