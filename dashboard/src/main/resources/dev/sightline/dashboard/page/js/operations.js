/** Throughput, latency and batches over the last hour. */

import { TimeChart, sample } from "./chart.js";
import { byId, el, fill } from "./dom.js";
import { duration, rate } from "./format.js";
import { get } from "./server.js";

let rates = null;
let latencies = null;
let batches = null;

export async function refreshRates() {
  const { steps } = await get("/api/rates");
  const fromZero = (_, __, most) => [0, Math.max(most ?? 0, 0.001) * 1.1];
  rates ??= new TimeChart(byId("rate-chart"), {
    format: rate,
    range: fromZero,
    describe: ({ series }) => `Predictions a second over the last hour; now ${rate(series[0].values.at(-1))}.`,
  });
  latencies ??= new TimeChart(byId("latency-chart"), {
    format: duration,
    range: fromZero,
    describe: ({ series }) => `Latency over the last hour; now the median is ${duration(series[0].values.at(-1))}, 99% within ${duration(series[1].values.at(-1))}.`,
  });
  batches ??= new TimeChart(byId("batch-chart"), {
    format: rate,
    range: fromZero,
    describe: ({ series }) => `Images in a batch over the last hour, on average; now ${rate(series[0].values.at(-1))}.`,
  });
  if (steps.length === 0) {
    [rates, latencies, batches].forEach((each) => each.empty("No predictions in the last hour."));
    return;
  }
  const at = steps.map((step) => step.startMs);
  const span = { at, from: at.length === 1 ? at[0] - 10000 : at[0], to: at.at(-1) };
  const points = at.length < 3;
  rates.draw({ ...span, series: [{ name: "rate", values: steps.map((step) => step.perSecond), colour: "--v0", points }] });
  latencies.draw({
    ...span,
    series: [
      { name: "median", values: steps.map((step) => step.medianMs), colour: "--v0", points },
      { name: "p99", values: steps.map((step) => step.p99Ms), colour: "--v1", dash: [5, 3], points },
    ],
  });
  if (steps.some((step) => step.meanBatch !== null)) {
    batches.draw({ ...span, series: [{ name: "batch", values: steps.map((step) => step.meanBatch), colour: "--v0", points }] });
  } else {
    batches.empty("These workers do not tell.");
  }
  fill(byId("latency-legend"), el("span", null, sample("--v0", []), "median"), el("span", null, sample("--v1", [5, 3]), "99% are below"));
}
