import { ageFrom, COHORT, migraine, rules, women } from '../support/cohort';
import { boxOf, horizontalOverflow, overlap, stickingOut, type Box } from '../support/geometry';
import { expect, test } from '../support/test';
import { TrendsPage } from '../support/trends';

const WIDTHS = [360, 390, 768, 1024, 1200, 1440, 1920];
const ADDRESSES = [
  '/',
  '/s/acupuncture',
  '/s/acupuncture?f.sex=female&f.age.from=30&missing=locf',
  '/s/acupuncture/compare',
  `${COHORT}${rules(women, { kind: 'any', detail: [migraine, ageFrom(60)] })}`,
];

for (const width of WIDTHS) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 900 } });

    for (const address of ADDRESSES) {
      test(`nothing sticks out sideways on ${address}`, async ({ page }) => {
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await stickingOut(page)).toEqual([]);
        expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
      });
    }

    test('the parts of a study lie beside or below each other', async ({ page }) => {
      const trends = new TrendsPage(page);
      await trends.open();
      const parts: [string, Box | null][] = [
        ['header', await boxOf(page.getByRole('banner'))],
        ['trust line', await boxOf(trends.trust)],
        ['results', await boxOf(page.getByRole('main'))],
        ['rail', await boxOf(trends.rail)],
      ];
      for (const [index, [name, box]] of parts.entries()) {
        for (const [other, otherBox] of parts.slice(index + 1)) {
          if (box && otherBox) expect(overlap(box, otherBox), `${name} over ${other}`).toBe(false);
        }
      }
    });

    test('the figure is drawn for this width and fills its place', async ({ page }) => {
      const trends = new TrendsPage(page);
      await trends.open();
      await expect(trends.chart).toHaveCount(1);
      const chart = (await trends.chart.boundingBox())!;
      const figure = (await trends.figure.boundingBox())!;
      expect(chart.x).toBeGreaterThanOrEqual(figure.x - 1);
      expect(chart.x + chart.width).toBeLessThanOrEqual(figure.x + figure.width + 1);
      const drawn = await trends.chart.evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.width);
      const largest = drawn < 400 ? 480 : drawn < 700 ? 900 : 1200;
      expect(chart.width).toBeGreaterThan(Math.min(figure.width, largest) * 0.95);
    });

    test('no text of the figure is smaller than 11 pixels on the screen', async ({ page }) => {
      const trends = new TrendsPage(page);
      await trends.open();
      const smallest = await trends.chart.evaluate((svg) => {
        const scale = svg.getBoundingClientRect().width / (svg as SVGSVGElement).viewBox.baseVal.width;
        const sizes = [...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize));
        return Math.min(...sizes) * scale;
      });
      expect(smallest).toBeGreaterThanOrEqual(width < 768 ? 10.5 : 10.9);
    });
  });
}
