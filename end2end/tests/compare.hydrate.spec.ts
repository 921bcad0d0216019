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
