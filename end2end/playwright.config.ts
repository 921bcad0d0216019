import { defineConfig } from '@playwright/test';

const baseURL = process.env.BASE_URL;
if (!baseURL) {
  throw new Error('BASE_URL is not set: run these tests with `cargo xtask test --only browser,parity`');
}

/** Chromium asks nobody but the server under test. */
const quietChromium = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig({
  testDir: 'tests',
  outputDir: 'artefacts/results',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(process.env.REPORT ? [['json', { outputFile: process.env.REPORT }] as const] : [])],
  use: {
    baseURL,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    // A trace of every test takes longer than the test: asked for when a failure is looked into.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quietChromium },
  },
  /* Every spec runs twice; NAME.hydrate.spec.ts needs JavaScript, NAME.plain.spec.ts its absence. */
  projects: [
    { name: 'without-javascript', use: { javaScriptEnabled: false }, testIgnore: /\.hydrate\.spec\.ts$/ },
    { name: 'with-javascript', use: { javaScriptEnabled: true }, testIgnore: /\.plain\.spec\.ts$/ },
  ],
});
