// Our figures by Observable Plot, as somebody who knows it would draw them: its own colours, ticks and legends. Of footnotes
// the first.
// node peers.mjs FOLDER CHROMIUM — reads trend, responders, compare and multiples (.json and .png) and ages.csv (age,
// selected), as saved from the pages, and writes NAME-plot.png of the same pixels. Needs @observablehq/plot, d3, jsdom and playwright.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as Plot from "@observablehq/plot";
import { csvParse } from "d3";
import { JSDOM } from "jsdom";
const { chromium } = createRequire(import.meta.url)("playwright");

const [folder, executablePath] = process.argv.slice(2);
const { document } = new JSDOM("").window;
const exhibit = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`));
const mean = ({ mean }) => ({ value: mean?.value ?? NaN, low: mean?.interval?.low, high: mean?.interval?.high });
const columns = (at, { value, low, high }) =>
  at.map((at, place) => ({ at, value: value[place] ?? NaN, low: low[place] ?? NaN, high: high[place] ?? NaN }));
const words = ({ text }) => ({ title: text.title, subtitle: text.subtitle, caption: text.footnotes[0] });

const browser = await chromium.launch({ executablePath });
async function save(name, options) {
  const head = readFileSync(`${folder}/${name}.png`);
  const [width, height] = [16, 20].map((at) => head.readUInt32BE(at) / 2);
  const room = options.title ? 300 : 20;
  const drawn = Plot.plot({ document, width: width - 32, height: height - room, ...options });
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 2 });
  await page.setContent(`<body style="margin:16px;font-family:system-ui">${drawn.outerHTML}</body>`);
  await page.screenshot({ path: `${folder}/${name}-plot.png` });
  await page.close();
}

{
  const trend = exhibit("trend");
  const { series, x, y } = trend.figure.trend;
  const data = series.flatMap(({ label, points }) =>
    points.map(({ at, estimate }) => ({ group: label, at, ...mean(estimate) })));
  await save("trend", {
    ...words(trend), color: { legend: true }, x: { label: x.title }, y: { label: y.title, zero: true, grid: true },
    marks: [
      Plot.areaY(data, { x: "at", y1: "low", y2: "high", fill: "group", fillOpacity: 0.2 }),
      Plot.lineY(data, { x: "at", y: "value", stroke: "group", marker: true }),
      Plot.ruleY([0]),
    ],
  });
}
{
  const forest = exhibit("compare");
  const { rows, x, reference } = forest.figure.forest;
  const data = rows.map(({ label, estimate }) => ({ label, ...mean(estimate) }));
  await save("compare", {
    ...words(forest), marginLeft: 160, x: { label: x.title, grid: true }, y: { domain: rows.map((row) => row.label), label: null },
    marks: [
      Plot.ruleX([reference]),
      Plot.ruleY(data, { y: "label", x1: "low", x2: "high" }),
      Plot.dot(data, { y: "label", x: "value", fill: "currentColor" }),
    ],
  });
}
{
  const responders = exhibit("responders");
  const { series, x, y, marks } = responders.figure.responders;
  const data = series.flatMap(({ label, denominator, curve }) =>
    columns(curve.at, curve.estimates).map((point) => ({ group: label, denominator, ...point })));
  const everyone = data.filter(({ denominator }) => denominator === "everyone");
  const z = ({ group, denominator }) => group + denominator;
  await save("responders", {
    ...words(responders), color: { legend: true }, x: { label: x.title }, y: { label: y.title, grid: true },
    marks: [
      Plot.areaY(everyone, { x: "at", y1: "low", y2: "high", fill: "group", fillOpacity: 0.2, curve: "step-after" }),
      Plot.lineY(data, { x: "at", y: "value", z, stroke: "group", curve: "step-after",
        strokeWidth: 1.5 }),
      Plot.ruleX(marks, { x: "at", strokeDasharray: "2 3" }),
      Plot.ruleY([0]),
    ],
  });
}
{
  const multiples = exhibit("multiples");
  const { panels, times, x, y } = multiples.figure.multiples;
  const data = panels.flatMap(({ label, means }, place) =>
    columns(times.map(({ at }) => at), means).map((point) =>
      ({ group: label, fx: place % 3, fy: Math.floor(place / 3), ...point })));
  const heads = panels.map(({ label }, place) => ({ label, fx: place % 3, fy: Math.floor(place / 3) }));
  const facet = { fx: "fx", fy: "fy" };
  await save("multiples", {
    ...words(multiples), x: { label: x.title }, y: { label: y.title, zero: true, grid: true },
    fx: { axis: null }, fy: { axis: null },
    marks: [
      Plot.lineY(data, { x: "at", y: "value", z: "group", stroke: "#ddd" }),
      Plot.areaY(data, { x: "at", y1: "low", y2: "high", fillOpacity: 0.2, ...facet }),
      Plot.lineY(data, { x: "at", y: "value", ...facet }),
      Plot.text(heads, { text: "label", frameAnchor: "top", fontWeight: "bold", dy: -12, ...facet }),
      Plot.ruleY([0]),
    ],
  });
}
{
  const people = csvParse(readFileSync(`${folder}/ages.csv`, "utf8"), ({ age, selected }) => ({ age: +age, selected: +selected }));
  const bins = (fill, style) => Plot.rectY(fill, Plot.binX({ y: "count" }, { x: "age", ...style }));
  await save("ages", {
    x: { label: "age (years)" }, y: { label: "people", grid: true },
    marks: [
      bins(people, { fill: "none", stroke: "#888" }),
      bins(people.filter(({ selected }) => selected), { fill: "currentColor" }),
      Plot.ruleY([0]),
    ],
  });
}
await browser.close();
