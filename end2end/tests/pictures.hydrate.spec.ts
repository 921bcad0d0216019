import { ageFrom, CohortPage, migraine, rules, women } from '../support/cohort';
import { expect, test } from '../support/test';
import { COMPARISON, TrendsPage } from '../support/trends';

/** Pictures of the pages, for people to look at: artefacts/NAME-WIDTH-THEME.png. */
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 768, 1440]) {
    test.describe(`pictures at ${width} pixels in ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test('of the list of studies, of a study, of a cohort and of a comparison', async ({ page }) => {
        await page.goto('/');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.screenshot({ path: `artefacts/studies-${width}-${colorScheme}.png`, fullPage: true });
        await new TrendsPage(page).open();
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: `artefacts/trends-${width}-${colorScheme}.png`, fullPage: true });
        await new CohortPage(page).open(`${rules(women, { kind: 'any', detail: [migraine, ageFrom(60)] })}`);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: `artefacts/cohort-${width}-${colorScheme}.png`, fullPage: true });
        await page.goto(COMPARISON);
        await expect(page.getByRole('figure').first()).toBeVisible();
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: `artefacts/compare-${width}-${colorScheme}.png`, fullPage: true });
      });
    });
  }
}
