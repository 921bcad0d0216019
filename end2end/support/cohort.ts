import { expect, type Locator, type Page } from '@playwright/test';

import { runsScripts, STUDY } from './trends';

/** The cohort page of the shipped study. */
export const COHORT = `${STUDY}/cohort`;

/** Criteria as the cohort language writes them. */
export const women = { kind: 'one_of', detail: { variable: 'sex', levels: ['female'] } };
export const migraine = { kind: 'flag_is', detail: { variable: 'migraine', answer: true } };
export const ageFrom = (low: number) => ({ kind: 'number_range', detail: { variable: 'age', low, high: null } });

/** The query of a cohort with these rules. */
export function rules(...criteria: object[]): string {
  const query = new URLSearchParams();
  for (const criterion of criteria) query.append('rule', JSON.stringify(criterion));
  return `?${query}`;
}

/** The cohort page, in the words its readers see. */
export class CohortPage {
  readonly heading: Locator;
  readonly people: Locator;
  readonly chips: Locator;
  readonly table: Locator;
  readonly rail: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.people = page.locator('.cohort-sentence').getByRole('status');
    this.chips = page.getByRole('list', { name: 'Rules' });
    this.table = page.getByRole('region', { name: 'Rules' });
    this.rail = page.getByRole('complementary', { name: 'Filters' });
  }

  /** Opens the page; with JavaScript, waits until its controls answer. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`${COHORT}${query}`);
    await expect(this.heading).toBeVisible();
    if (await runsScripts(this.page)) {
      await expect(this.page.locator('body')).toHaveAttribute('data-hydrated', '');
    }
  }

  /** How many people are selected. */
  async selected(): Promise<number> {
    const text = await this.people.innerText();
    return Number(/([\d,]+) of/.exec(text)![1].replaceAll(',', ''));
  }

  /** Saves what is shown under a name and waits until it is kept. */
  async saveAs(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.heading).toHaveText(name);
    await expect(this.page).toHaveURL(/cohort=\d+\.1$/);
  }
}

/** A name that no other test uses. */
export function freshName(what: string): string {
  return `${what} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}
