import { test as base, expect, type Page } from '@playwright/test';

interface Quiet {
  /** Messages a test expects the browser to log. */
  expectedMessages: RegExp[];
  /** Fails a test in whose pages the browser logged a warning, an error or an uncaught exception. */
  quiet: void;
}

/** Hydration problems are console messages, so no test may leave one. */
export const test = base.extend<Quiet>({
  expectedMessages: [[], { option: true }],
  quiet: [
    async ({ page, expectedMessages, javaScriptEnabled }, use) => {
      const messages = collectMessages(page);
      await use();
      const expected = javaScriptEnabled ? expectedMessages : [...expectedMessages, ...withoutScripts];
      const unexpected = messages.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(unexpected, 'the browser logged').toEqual([]);
    },
    { auto: true },
  ],
});

/** Where no script runs, what was fetched ahead for scripts stays unused. */
const withoutScripts = [/was preloaded using link preload but not used/];

/** What the browser logs in a page from now on, as far as it is a problem. */
export function collectMessages(page: Page): string[] {
  const messages: string[] = [];
  page.on('console', (message) => {
    const isProblem = message.type() === 'error' || message.type() === 'warning';
    if (isProblem || /hydrat/i.test(message.text())) {
      messages.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => messages.push(`uncaught: ${error.message}`));
  return messages;
}

export { expect };
export type { Page };
