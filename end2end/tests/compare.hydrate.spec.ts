import { CohortPage, freshName, migraine, rules } from '../support/cohort';
import { expect, test } from '../support/test';
import { COMPARISON } from '../support/trends';

test('a saved cohort is compared with everyone else', async ({ page }) => {
  const cohort = new CohortPage(page);
  const name = freshName('Migraine');
  await cohort.open(rules(migraine));
  await cohort.saveAs(name);
  await page.goto(COMPARISON);
  await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
  await page.getByRole('combobox', { name: 'First group' }).selectOption({ label: `Cohort: ${name}` });
  await expect(page).toHaveURL(/a=cohort\.\d+\.1/);
  await page.getByRole('combobox', { name: 'against' }).selectOption({ label: 'Everyone else' });
  await expect(page).toHaveURL(/b=rest/);
  await expect(page.getByRole('figure')).toHaveCount(4);
  await expect(page.getByRole('figure').nth(1)).toContainText(name);
});

test('what takes long comes after what is quick, and the page says so', async ({ page }) => {
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
  const asked: string[] = [];
  await page.route('**/api/compare_page', async (route) => {
    const depth = route.request().postDataJSON().depth;
    asked.push(depth);
    if (depth === 'whole') await mayAnswer;
    await route.continue();
  });
  await page.goto('/s/synthetic');
  await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const first = page.getByRole('figure').first();
  await expect(first).toContainText('The estimate from repeated measures is being fitted.');
  await expect(first).toContainText('Which estimate is recommended is said once repeated measures are there.');
  // Busy, but not dimmed: what is there stays true.
  await expect(page.locator('.is-busy[aria-busy="true"]')).toHaveCount(1);
  await expect(page.locator('.result')).toHaveCSS('opacity', '1');
  answer();
  await expect(first).toContainText('Recommended is');
  await expect(first).not.toContainText('being fitted');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  expect(asked).toEqual(['quick', 'whole']);
  // At the first time point nothing is repeated, so the quick answer is all of it.
  await page.getByRole('combobox', { name: 'at', exact: true }).selectOption({ label: 'Week 1' });
  await expect(first).toContainText('repeated measures would add nothing');
  expect(asked).toEqual(['quick', 'whole', 'quick']);
});
