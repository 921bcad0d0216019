import { expectNothingFromAxe } from '../support/axe';
import { freshName } from '../support/cohort';
import { expect, test, type Page } from '../support/test';
import { COMPARISON, TrendsPage } from '../support/trends';

/** Pins the first figure of the page that is open to a new deck; gives the address of the deck. */
async function pinToNew(page: Page, name: string): Promise<string> {
  const figure = page.getByRole('figure').first();
  await figure.locator('summary').filter({ hasText: 'Pin' }).click();
  await figure.getByRole('textbox', { name: 'New deck…' }).fill(name);
  await figure.getByRole('button', { name: 'Create and pin' }).click();
  const link = figure.getByRole('link', { name, exact: true });
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}

/** Pins a figure of the page that is open to a deck that there is. */
async function pinTo(page: Page, name: string, position: number): Promise<void> {
  const figure = page.getByRole('figure').nth(position);
  await figure.locator('summary').filter({ hasText: 'Pin' }).click();
  await figure.getByRole('button', { name }).first().click();
  await expect(figure.getByText('Pinned to')).toBeVisible();
}

/** A deck of three figures of two pages, opened. */
async function openDeck(page: Page): Promise<string> {
  const name = freshName('Board');
  const trends = new TrendsPage(page);
  await trends.open();
  const address = await pinToNew(page, name);
  await pinTo(page, name, 1);
  await page.goto(COMPARISON);
  await trends.untilHydrated();
  await pinTo(page, name, 0);
  await page.goto(address);
  await trends.untilHydrated();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  return address;
}

const rows = (page: Page) => page.getByRole('list', { name: 'Figures in their order' }).getByRole('listitem');
const titles = (page: Page) => rows(page).getByRole('link').allInnerTexts();

test('figures of two pages are pinned, put in order by keys alone, and the focus stays', async ({ page }) => {
  const address = await openDeck(page);
  const before = await titles(page);
  expect(before).toHaveLength(3);
  const up = rows(page).nth(2).getByRole('button', { name: 'Move up' });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => titles(page)).toEqual([before[0], before[2], before[1]]);
  await expect(rows(page).nth(1).getByRole('button', { name: 'Move up' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => titles(page)).toEqual([before[2], before[0], before[1]]);
  await expect(page.getByText(/is now 1 of 3\./)).toBeAttached();
  await expect(rows(page).nth(0).getByRole('button', { name: 'Move up' })).toBeFocused();
  await page.waitForLoadState('networkidle');
  await page.goto(address);
  await expect.poll(() => titles(page)).toEqual([before[2], before[0], before[1]]);
});

test('a row is dragged by its handle', async ({ page }) => {
  await openDeck(page);
  const before = await titles(page);
  const handle = rows(page).nth(0).locator('.deck-handle');
  await handle.hover();
  await page.mouse.down();
  await rows(page).nth(2).hover();
  await page.mouse.up();
  await expect.poll(() => titles(page)).toEqual([before[1], before[2], before[0]]);
});

test('title and note are written, and go into the slides', async ({ page }) => {
  const address = await openDeck(page);
  const item = page.getByRole('article').first();
  await item.getByRole('button', { name: /^Edit title and note/ }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('What we tell the board');
  await page.getByRole('textbox', { name: /^Note/ }).fill('Begin here.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(item.getByRole('heading', { level: 2 })).toContainText('What we tell the board');
  await expect(item.getByText('Begin here.')).toBeVisible();
  expect((await titles(page))[0]).toBe('What we tell the board');
  const slides = await page.request.get(`${address}.pptx`);
  expect(slides.status()).toBe(200);
  expect((await slides.body()).subarray(0, 2).toString()).toBe('PK');
});

test('of two who write to one figure the second sees both', async ({ page, browser, baseURL }) => {
  const address = await openDeck(page);
  const other = await browser.newPage({ baseURL });
  await other.goto(address);
  await new TrendsPage(other).untilHydrated();
  for (const [editor, title] of [[other, 'Hers'], [page, 'His']] as const) {
    await editor.getByRole('button', { name: /^Edit title and note/ }).first().click();
    await editor.getByRole('textbox', { name: 'Title' }).fill(title);
    await editor.getByRole('button', { name: 'Save', exact: true }).click();
    if (title === 'Hers') await expect(editor.getByRole('article').first()).toContainText('Hers');
  }
  await expect(page.getByText('Somebody else changed these words meanwhile.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('His');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('article').first().getByRole('heading', { level: 2 })).toContainText('His');
  await other.close();
});

test('what is taken out or deleted comes back by one press', async ({ page }) => {
  await openDeck(page);
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  const before = await titles(page);
  await rows(page).nth(1).getByRole('button', { name: /^Take out/ }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => titles(page)).toEqual(before);
  await page.getByRole('link', { name: 'Decks' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Decks');
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  const line = page.getByRole('heading', { level: 2, name });
  await expect(line).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(line).toBeVisible();
  await page.getByRole('button', { name: `Rename ${name}` }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(`${name} again`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: `${name} again` })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing on decks, a deck, its form and the pin menu', async ({ page }) => {
      const address = await openDeck(page);
      await expectNothingFromAxe(page);
      await page.getByRole('button', { name: /^Edit title and note/ }).first().click();
      await expectNothingFromAxe(page);
      await page.goto('/decks');
      await new TrendsPage(page).untilHydrated();
      await expectNothingFromAxe(page);
      await page.goto('/s/acupuncture');
      await new TrendsPage(page).untilHydrated();
      await page.locator('summary').filter({ hasText: 'Pin' }).first().click();
      await expectNothingFromAxe(page);
      expect(address).toMatch(/^\/decks\/\d+$/);
    });
  });
}

test('on a phone nothing of a deck reaches beyond the window', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openDeck(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
