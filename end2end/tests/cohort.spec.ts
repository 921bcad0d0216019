import { ageFrom, CohortPage, migraine, rules, women } from '../support/cohort';
import { expect, test } from '../support/test';

test('a cohort is read from its sentence to its saved versions', async ({ page }) => {
  const cohort = new CohortPage(page);
  await cohort.open(rules(women, { kind: 'any', detail: [migraine, ageFrom(60)] }));
  await expect(cohort.heading).toHaveText('New cohort');
  await expect(page.getByRole('main')).toContainText('Everyone with sex female and (either migraine or age at least 60');
  await expect(cohort.chips.getByRole('link', { name: /Remove rule/ })).toHaveCount(2);
  await expect(cohort.table).toContainText('At least one of these');
  await expect(page.getByRole('figure')).toHaveCount(3);
  await expect(page.getByRole('heading', { name: 'Saved cohorts' })).toBeVisible();
  expect(await cohort.selected()).toBeGreaterThan(0);
  expect(await cohort.selected()).toBeLessThan(401);
});

test('a rule is taken away by its chip', async ({ page }) => {
  const cohort = new CohortPage(page);
  await cohort.open(rules(women, migraine));
  const both = await cohort.selected();
  await cohort.chips.getByRole('link', { name: 'Remove rule: Migraine yes' }).click();
  await expect(cohort.chips.getByRole('link')).toHaveCount(1);
  expect(await cohort.selected()).toBeGreaterThan(both);
});

test('filters set on the trends page come along as rules', async ({ page }) => {
  await page.goto('/s/acupuncture?f.sex=female&f.age.from=40');
  await page.getByRole('navigation', { name: 'Study pages' }).getByRole('link', { name: 'Cohort' }).click();
  const cohort = new CohortPage(page);
  await expect(cohort.chips.getByRole('link', { name: /Remove rule/ })).toHaveCount(2);
});

test('an empty cohort says which rule emptied it and what its removal would give', async ({ page }) => {
  const cohort = new CohortPage(page);
  const young = { kind: 'number_range', detail: { variable: 'age', low: null, high: 20 } };
  const chronic = { kind: 'number_range', detail: { variable: 'chronicity', low: 40, high: null } };
  await cohort.open(rules(young, chronic));
  await expect(page.getByRole('main')).toContainText(/leaves nobody of the \d+ people before it/);
  await page.getByRole('link', { name: /^Without “Age at most 20 years”/ }).click();
  await expect(cohort.chips).toContainText('off');
  expect(await cohort.selected()).toBeGreaterThan(0);
});
