/**
 * From the pointer's move to the pixels: how long a page takes to show what a move of the brush, or a click, asks for.
 *
 * Time begins at the browser's own stamp of the input event and ends after the frame in which the trend's drawing has
 * changed. The next move waits for that frame, so nothing is superseded; what a person sees while dragging faster is
 * measured by `load`. Asked of the server in BASE_URL, in the browser CHROMIUM.
 */
import { chromium } from '@playwright/test';

const STUDY = '/s/synthetic';
/** Moves that are measured; the first few, which compile and fill caches, are not. */
const MEASURED = 60;
const WARMING = 5;

/** Runs in the page: says when the first figure has been drawn anew since the last input. */
function watchFrames() {
  let since = 0;
  const stamp = (event) => {
    since = event.timeStamp;
  };
  addEventListener('pointermove', stamp, { capture: true });
  addEventListener('click', stamp, { capture: true });
  // Of the widths of a drawing only the one in view is drawn.
  const picture = () => document.querySelector('main figure .drawing:has(.chart svg)')?.innerHTML;
  globalThis.nextPicture = () =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('the picture did not change within ten seconds')), 10_000);
      const before = picture();
      const watcher = new MutationObserver(() => {
        if (picture() === before) return;
        watcher.disconnect();
        requestAnimationFrame(() => {
          // A message is delivered after the frame is painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - since);
          port2.postMessage(null);
        });
      });
      watcher.observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true, attributes: true });
    });
}

/** Does something, and says how many milliseconds passed until the picture followed. */
async function timed(page, act) {
  const picture = page.evaluate(() => globalThis.nextPicture());
  await act();
  return picture;
}

async function opened(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(process.env.BASE_URL + STUDY);
  await page.locator('body[data-hydrated]').waitFor();
  await page.evaluate(watchFrames);
  return page;
}

/** The lower limit of the first histogram, from bar to bar over its left half. */
async function brushed(browser) {
  const page = await opened(browser);
  const brush = page.locator('.brush').first();
  const box = await brush.boundingBox();
  const height = box.y + box.height / 2;
  const bars = await brush.locator('.bar-everyone').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().x));
  const places = bars.slice(2, Math.ceil(bars.length / 2));
  await page.mouse.move(box.x + 1, height);
  await page.mouse.down();
  const times = [];
  for (let move = 0; move < WARMING + MEASURED; move += 1) {
    const place = places[move % places.length];
    times.push(await timed(page, () => page.mouse.move(place + 2, height)));
  }
  await page.mouse.up();
  await page.close();
  return times.slice(WARMING);
}

/** One box of the rail, set and taken away. */
async function clicked(browser) {
  const page = await opened(browser);
  const rail = page.getByRole('complementary', { name: 'Filters' });
  const times = [];
  for (let click = 0; click < WARMING + MEASURED; click += 1) {
    times.push(await timed(page, () => rail.getByRole('checkbox').first().click()));
  }
  await page.close();
  return times.slice(WARMING);
}

function quantile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1];
}

function print(what, times, limit) {
  const p95 = quantile(times, 0.95);
  const ratio = (p95 / limit).toFixed(2);
  const figures = [quantile(times, 0.5), p95, Math.max(...times)].map((time) => time.toFixed(1));
  console.log(`${what}: p50 ${figures[0]} ms, p95 ${figures[1]} ms (limit ${limit}, ratio ${ratio}), longest ${figures[2]} ms`);
}

const brushLimit = Number(process.env.BRUSH_LIMIT_MS);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  print('  a move of the brush to its pixels', await brushed(browser), brushLimit);
  print('  a click in the rail to its pixels', await clicked(browser), 100);
} finally {
  await browser.close();
}
