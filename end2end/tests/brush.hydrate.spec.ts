import { expect, test, type Page } from '../support/test';
import { historyLength, STUDY, TrendsPage } from '../support/trends';

/** Presses the pointer at the left end of the ages and moves it, in steps, to a share of their width. */
async function drag(page: Page, share: number): Promise<void> {
  const ages = (await page.locator('.brush').first().boundingBox())!;
  const height = ages.y + ages.height / 2;
  await page.mouse.move(ages.x + 2, height);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) {
    await page.mouse.move(ages.x + (ages.width * share * step) / 10, height);
  }
}

test('the page follows the brush, and the address when it is let go', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  const before = await historyLength(page);
  await drag(page, 0.5);
  await expect(trends.people.first()).not.toContainText('401 of 401');
  await expect(page).toHaveURL(STUDY);
  await page.mouse.up();
  await expect(page).toHaveURL(/f\.age\.from=\d+$/);
  expect(await historyLength(page)).toBe(before + 1);
  await trends.untilDrawn();
  const brushed = await page.getByRole('main').innerText();
  await page.reload();
  await trends.untilHydrated();
  expect(await page.getByRole('main').innerText()).toBe(brushed);
  await page.goBack();
  await expect(trends.people.first()).toContainText('401 of 401');
});

test('the figure follows the brush before the parts beneath it do', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await page.evaluate(() => {
    const changed: string[] = [];
    (window as unknown as { changed: string[] }).changed = changed;
    const watch = (name: string, selector: string) => {
      const part = document.querySelector(selector)!;
      const say = () => changed.includes(name) || changed.push(name);
      new MutationObserver(say).observe(part, { childList: true, subtree: true, characterData: true, attributes: true });
    };
    watch('second figure', 'main figure:nth-of-type(2)');
    watch('last histogram', '.facet:last-of-type');
    watch('first figure', 'main figure:nth-of-type(1) .drawings');
    watch('held histogram', '.facet .brush');
  });
  const changed = () => page.evaluate(() => (window as unknown as { changed: string[] }).changed);
  await drag(page, 0.5);
  await expect.poll(async () => (await changed()).length).toBe(4);
  const order = await changed();
  expect(order.slice(0, 2).sort()).toEqual(['first figure', 'held histogram']);
  await page.mouse.up();
  await trends.untilDrawn();
  const [selected] = (await trends.people.first().innerText()).split(' of ');
  await expect(trends.rail).toContainText(`selected, ${selected}`);
});

test('arrow keys move a handle by a bin, and it keeps the focus', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  const handle = trends.rail.getByRole('slider', { name: 'Age from' });
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/f\.age\.from=/);
  await expect(handle).toBeFocused();
  const first = await trends.selected();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => trends.selected()).toBeLessThan(first);
});

test('a brush with a filter says what each filter costs', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open('?f.sex=female');
  await drag(page, 0.4);
  await page.mouse.up();
  await expect(page).toHaveURL(/f\.age\.from=/);
  await expect(page.getByRole('figure')).toHaveCount(3);
  await expect(page.getByRole('figure').last()).toContainText('Sex Female');
});
