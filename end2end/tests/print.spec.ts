import { expect, test } from '../support/test';
import { TrendsPage } from '../support/trends';

test.use({ colorScheme: 'dark' });

test('paper shows the answer and what it rests on, and no controls', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open('?f.sex=female');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(trends.heading).toBeVisible();
  await expect(trends.trust).toBeVisible();
  await expect(trends.chart).toHaveCount(1);
  await expect(trends.rail).toBeHidden();
  await expect(trends.menu('Save')).toBeHidden();
  await expect(page.getByRole('banner').getByRole('navigation')).toBeHidden();
});

test('paper is light whatever the screen is', async ({ page }) => {
  await new TrendsPage(page).open();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(ground);
});
