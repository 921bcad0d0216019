import { expectNothingFromAxe } from '../support/axe';
import { ageFrom, CohortPage, migraine, rules, women } from '../support/cohort';
import { expect, test, type Page } from '../support/test';
import { COMPARISON, TrendsPage } from '../support/trends';

/** Every state a page can be in, by what is opened on it. */
const states: Record<string, (page: Page, trends: TrendsPage) => Promise<void>> = {
  'as it opens': async () => {},
  'with the save menu open': async (_, trends) => trends.menu('Save').click(),
  'with the theme menu open': async (_, trends) => trends.menu('Theme').click(),
  'with the study menu open': async (_, trends) => trends.menu('Study:').click(),
  'with the table open': async (_, trends) => trends.figure.getByText('Table', { exact: true }).click(),
  'with an explanation open': async (page, trends) => {
    await trends.trust.getByRole('button', { name: /What is this\?/ }).first().click();
    await expect(page.getByRole('note').filter({ visible: true })).toHaveCount(1);
  },
  'with a point of the figure in focus': async (page, trends) => {
    await trends.figure.locator('[aria-roledescription="chart"]').focus();
    await page.keyboard.press('ArrowRight');
  },
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    for (const [state, bringAbout] of Object.entries(states)) {
      test(`axe finds nothing on a study ${state}`, async ({ page }) => {
        const trends = new TrendsPage(page);
        await trends.open();
        await bringAbout(page, trends);
        await expectNothingFromAxe(page);
      });
    }

    for (const query of ['?f.sex=female&f.migraine=yes', '?f.age.from=64&f.age.to=65&f.chronicity.from=64']) {
      test(`axe finds nothing on a study at ${query}`, async ({ page }) => {
        await new TrendsPage(page).open(query);
        await expectNothingFromAxe(page);
      });
    }

    for (const query of ['', '?a=migraine.yes&b=group.acupuncture']) {
      test(`axe finds nothing on a comparison at "${query}"`, async ({ page }) => {
        await page.goto(`${COMPARISON}${query}`);
        await new TrendsPage(page).untilHydrated();
        await expectNothingFromAxe(page);
      });
    }

    test('axe finds nothing on a cohort, its menus and its forms', async ({ page }) => {
      const cohort = new CohortPage(page);
      await cohort.open(`${rules(women, { kind: 'any', detail: [migraine, ageFrom(60)] }, ageFrom(30))}&off=2`);
      await expectNothingFromAxe(page);
      await page.locator('summary').filter({ hasText: 'Actions for Sex Female' }).click();
      await expectNothingFromAxe(page);
      await page.getByRole('button', { name: 'Or…' }).filter({ visible: true }).click();
      await page.getByRole('combobox', { name: 'About' }).selectOption({ label: 'Improved by a threshold' });
      await expectNothingFromAxe(page);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expectNothingFromAxe(page);
    });

    test('axe finds nothing on the list of studies', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNothingFromAxe(page);
    });

    test('axe finds nothing on a study on a phone', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await new TrendsPage(page).open();
      await expectNothingFromAxe(page);
    });
  });
}
