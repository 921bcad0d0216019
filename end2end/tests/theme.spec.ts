import { expect, test } from '../support/test';
import { TrendsPage } from '../support/trends';

test('a theme is chosen and kept', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.menu('Theme').click();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await trends.open();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('without a choice the page follows the system', async ({ page }) => {
  const trends = new TrendsPage(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await trends.open();
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await ground()).not.toBe(light);
});
