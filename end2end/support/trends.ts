import { expect, type Locator, type Page } from '@playwright/test';

/** The study that is shipped. */
export const STUDY = '/s/acupuncture';

/** The comparison page of the shipped study. */
export const COMPARISON = `${STUDY}/compare`;

/** The trends page of the shipped study, in the words its readers see. */
export class TrendsPage {
  readonly heading: Locator;
  readonly trust: Locator;
  readonly tiles: Locator;
  readonly figure: Locator;
  readonly chart: Locator;
  readonly table: Locator;
  readonly rail: Locator;
  readonly people: Locator;
  readonly filters: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.trust = page.getByRole('region', { name: 'What these numbers rest on' });
    this.tiles = page.getByRole('region', { name: 'Headline results' });
    // The means over time; other figures stand beneath.
    this.figure = page.getByRole('figure').first();
    this.chart = this.figure.locator('.chart svg').filter({ visible: true });
    this.table = this.figure.getByRole('table');
    this.rail = page.getByRole('complementary', { name: 'Filters' });
    this.people = page.getByRole('main').getByRole('status');
    this.filters = page.getByRole('list', { name: 'Filters in force' });
  }

  /** Opens the page; with JavaScript, waits until its controls answer. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`${STUDY}${query}`);
    await expect(this.heading).toBeVisible();
    await this.untilHydrated();
  }

  async untilHydrated(): Promise<void> {
    if (await runsScripts(this.page)) {
      await expect(this.page.locator('body')).toHaveAttribute('data-hydrated', '');
    }
  }

  /** Waits until every part shows the last answer. */
  async untilDrawn(): Promise<void> {
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  /** A box or button of the rail. */
  level(name: string): Locator {
    return this.rail.getByRole('checkbox', { name });
  }

  /** A way of handling missing values. */
  handling(name: string): Locator {
    return this.page.getByRole('group', { name: /When someone leaves/ }).getByRole('radio', { name, exact: true });
  }

  /** A menu by the words on it. */
  menu(name: string | RegExp): Locator {
    return this.page.locator('details > summary').filter({ hasText: name }).first();
  }

  /** How many people are selected. */
  async selected(): Promise<number> {
    const text = await this.people.first().innerText();
    const digits = /([\d,]+) of [\d,]+ people/.exec(text)?.[1];
    expect(digits, `a count in "${text}"`).toBeDefined();
    return Number(digits!.replaceAll(',', ''));
  }
}

/** Whether the page's own scripts run. */
export async function runsScripts(page: Page): Promise<boolean> {
  return page.evaluate(() => !matchMedia('(scripting: none)').matches);
}

/** How many entries the tab's history holds. */
export async function historyLength(page: Page): Promise<number> {
  return page.evaluate(() => history.length);
}
