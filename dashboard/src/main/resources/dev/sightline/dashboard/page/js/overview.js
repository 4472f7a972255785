/** Whether the model is still right: the verdict, its figures, and accuracy over time. */

import { TimeChart, colourOf, dashOf, sample } from "./chart.js";
import { byId, el, fill, say, svg, thead } from "./dom.js";
import { NONE, ago, count, duration, percent, plural, rate, time } from "./format.js";
import { get } from "./server.js";

export async function refreshVerdict(context) {
  const overview = await get("/api/overview", { model: context.model });
  context.onOverview(overview);
  context.lastLabels = overview.lastLabels;
  say(document.querySelector("#windows-by [value=labels]"), `of the last ${count(overview.lastLabels)} labels`);
  const { window, latestLabels, verdict } = overview;
  byId("verdict").dataset.kind = verdict.kind;
  say(byId("verdict-text"), verdict.text);
  byId("accuracy").hidden = !window || window.accuracy === null;
  say(byId("accuracy"), percent(window?.accuracy));
  say(byId("accuracy-of"), window ? `of ${plural(window.labelled, "labelled image", "labelled images")}` : "");
  drawRuler(overview);
  const lag = overview.lags.find((each) => each.group.endsWith("-score"));
  const uncounted = overview.lags.find((each) => each.group.endsWith("-metrics"));
  fill(
    byId("figures"),
    figure("Version that serves", overview.version === null ? NONE : `v${overview.version}`, overview.champion === null || overview.champion === overview.version ? overview.model ?? "" : `v${overview.champion} is to serve`),
    figure("Labels", percent(window?.coverage, 0), window ? `${count(window.labelled)} of ${count(window.predictions)} predictions` : "of the predictions"),
    figure(`Last ${count(overview.lastLabels)} labels`, percent(latestLabels?.accuracy), latestLabels?.accuracy == null ? "accuracy by count" : `${percent(latestLabels.low)} – ${percent(latestLabels.high)}, of ${count(latestLabels.labelled)}`),
    figure("Label delay", duration(window?.labelDelayMs), "median, from image to label"),
    figure("Estimated accuracy", percent(window?.estimate), window?.estimate == null ? "without labels" : `without labels, ${percent(window.estimateLow)} – ${percent(window.estimateHigh)}`),
    figure("Throughput", `${rate(overview.rate.perSecond)}/s`, overview.rate.meanBatch === null ? "predictions, last minute" : `predictions, in batches of ${rate(overview.rate.meanBatch)}`),
    figure("Latency", duration(overview.rate.medianMs), `99% within ${duration(overview.rate.p99Ms)}`),
    figure("Images behind", count(lag?.records), lag ? `not scored yet${uncounted ? `; ${count(uncounted.records)} records not counted` : ""}` : "no group has committed"),
    figure("Dead letters", count(overview.deadLetters), "in the last day"),
  );
}

function figure(name, value, more) {
  return el("div", null, el("dt", null, name), el("dd", null, value), el("dd", null, more));
}

/** The band on a scale, with the held-out accuracy as a line across it. */
function drawRuler({ window, heldOutAccuracy }) {
  const host = byId("ruler");
  if (!window || window.accuracy === null) {
    fill(host);
    say(byId("ruler-text"), "");
    return;
  }
  const all = [window.low, window.high, heldOutAccuracy ?? window.accuracy];
  const least = Math.max(0, Math.floor((Math.min(...all) - 0.02) * 20) / 20);
  const most = Math.min(1, Math.ceil((Math.max(...all) + 0.02) * 20) / 20);
  const x = (value) => `${(100 * (value - least)) / (most - least)}%`;
  fill(
    host,
    svg(
      "svg",
      { "aria-hidden": "true" },
      svg("line", { class: "axis", x1: "0%", x2: "100%", y1: 16, y2: 16 }),
      svg("rect", { class: "band", x: x(window.low), width: `${(100 * (window.high - window.low)) / (most - least)}%`, y: 8, height: 16, rx: 4 }),
      svg("circle", { class: "point", cx: x(window.accuracy), cy: 16, r: 5 }),
      heldOutAccuracy === null ? null : svg("line", { class: "reference", x1: x(heldOutAccuracy), x2: x(heldOutAccuracy), y1: 3, y2: 29 }),
      svg("text", { x: "0%", y: 42 }, percent(least, 0)),
      svg("text", { x: "100%", y: 42, "text-anchor": "end" }, percent(most, 0)),
    ),
  );
  say(
    byId("ruler-text"),
    `95% band ${percent(window.low)} to ${percent(window.high)}` +
      (heldOutAccuracy === null ? "." : `; the line is the held-out accuracy, ${percent(heldOutAccuracy)}.`) +
      ` Window of ${duration(window.endMs - window.startMs)} up to ${time(window.endMs)}.`,
  );
}

let chart = null;
let shownNow = { at: [], shown: [] };
const nothing = (model, by) => ({ model, by, number: 0, lines: new Map(), swaps: [] });
let known = nothing(null, null);

export async function refreshAccuracy(context) {
  const by = byId("windows-by").value === "labels" ? context.lastLabels : null;
  if (known.model !== context.model || known.by !== by) {
    known = nothing(context.model, by);
  }
  const asked = known;
  const answer = await get("/api/windows", { model: context.model, since: known.number, labels: by });
  if (asked !== known) {
    return;
  }
  if (answer.number < known.number) {
    known.number = 0; // another run of the dashboard: all of it, next time
    known.lines.clear();
    return refreshAccuracy(context);
  }
  merge(answer);
  drawAccuracy();
}

function merge(answer) {
  known.number = answer.number;
  known.swaps = answer.swaps;
  for (const line of answer.lines) {
    const key = `${line.version}/${line.application}/${line.lengthMs}`;
    const kept = known.lines.get(key) ?? { points: new Map() };
    kept.version = line.version;
    kept.heldOut = line.heldOutAccuracy;
    line.points.forEach((point) => kept.points.set(point.endMs, point));
    known.lines.set(key, kept);
  }
}

export function drawAccuracy() {
  const span = Number(byId("span").value) * 1000;
  const lines = [...known.lines.values()].sort((a, b) => a.version - b.version);
  const ends = lines.flatMap((line) => [...line.points.keys()]);
  chart ??= new TimeChart(byId("accuracy-chart"), {
    format: (value) => `${Math.round(100 * value)}%`,
    range: (_, least, most) => [Math.max(0, (least ?? 0) - 0.03), Math.min(1, (most ?? 1) + 0.03)],
    describe,
    onPoint: (index) => readout(index),
  });
  if (ends.length === 0) {
    chart.empty("No window has been counted yet.");
    return;
  }
  const to = Math.max(Math.max(...ends), Date.now() - 15000);
  const from = to - span;
  const at = [...new Set(ends)].filter((end) => end >= from).sort((a, b) => a - b);
  const shown = lines.filter((line) => at.some((end) => line.points.has(end)));
  if (shown.length === 0) {
    chart.empty("No window in this span.");
    return;
  }
  const series = [];
  const bands = [];
  shown.forEach((line) => {
    const index = lines.indexOf(line);
    const of = (field) => at.map((end) => line.points.get(end)?.[field] ?? null);
    bands.push({ low: series.length, high: series.length + 1, colour: colourOf(index) });
    series.push(
      { name: "low", values: of("low"), colour: null },
      { name: "high", values: of("high"), colour: null },
      { name: `v${line.version}`, values: of("accuracy"), colour: colourOf(index), dash: dashOf(index), points: at.length < 3 },
      { name: "estimate", values: of("estimate"), colour: colourOf(index), dash: [6, 3, 1, 3], width: 1.2 },
      { name: "held-out", values: at.map((end) => (line.points.has(end) ? line.heldOut : null)), colour: colourOf(index), dash: [1, 5], width: 1.5 },
    );
  });
  const begin = Math.max(from, at[0] - 15000);
  const marks = known.swaps
    .filter((swap) => swap.atMs >= begin)
    .map((swap) => ({ at: swap.atMs, text: swap.before === null ? `v${swap.version}` : `v${swap.before} → v${swap.version}` }));
  shownNow = { at, shown };
  chart.draw({ at, from: begin, to, series, bands, marks });
  fill(
    byId("accuracy-legend"),
    shown.map((line) => el("span", null, sample(colourOf(lines.indexOf(line)), dashOf(lines.indexOf(line))), `v${line.version}, with its 95% band`)),
    has(shown, at, "estimate") ? el("span", null, sample("--muted", [6, 3, 1, 3], 1.2), "estimated without labels") : null,
    shown.some((line) => line.heldOut !== null) ? el("span", null, sample("--muted", [1, 5]), "held-out accuracy") : null,
    marks.length > 0 ? el("span", null, sample("--text", [3, 3], 1), "swap") : null,
    el("span", { class: "at", id: "accuracy-at" }),
  );
  table(shown);
}

const has = (lines, at, field) => lines.some((line) => at.some((end) => (line.points.get(end)?.[field] ?? null) !== null));

function readout(index) {
  const host = byId("accuracy-at");
  if (!host) {
    return;
  }
  const end = shownNow.at[index];
  const points = shownNow.shown.map((line) => [line.version, line.points.get(end)]).filter(([, point]) => point);
  say(host, end === undefined ? "" : `${time(end)}: ${points.map(([version, point]) => `v${version} ${percent(point.accuracy)} of ${count(point.labelled)}`).join(", ")}`);
}

function describe({ series, marks }) {
  const lines = series
    .filter((each) => each.name.startsWith("v"))
    .map((each) => {
      const last = each.values.filter((value) => value !== null).at(-1);
      return last === undefined ? `${each.name} has too few labels` : `${each.name} is at ${percent(last)}`;
    });
  return `Accuracy over time: ${lines.join("; ")}. ${plural(marks.length, "swap", "swaps")} of versions. The table below has the figures.`;
}

function table(lines) {
  const rows = lines
    .flatMap((line) => [...line.points.values()].map((point) => ({ version: line.version, ...point })))
    .sort((a, b) => b.endMs - a.endMs || b.version - a.version)
    .slice(0, 20);
  fill(
    byId("accuracy-table"),
    thead("Up to", "Version", ["Accuracy", "number"], ["95% band", "number"], ["Estimated", "number"], ["Labelled", "number"], ["Predictions", "number"]),
    el(
      "tbody",
      null,
      rows.map((row) =>
        el(
          "tr",
          null,
          el("th", { scope: "row" }, time(row.endMs)),
          el("td", null, `v${row.version}`),
          el("td", { class: "number" }, row.accuracy === null ? "too few labels" : percent(row.accuracy)),
          el("td", { class: "number" }, row.low === null ? NONE : `${percent(row.low)} – ${percent(row.high)}`),
          el("td", { class: "number" }, percent(row.estimate)),
          el("td", { class: "number" }, count(row.labelled)),
          el("td", { class: "number" }, count(row.predictions)),
        ),
      ),
    ),
  );
}

/** What a table's window is, in a line. */
export const windowText = (of) =>
  of.version === null ? "No window has been counted yet." : `v${of.version}, ${duration(of.endMs - of.startMs)} up to ${time(of.endMs)}, ${ago(of.endMs)}`;
