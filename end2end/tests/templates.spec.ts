import path from 'node:path';
import type { Locator } from '@playwright/test';
import { expectNothingFromAxe } from '../support/axe';
import { freshName } from '../support/cohort';
import { deckOf } from '../support/decks';
import { horizontalOverflow, stickingOut } from '../support/geometry';
import { expect, test, type Page } from '../support/test';
import { TrendsPage } from '../support/trends';

const COMPANY = path.join(__dirname, '../../src/export/pptx/company/tests/company.potx');

/** Gives the company's template; its line in the list. */
async function given(page: Page, name: string): Promise<Locator> {
  await page.goto('/templates');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel(/^File/).setInputFiles(COMPANY);
  await page.getByRole('button', { name: 'Keep template' }).click();
  return page.getByRole('listitem').filter({ hasText: name });
}

test('a template is given, used in the save menu, and deleted', async ({ page, javaScriptEnabled }) => {
  const name = `clinic-${javaScriptEnabled ? 'scripted' : 'plain'}`;
  const line = await given(page, name);
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

test('a deck keeps the template that its slides stand on', async ({ page, javaScriptEnabled }) => {
  const name = `deck-${javaScriptEnabled ? 'scripted' : 'plain'}`;
  const line = await given(page, name);
  await expect(line).toContainText('In use');
  const address = await deckOf(page, freshName('Stands'), 1);
  const slides = async (query = '') => {
    const answer = await page.request.get(`${address}.pptx${query}`);
    expect(answer.status()).toBe(200);
    return answer.body();
  };
  const [onTemplate, onOurs] = [await slides(`?template=${name}`), await slides('?shape=wide')];
  expect(onTemplate.equals(onOurs)).toBe(false);

  const choice = page.getByLabel('Slides stand on');
  const choose = async (label: string) => {
    await page.goto(address);
    await choice.selectOption({ label });
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(choice.locator('option').first()).toHaveText(label);
    await page.goto(address);
    await expect(choice.locator('option:checked')).toHaveText(label);
  };
  await choose('our own template');
  expect((await slides()).equals(onOurs)).toBe(true);
  await choose(name);
  expect((await slides()).equals(onTemplate)).toBe(true);

  await page.goto('/templates');
  await line.getByRole('button', { name: 'Delete' }).click();
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
