import { expect, test, type Page } from '../support/test';
import { TrendsPage } from '../support/trends';

const QUERY = '?f.sex=female&missing=locf';

async function linksOf(page: Page): Promise<string[]> {
  const trends = new TrendsPage(page);
  await trends.open(QUERY);
  await trends.menu('Save').click();
  const links = page.locator('a[download]').filter({ visible: true });
  await expect(links).not.toHaveCount(0);
  return links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? ''));
}

test('every file of the save menu answers with its type and the page as filtered', async ({ page }) => {
  test.slow(); // Two dozen files, some of them large pictures.
  const types = new Map([
    ['svg', /^image\/svg\+xml/],
    ['png', /^image\/png/],
    ['csv', /^text\/csv/],
    ['parquet', /^application\/vnd\.apache\.parquet$/],
    ['pptx', /^application\/vnd\.openxmlformats-officedocument\.presentationml\.presentation$/],
    ['pdf', /^application\/pdf$/],
    ['docx', /^application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document$/],
    ['xlsx', /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/],
  ]);
  const links = await linksOf(page);
  for (const link of links) {
    const ending = /\.(\w+)(\?|$)/.exec(link)?.[1] ?? '';
    const response = await page.request.get(link);
    expect(response.status(), link).toBe(200);
    expect(response.headers()['content-type'], link).toMatch(types.get(ending) ?? /^never$/);
    expect(response.headers()['content-disposition'], link).toContain('attachment');
    expect(link).toContain('f.sex=female');
    expect((await response.body()).length, link).toBeGreaterThan(100);
  }
  expect(new Set(links.map((link) => /\.(\w+)\?/.exec(link)?.[1]))).toEqual(new Set(types.keys()));
});

test('the save menu offers PowerPoint, and the link answers with a package', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open(QUERY);
  await trends.menu('Save').click();
  const link = page.getByRole('link', { name: 'PowerPoint, 16:9', exact: true });
  const response = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toContain('presentationml.presentation');
  expect(response.headers()['content-disposition']).toMatch(/filename="acupuncture-trend-[a-z0-9-]*\.pptx"/);
  expect((await response.body()).subarray(0, 2).toString()).toBe('PK');
});

test('the CSV holds the rows of the table on the page', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open(QUERY);
  await trends.figure.getByText('Table', { exact: true }).click();
  const shown = await trends.table.getByRole('row').count();
  const text = await (await page.request.get(`/s/acupuncture/trend.csv${QUERY}`)).text();
  const lines = text.split('\r\n');
  expect(lines[0]).toContain('mean,');
  expect(lines.indexOf(''), 'rows before the first empty line, headings included').toBe(shown);
});

test('asking for a file with a filter that means nothing is refused', async ({ page }) => {
  const response = await page.request.get('/s/acupuncture/trend.csv?f.shoe_size=44');
  expect(response.status()).toBe(422);
});
