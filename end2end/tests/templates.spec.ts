import path from 'node:path';
import { expectNothingFromAxe } from '../support/axe';
import { horizontalOverflow, stickingOut } from '../support/geometry';
import { expect, test } from '../support/test';
import { TrendsPage } from '../support/trends';

const COMPANY = path.join(__dirname, '../../src/export/pptx/company/tests/company.potx');

test('a template is given, used in the save menu, and deleted', async ({ page, javaScriptEnabled }) => {
  const name = `clinic-${javaScriptEnabled ? 'scripted' : 'plain'}`;
  await page.goto('/templates');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel(/^File/).setInputFiles(COMPANY);
  await page.getByRole('button', { name: 'Keep template' }).click();
  const line = page.getByRole('listitem').filter({ hasText: name });
  await expect(line).toContainText('Title and Content');
  await expect(line).toContainText('In use');

  const trends = new TrendsPage(page);
  await trends.open();
  await trends.menu('Save').click();
  const link = page.getByRole('link', { name: `PowerPoint, on ${name}` }).first();
  const slides = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(slides.status()).toBe(200);
  expect(slides.headers()['content-type']).toContain('presentationml.presentation');

  await page.goto('/templates');
  await line.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(line).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    for (const width of [390, 1440]) {
      test(`the page of templates keeps within ${width} pixels, and axe finds nothing`, async ({ page, javaScriptEnabled }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.goto('/templates');
        await expect(page.getByRole('button', { name: 'Keep template' })).toBeVisible();
        expect(await stickingOut(page)).toEqual([]);
        expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
        if (javaScriptEnabled) await expectNothingFromAxe(page);
      });
    }
  });
}
