import { expect, test } from '../support/test';
import { STUDY, TrendsPage } from '../support/trends';

test('the front page leads to the shipped study', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Studies');
  await page.getByRole('link', { name: 'Acupuncture for chronic headache' }).click();
  await expect(page).toHaveURL(STUDY);
  await expect(new TrendsPage(page).figure).toBeVisible();
});

test('a study is read from its heading to its footnotes', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await expect(trends.trust).toContainText('Data as of');
  await expect(trends.trust).toContainText('Suppression');
  await expect(trends.tiles).toContainText('95% CI');
  await expect(trends.chart).toHaveCount(1);
  await expect(trends.figure.locator('figcaption')).not.toBeEmpty();
  expect(await trends.selected()).toBe(401);
});

test('the title is a sentence that the window repeats', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  const title = await trends.heading.innerText();
  expect(title.split(' ').length).toBeGreaterThan(3);
  await expect(page).toHaveTitle(`${title} · Sinew`);
});

test('the figure has its data table', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.figure.getByText('Table', { exact: true }).click();
  await expect(trends.table).toBeVisible();
  await expect(trends.table.locator('caption')).not.toBeEmpty();
  expect(await trends.table.getByRole('row').count()).toBeGreaterThan(3);
});

test('a filter in the address is in force', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open('?f.sex=female');
  await expect(trends.level('Female')).toBeChecked();
  await expect(trends.filters).toContainText('Female');
  const women = await trends.selected();
  expect(women).toBeGreaterThan(0);
  expect(women).toBeLessThan(401);
});

test('a filter is taken away by its link', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open('?f.sex=female');
  await trends.filters.getByRole('link', { name: /Remove filter/ }).first().click();
  await expect(page).toHaveURL(STUDY);
  await expect(trends.people.first()).toContainText('401 of 401');
});

test('an impossible selection says so and offers a way out', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open('?f.age.from=64&f.age.to=65&f.chronicity.from=64');
  await expect(trends.figure).toHaveCount(0);
  await page.getByRole('link', { name: 'Everyone' }).click();
  await expect(trends.figure).toBeVisible();
});

test('a band of a score is selected by one click, and left by another', async ({ page }) => {
  const trends = new TrendsPage(page);
  await page.goto('/s/synthetic');
  await trends.untilHydrated();
  const score = trends.rail.getByRole('group', { name: /^Depression \(PHQ-9\)/ });
  await expect(score.getByRole('img')).toHaveAccessibleName(/: minimal: 0 to under 1, [\d,]+ of [\d,]+;.* mild: 5 to /);
  const mild = score.getByRole('list', { name: /^Bands/ }).getByRole('link', { name: 'mild 5 to 9', exact: true });
  await mild.click();
  await expect(page).toHaveURL(/\?f\.phq9_start\.from=5&f\.phq9_start\.to=9$/);
  await expect(trends.filters).toContainText('5 to 9');
  await expect(mild).toHaveAttribute('aria-current', 'true');
  await mild.click();
  await expect(page).toHaveURL('/s/synthetic');
});

test('an explanation is one gesture away', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.trust.getByRole('button', { name: /What is this\?/ }).first().click();
  await expect(page.getByRole('note').filter({ visible: true })).toHaveCount(1);
});

test.describe('addresses that lead nowhere', () => {
  test.use({ expectedMessages: [/Failed to load resource.*4(04|22)/] });

  test('a study that does not exist is said to be none', async ({ page }) => {
    const response = await page.goto('/s/nowhere');
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no such study');
    await expect(page.getByRole('link', { name: 'All studies', exact: true })).toBeVisible();
  });

  test('a page that does not exist is said to be none', async ({ page }) => {
    const response = await page.goto('/no/such/page');
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no such page');
  });

  test('a filter that means nothing gets a sentence', async ({ page }) => {
    const response = await page.goto(`${STUDY}?f.shoe_size=44`);
    expect(response?.status()).toBe(422);
    await expect(page.getByRole('main')).toContainText('shoe_size');
  });
});
