import { ageFrom, COHORT, CohortPage, freshName, migraine, rules, women } from '../support/cohort';
import { expect, test, type Page } from '../support/test';
import { historyLength } from '../support/trends';

type Control = 'button' | 'combobox' | 'spinbutton' | 'checkbox';

/** Presses Tab, or Shift and Tab, until something has the focus; thirty times is a long way for anyone. */
async function tabTo(page: Page, name: string, role: Control, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).filter({ visible: true }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 30; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} did not reach ${role} ${name}`);
}

/** What the page says, without the list of saved cohorts, which other tests change meanwhile. */
async function aboveTheLibrary(page: Page): Promise<string> {
  const text = await page.getByRole('main').innerText();
  return text.slice(0, text.lastIndexOf('Saved cohorts'));
}

/** Begins a rule about something, by keys alone, from “Add rule”; the focus is on the choice of what. */
async function beginRule(page: Page, about: string): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'About' })).toBeFocused();
  await page.keyboard.type(about);
  await expect(page.getByRole('button', { name: 'Use this rule' })).toBeVisible();
}

/** Uses the rule and waits until the page shows so many rules; the next one can be begun at once. */
async function useRule(page: Page, count: number): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: /^On: / })).toHaveCount(count);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add rule' })).toBeFocused();
}

/** Opens the menu of a rule and chooses an entry, by keys alone. */
async function choose(page: Page, rule: string, entry: string): Promise<void> {
  const menu = page.locator('summary').filter({ hasText: `Actions for ${rule}` }).first();
  await menu.focus();
  await page.keyboard.press('Enter');
  const choice = page.getByRole('link', { name: entry, exact: true }).or(page.getByRole('button', { name: entry, exact: true }));
  const visible = choice.filter({ visible: true }).first();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    if (await visible.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
}

test('a nested cohort of six rules is built by the keyboard alone, saved and compared', async ({ page, browser, baseURL }) => {
  test.setTimeout(90_000);
  const cohort = new CohortPage(page);
  await cohort.open();
  // 1: a category.
  await tabTo(page, 'Add rule', 'button');
  await beginRule(page, 'Sex');
  await tabTo(page, 'Female', 'checkbox');
  await page.keyboard.press('Space');
  await useRule(page, 1);
  // 2: a number, joined by “or” with a score: nested.
  await beginRule(page, 'Age');
  await tabTo(page, 'From', 'spinbutton');
  await page.keyboard.type('30');
  await useRule(page, 2);
  await choose(page, 'Age at least 30 years', 'Or…');
  await expect(page.getByRole('combobox', { name: 'About' })).toBeFocused();
  await page.keyboard.type('A score at');
  await tabTo(page, 'From', 'spinbutton');
  await page.keyboard.type('20');
  await useRule(page, 2);
  await expect(cohort.table).toContainText('At least one of these');
  // 3: a flag, turned into its opposite.
  await beginRule(page, 'Migraine');
  await tabTo(page, 'Use this rule', 'button');
  await useRule(page, 3);
  await choose(page, 'Migraine yes', 'Turn into its opposite');
  await expect(cohort.table).toContainText('Not this');
  await tabTo(page, 'Add rule', 'button', 'Shift+Tab');
  // 4: a change.
  await beginRule(page, 'Change of a score, points');
  await tabTo(page, 'to', 'spinbutton');
  await page.keyboard.type('50');
  await useRule(page, 4);
  // 5: a score that is there.
  await beginRule(page, 'A score is there');
  await tabTo(page, 'Use this rule', 'button');
  await useRule(page, 5);
  // 6: another number.
  await beginRule(page, 'Chronicity');
  await tabTo(page, 'to', 'spinbutton');
  await page.keyboard.type('60');
  await useRule(page, 6);
  await expect(page.getByRole('main')).toContainText('Picked by what happened after baseline');
  // One is switched off and on again.
  const six = await cohort.selected();
  await page.getByRole('checkbox', { name: /^On: Sex Female/ }).focus();
  await page.keyboard.press('Space');
  await expect.poll(() => cohort.selected()).toBeGreaterThan(six);
  await expect(page.getByRole('checkbox', { name: /^On: Sex Female/ })).toBeFocused();
  await page.keyboard.press('Space');
  await expect.poll(() => cohort.selected()).toBe(six);
  // Saved, and the same in a profile that knows nothing of it.
  await cohort.saveAs(freshName('Six rules'));
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const shown = await aboveTheLibrary(page);
  const other = await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const fresh = new CohortPage(await other.newPage());
  await fresh.page.goto(page.url());
  await expect(fresh.page.locator('body')).toHaveAttribute('data-hydrated', '');
  expect(await aboveTheLibrary(fresh.page)).toBe(shown);
  await other.close();
  await page.getByRole('link', { name: 'Compare…' }).click();
  await expect(page).toHaveURL(/\/compare\?a=cohort\.\d+\.1&b=rest/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('two who edit one cohort lose nothing', async ({ page, context }) => {
  const first = new CohortPage(page);
  await first.open(rules(women));
  const name = freshName('Edited twice');
  await first.saveAs(name);
  const second = new CohortPage(await context.newPage());
  await second.page.goto(page.url());
  await expect(second.page.locator('body')).toHaveAttribute('data-hydrated', '');
  for (const [tab, low] of [[first, 40], [second, 50]] as const) {
    await tab.rail.getByRole('spinbutton').first().fill(String(low));
    await tab.page.keyboard.press('Tab');
    await expect(tab.chips).toContainText(`at least ${low} years`);
  }
  await page.getByRole('button', { name: 'Save version 2' }).click();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/cohort=\d+\.2$/);
  await second.page.getByRole('button', { name: 'Save version 2' }).click();
  await second.page.keyboard.press('Enter');
  const conflict = second.page.getByRole('region', { name: /saved by someone else/ });
  await expect(conflict).toContainText('at least 40 years');
  await expect(conflict).toContainText('at least 50 years');
  await conflict.getByRole('button', { name: 'Save yours as version 3' }).click();
  await expect(second.page).toHaveURL(/cohort=\d+\.3$/);
  const versions = second.page.getByRole('region', { name: 'Versions' }).last();
  await expect(versions).toContainText('at least 40 years');
  await expect(versions.getByRole('row')).toHaveCount(4);
});

test('a deleted cohort is taken back', async ({ page }) => {
  const cohort = new CohortPage(page);
  await cohort.open(rules(migraine));
  const name = freshName('Deleted');
  await cohort.saveAs(name);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('main')).toContainText('Version 1, deleted');
  await page.getByRole('button', { name: 'Undo deletion' }).click();
  await expect(page.getByRole('main')).toContainText('Version 1, saved');
});

test('the page follows the brush, with one step in the history', async ({ page }) => {
  const cohort = new CohortPage(page);
  await cohort.open(rules(migraine));
  const everyone = await cohort.selected();
  const before = await historyLength(page);
  const ages = (await page.locator('.brush').first().boundingBox())!;
  await page.mouse.move(ages.x + 2, ages.y + ages.height / 2);
  await page.mouse.down();
  await page.mouse.move(ages.x + ages.width / 2, ages.y + ages.height / 2, { steps: 8 });
  await expect.poll(() => cohort.selected()).toBeLessThan(everyone);
  await page.mouse.up();
  await expect(cohort.chips.getByRole('link', { name: /Remove rule/ })).toHaveCount(2);
  expect(await historyLength(page)).toBe(before + 1);
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect.poll(() => cohort.selected()).toBe(everyone);
  // Another step back would leave the page.
  await expect(undo).toBeDisabled();
});

test('a hundred gestures are undone and done again exactly by Back and Forward', async ({ page }) => {
  test.setTimeout(300_000);
  const cohort = new CohortPage(page);
  await cohort.open(rules(women, migraine, ageFrom(30)));
  const random = seeded(7);
  const states = [await state(page)];
  // The history of a tab holds fifty entries.
  while (states.length < 101) {
    const round: string[] = [states.at(-1)!];
    while (round.length < 41 && states.length + round.length - 1 < 101) round.push(await gesture(page, random));
    for (const expected of round.slice(0, -1).reverse()) {
      await page.goBack();
      await expect.poll(() => state(page)).toBe(expected);
    }
    for (const expected of round.slice(1)) {
      await page.goForward();
      await expect.poll(() => state(page)).toBe(expected);
    }
    states.push(...round.slice(1));
  }
});

/** What a page shows: rules and people. */
async function state(page: Page): Promise<string> {
  const words = await page.locator('.cohort-sentence').innerText();
  const rulesShown = await page.locator('.rules tbody').innerText({ timeout: 1000 }).catch(() => '');
  return `${words}\n${rulesShown}`;
}

/** One change out of those on the page, once the page shows it; gives the new state. */
async function gesture(page: Page, random: () => number): Promise<string> {
  const pick = (count: number) => Math.floor(random() * count);
  // A control that still shows the state before says nothing new when it is used.
  await settled(page);
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/cohort_page'));
  const rail = page.getByRole('complementary', { name: 'Filters' });
  const toggles = page.getByRole('checkbox', { name: /^On: / });
  const [count, kind] = [await toggles.count(), random()];
  if (count > 0 && kind < 0.5) {
    await toggles.nth(pick(count)).click();
  } else if (kind < 0.75) {
    const boxes = rail.getByRole('checkbox');
    await boxes.nth(pick(await boxes.count())).click();
  } else {
    const limit = rail.getByRole('spinbutton').first();
    const now = Number(await limit.inputValue());
    await limit.fill(String(20 + ((now + 1 + pick(39)) % 40)));
    await limit.press('Enter');
  }
  await answered;
  await settled(page);
  return state(page);
}

/** Waits until nothing is on its way and what came is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** A small generator of numbers from 0 to 1: the same ones every time. */
function seeded(seed: number): () => number {
  let at = seed;
  return () => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return at / 2 ** 32;
  };
}

test('a copied address shows the same to a colleague', async ({ page }) => {
  await page.goto(`${COHORT}${rules(women, ageFrom(40))}&off=1`);
  const cohort = new CohortPage(page);
  await cohort.open(rules(women, ageFrom(40)) + '&off=1');
  await expect(cohort.chips).toContainText('off');
  await expect(cohort.table).toContainText('would be');
});
