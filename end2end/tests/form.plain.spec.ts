import { expect, test } from '../support/test';
import { TrendsPage } from '../support/trends';

test('a filter is applied by sending the form', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.level('Female').check();
  await trends.rail.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/f\.sex=female/);
  expect(await trends.selected()).toBeLessThan(401);
  await expect(trends.level('Female')).toBeChecked();
});

test('missing values are handled as chosen after sending the form', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.handling('Last value carried on').check();
  await page.getByRole('main').getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/missing=locf/);
  await expect(trends.figure).toContainText('LOCF');
});

test('fields left empty do no harm', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await page.getByRole('main').getByRole('button', { name: 'Show' }).click();
  await expect(trends.figure).toBeVisible();
  expect(await trends.selected()).toBe(401);
});

test('what only works with JavaScript is not offered', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.menu('Save').click();
  await expect(page.getByRole('button', { name: /Copy address/ })).toBeHidden();
});
