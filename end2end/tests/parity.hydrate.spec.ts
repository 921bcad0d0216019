import { test as base, expect, type Page } from '@playwright/test';

import { ageFrom, migraine, rules, women } from '../support/cohort';
import { collectMessages } from '../support/test';
import { STUDY } from '../support/trends';

/** A page of the study, opened once by each worker for all its figures, and what the browser logs in it. */
interface Opened {
  page: Page;
  messages: string[];
}

const test = base.extend<object, { opened: Opened }>({
  opened: [
    async ({ browser }, use) => {
      /* The page's policy allows scripts with its nonce only; the module is imported once more here. */
      const context = await browser.newContext({ baseURL: process.env.BASE_URL, bypassCSP: true });
      const page = await context.newPage();
      const messages = collectMessages(page);
      await page.goto(STUDY);
      await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
      await use({ page, messages });
      await context.close();
    },
    { scope: 'worker' },
  ],
});

/** Draws an exhibit with the module the page itself loaded, apart from the page. */
async function drawnInBrowser(page: Page, exhibit: string, width: string): Promise<string> {
  return page.evaluate(
    async ([json, widthClass]) => {
      const module = await import(document.querySelector<HTMLLinkElement>('link[rel="modulepreload"]')!.href);
      return module.exhibit_svg(json, widthClass) as string;
    },
    [exhibit, width],
  );
}

/** A cohort with a rule in a rule. */
const cohort = rules(women, { kind: 'any', detail: [migraine, ageFrom(60)] }).slice(1);

/** Figures by the name of their files, each with the queries it is drawn at. */
const figures: Record<string, string[]> = {
  trend: [
    '',
    'score=frequency',
    'missing=completers',
    'missing=locf',
    'missing=bocf',
    'band=quartiles',
    'split=none',
    'split=migraine',
    'f.sex=female&f.age.from=30&f.age.to=60',
  ],
  responders: ['', 'improved=last_value', 'split=none&score=frequency'],
  multiples: ['', 'missing=locf', 'score=frequency&improved=last_value'],
  attrition: ['f.sex=female&f.age.from=30&f.age.to=60'],
  cohort_attrition: [cohort],
  cohort_trend: ['', cohort],
  cohort_responders: [cohort],
  compare: ['', 'a=migraine.yes&b=rest&time=month_3'],
  table_one: ['', 'a=sex.female&b=sex.male'],
};

for (const [figure, queries] of Object.entries(figures)) {
  for (const query of queries) {
    for (const width of ['wide', 'medium', 'narrow']) {
      test(`the ${width} ${figure} at "?${query}" has the same bytes in the browser`, { tag: '@parity' }, async ({ opened, request }) => {
        const exhibit = await request.get(`${STUDY}/${figure}.json?${query}`);
        expect(exhibit.status()).toBe(200);
        const picture = await request.get(`${STUDY}/${figure}-page.svg?${query}${query && '&'}width=${width}`);
        expect(picture.status()).toBe(200);
        const server = await picture.text();
        expect(server).toContain('<svg');
        expect(await drawnInBrowser(opened.page, await exhibit.text(), width)).toBe(server);
        expect(opened.messages, 'the browser logged').toEqual([]);
      });
    }
  }
}
