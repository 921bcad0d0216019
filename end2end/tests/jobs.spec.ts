import { expectNothingFromAxe } from '../support/axe';
import { freshName } from '../support/cohort';
import { deckOf } from '../support/decks';
import { horizontalOverflow, stickingOut } from '../support/geometry';
import { expect, test, type Page } from '../support/test';

/** Asks for a file as a program would; the address of its page. */
async function asked(page: Page, deck: string, kind: string): Promise<string> {
  const answer = await page.request.post(`${deck}/files`, { form: { kind }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  return answer.headers()['location'] ?? '';
}

const refresh = (page: Page) => page.locator('meta[http-equiv="refresh"]');

test('a large deck is saved as a file that one waits for', async ({ page, javaScriptEnabled }) => {
  const address = await deckOf(page, freshName('Large'), 8);
  await page.goto(address);
  if (javaScriptEnabled) await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
  await page.getByRole('form', { name: 'Save the deck' }).getByRole('button', { name: 'PowerPoint' }).click();
  await expect(page).toHaveURL(new RegExp(`${address}/files/\\d+$`));
  await expect(page.getByText('The file is ready.')).toBeVisible({ timeout: 20_000 });
  await expect(refresh(page)).toHaveCount(0);
  const link = page.getByRole('link', { name: 'Save the file' });
  const begun = page.waitForEvent('download');
  await link.click();
  expect((await begun).suggestedFilename()).toMatch(/^deck-large.*\.pptx$/);
  const made = await page.request.get((await link.getAttribute('href')) ?? '');
  const direct = await page.request.get(`${address}.pptx`);
  expect((await made.body()).equals(await direct.body())).toBe(true);
  if (javaScriptEnabled) await expectNothingFromAxe(page);
});

test('a small deck is saved by links', async ({ page }) => {
  const address = await deckOf(page, freshName('Small'), 2);
  await page.goto(address);
  const link = page.getByRole('navigation', { name: 'Save the deck' }).getByRole('link', { name: 'PDF' });
  await expect(link).toHaveAttribute('href', `${address}.pdf`);
});

test('what waits is cancelled, and made again', async ({ page }) => {
  test.setTimeout(60_000);
  const address = await deckOf(page, freshName('Cancelled'), 40);
  // One is made at a time: the last of these waits while the others are made, or they were made too fast.
  await expect(async () => {
    for (const kind of ['pptx', 'docx', 'xlsx']) await asked(page, address, kind);
    await page.goto(await asked(page, address, 'pdf'));
    await page.getByRole('button', { name: 'Cancel' }).click({ timeout: 2_000 });
    await expect(page.getByText('It was cancelled, and nothing of it was kept.')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(refresh(page)).toHaveCount(0);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await stickingOut(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
  }
  await page.getByRole('button', { name: 'Make it again' }).click();
  await expect(page.getByRole('link', { name: 'Save the file' })).toBeVisible({ timeout: 25_000 });
});
