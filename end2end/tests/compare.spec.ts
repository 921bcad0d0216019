import { expect, test } from '../support/test';
import { COMPARISON, runsScripts, STUDY, TrendsPage } from '../support/trends';

test('a comparison says in one sentence who changed more, with its doubt', async ({ page }) => {
  await page.goto(COMPARISON);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/fell .* points less with usual care/i);
  const tiles = page.getByRole('region', { name: 'Headline results' });
  await expect(tiles).toContainText('95% CI');
  await expect(tiles.getByRole('button', { name: 'What is this? Difference in change' })).toHaveCount(1);
  await expect(page.getByRole('figure')).toHaveCount(4);
  await expect(page.getByRole('figure').first()).toContainText('Welch');
  await expect(page.getByRole('figure').nth(1)).toContainText('The difference between the groups is not tested here.');
  await expect(page.getByRole('figure').nth(2)).toContainText('improved by 30% or more by 12 months');
});

test('another estimate can lead, and the page says what was recommended', async ({ page }) => {
  await page.goto(COMPARISON);
  await new TrendsPage(page).untilHydrated();
  const first = page.getByRole('figure').first();
  await expect(first).toContainText('Recommended is repeated measures');
  await page.getByRole('combobox', { name: 'Lead with' }).selectOption({ label: 'Crude' });
  if (!(await runsScripts(page))) await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/lead=crude/);
  await expect(first).toContainText('was chosen instead.');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('4.0 points less');
});

test('how well the methods fit is one click away', async ({ page }) => {
  await page.goto(COMPARISON);
  await page.getByText('How well do these methods fit?', { exact: true }).first().click();
  const folded = page.getByRole('region', { name: 'How well do these methods fit?' });
  await expect(folded).toContainText('Brown-Forsythe');
  await expect(folded).toContainText('covariance unstructured');
});

test('the groups are chosen and swapped, and the address says so', async ({ page }) => {
  await page.goto(COMPARISON);
  await new TrendsPage(page).untilHydrated();
  await page.getByRole('combobox', { name: 'First group' }).selectOption({ label: 'Migraine: yes' });
  if (!(await runsScripts(page))) await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/a=migraine\.yes/);
  await page.getByRole('combobox', { name: 'against' }).selectOption({ label: 'Migraine: no' });
  if (!(await runsScripts(page))) await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/b=migraine\.no/);
  const swap = page.getByRole('link', { name: 'Swap' });
  // The address moves first; what is on the page follows with the answer.
  await expect(swap).toHaveAttribute('href', /a=migraine\.no&b=migraine\.yes/);
  await swap.click();
  await expect(page).toHaveURL(/a=migraine\.no&b=migraine\.yes/);
});

test('groups that overlap are refused with two ways out', async ({ page }) => {
  await page.goto(`${COMPARISON}?a=migraine.yes&b=group.acupuncture`);
  await expect(page.getByText(/people are in both groups/)).toBeVisible();
  await page.getByRole('link', { name: 'Leave them out of both' }).click();
  await expect(page).toHaveURL(/overlap=drop_from_both/);
});

test('a copied address gives the same numbers to somebody else', async ({ page, browser }) => {
  const address = `${COMPARISON}?a=sex.female&b=sex.male&f.age.from=30`;
  await page.goto(address);
  await new TrendsPage(page).untilHydrated();
  const said = await page.getByRole('main').innerText();
  const other = await browser.newContext({ javaScriptEnabled: await runsScripts(page) });
  const theirs = await other.newPage();
  await theirs.goto(new URL(address, page.url()).href);
  await new TrendsPage(theirs).untilHydrated();
  expect(await theirs.getByRole('main').innerText()).toBe(said);
  await other.close();
});

test('filters stay when one goes from the trends to the comparison', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open('?f.sex=female&missing=locf');
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page).toHaveURL(`${COMPARISON}?f.sex=female`);
  await page.getByRole('link', { name: 'Trends', exact: true }).click();
  await expect(page).toHaveURL(`${STUDY}?f.sex=female`);
});

test('the curves of the groups are saved under names of their own', async ({ page, request }) => {
  await page.goto(`${COMPARISON}?a=sex.female&b=rest`);
  for (const name of ['compare_trend', 'compare_responders']) {
    await expect(page.locator(`a[href*="${name}.csv"]`)).toHaveCount(1);
    const file = await request.get(`${STUDY}/${name}.csv?a=sex.female&b=rest`);
    expect(file.status()).toBe(200);
    expect(await file.text()).toContain('Everyone else');
  }
});
