import { expect, test } from '../support/test';
import { TrendsPage } from '../support/trends';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a copied table pastes into a spreadsheet as cells, with the numbers of the page', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open('?f.sex=female');
  await trends.menu('Save').click();
  await page.getByRole('button', { name: /Copy table/ }).first().click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const lines = text.split(/\r?\n/).map((line) => line.split('\t'));
  const shown = await trends.figure.locator('table').evaluate((table) =>
    [...(table as HTMLTableElement).rows].map((row) => [...row.cells].map((cell) => cell.textContent ?? '')),
  );
  const id = await trends.figure.locator('.exhibit-id').textContent();
  // A spreadsheet reads numbers with an ASCII minus, and a cell without a value is empty.
  const plain = (cell: string) => (cell === '–' ? '' : cell.replace('−', '-'));
  expect(shown.length).toBeGreaterThan(3);
  expect(lines.slice(0, -1).map((line) => line.map(trimmed))).toEqual(shown.map((row) => row.map(plain).map(trimmed)));
  expect(lines.at(-1)).toEqual([`Sinew exhibit ${id ?? ''}`]);
});

/** A number without the zeros at its end, which a spreadsheet does not keep. */
function trimmed(cell: string): string {
  return /^-?\d+\.\d+$/.test(cell) ? String(Number(cell)) : cell;
}

test('a copied image is a picture', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.menu('Save').click();
  await page.getByRole('button', { name: /Copy image/ }).first().click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    if (!item) throw new Error('the clipboard is empty');
    const picture = await createImageBitmap(await item.getType('image/png'));
    return [picture.width, picture.height];
  });
  expect(size[0]).toBeGreaterThan(1000);
});

test('the kind of file that was saved last is offered first, on another page too', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.menu('Save').click();
  await expect(page.getByRole('heading', { name: 'As last time' })).toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'PowerPoint, 4:3', exact: true }).first().click();
  await download;
  await page.goto('/s/acupuncture/compare');
  await page.locator('body[data-hydrated]').waitFor();
  const menu = page.locator('details.save-menu').first();
  await menu.locator('summary').click();
  await expect(menu.getByRole('heading', { name: 'As last time' })).toBeVisible();
  const link = menu.getByRole('link').first();
  await expect(link).toHaveText('PowerPoint, 4:3');
  expect(await link.getAttribute('href')).toContain('shape=standard');
});
