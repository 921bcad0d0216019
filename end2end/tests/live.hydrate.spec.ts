import { expect, test } from '../support/test';
import { historyLength, STUDY, TrendsPage } from '../support/trends';

test('a filter acts at once and leaves one entry in the history', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  const before = await historyLength(page);
  await trends.level('Female').check();
  await expect(page).toHaveURL(/f\.sex=female/);
  await expect(trends.people.first()).not.toContainText('401 of 401');
  expect(await historyLength(page)).toBe(before + 1);
});

test('a box stays as it was clicked while the page is drawn, and can be clicked again at once', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  const female = trends.level('Female');
  for (const isChecked of [true, false, true]) {
    const seen = female.evaluate(async (box: HTMLInputElement) => {
      box.click();
      const states: boolean[] = [];
      // Until the answer has come and all of it is drawn, with some frames after that.
      for (let quiet = 0; quiet < 20; ) {
        await new Promise(requestAnimationFrame);
        states.push(box.checked);
        quiet = document.querySelector('[aria-busy="true"]') ? 0 : quiet + 1;
      }
      return states;
    });
    expect(new Set(await seen)).toEqual(new Set([isChecked]));
    await expect(page).toHaveURL(isChecked ? /f\.sex=female/ : STUDY);
  }
  // Again before the rest of the page shows the answer.
  const shown = await trends.people.first().innerText();
  await female.click();
  await expect(trends.people.first()).not.toHaveText(shown);
  await female.click();
  await expect(page).toHaveURL(/f\.sex=female/);
  await trends.untilDrawn();
  await expect(trends.people.first()).toHaveText(shown);
});

test('Back takes a filter away, Forward brings it again', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.level('Female').check();
  await expect(page).toHaveURL(/f\.sex=female/);
  const women = page.getByRole('main').getByRole('status').first();
  await expect(women).not.toContainText('401 of 401');
  const shown = await women.innerText();
  await page.goBack();
  await expect(page).toHaveURL(STUDY);
  await expect(women).toContainText('401 of 401');
  await expect(trends.level('Female')).not.toBeChecked();
  await page.goForward();
  await expect(women).toHaveText(shown);
  await expect(trends.level('Female')).toBeChecked();
});

test('the handling of missing values is switched on the face of the figure', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.handling('Last value carried on').click();
  await expect(page).toHaveURL(/missing=locf/);
  await expect(trends.figure).toContainText('LOCF');
  await trends.handling('Reports only').click();
  await expect(page).toHaveURL(STUDY);
  await expect(trends.figure).not.toContainText('LOCF');
});

test('the score is switched', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await page.getByRole('combobox', { name: 'Score' }).selectOption({ label: 'Headache frequency' });
  await expect(page).toHaveURL(/score=frequency/);
  await expect(trends.figure).toContainText(/frequency/i);
});

test('a live page and a loaded one are the same', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.level('Female').check();
  await expect(page).toHaveURL(/f\.sex=female/);
  await expect(trends.people.first()).not.toContainText('401 of 401');
  await trends.untilDrawn();
  const live = await page.getByRole('main').innerText();
  await page.reload();
  await trends.untilHydrated();
  expect(await page.getByRole('main').innerText()).toBe(live);
});

test('of two quick changes the last one is shown', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.handling('Last value carried on').click();
  await trends.handling('Completers').click();
  await expect(page).toHaveURL(/missing=completers/);
  await expect(trends.figure).toContainText(/completers/i);
  await expect(trends.figure).not.toContainText('LOCF');
});

test('no menu stays open after Escape, and its button has the focus again', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.menu('Save').click();
  await expect(page.getByRole('link', { name: /CSV/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: /CSV/ })).toBeHidden();
  await expect(trends.menu('Save')).toBeFocused();
});

test('the points of the figure are read aloud by the arrow keys', async ({ page }) => {
  const trends = new TrendsPage(page);
  await trends.open();
  await trends.figure.locator('[aria-roledescription="chart"]').focus();
  await page.keyboard.press('ArrowRight');
  const spoken = trends.figure.locator('.drawings [aria-live="polite"]');
  await expect(spoken).not.toBeEmpty();
  const last = await spoken.innerText();
  await page.keyboard.press('ArrowLeft');
  await expect(spoken).not.toHaveText(last);
  await page.keyboard.press('Escape');
  await expect(spoken).toBeEmpty();
});
