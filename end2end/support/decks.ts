import { expect, type Page } from './test';

/** Pins a figure of the shipped study; `deck` is an id, or the name of a new deck. */
async function pin(page: Page, deck: number | string, query: string): Promise<void> {
  const to = typeof deck === 'number' ? { deck, name: '' } : { deck: null, name: deck };
  const figure = { ...to, study: 'acupuncture', figure: 'trend', query };
  const answer = await page.request.post('/api/pin_figure', { data: { figure } });
  expect(answer.status()).toBe(200);
}

/** A deck of so many figures, made without scripts; its address. */
export async function deckOf(page: Page, name: string, figures: number): Promise<string> {
  await pin(page, name, '');
  await page.goto('/decks');
  const address = (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
  const deck = Number(address.split('/').pop());
  for (let more = 1; more < figures; more += 1) await pin(page, deck, more % 2 ? 'split=sex' : '');
  return address;
}
