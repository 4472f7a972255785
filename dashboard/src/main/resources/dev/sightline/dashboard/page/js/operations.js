/** Throughput and latency over the last hour. */

import { TimeChart, sample } from "./chart.js";
import { byId, el, fill } from "./dom.js";
import { duration, rate } from "./format.js";
import { get } from "./server.js";

let rates = null;
let latencies = null;

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
  if (steps.length === 0) {
    rates.empty("No predictions in the last hour.");
    latencies.empty("No predictions in the last hour.");
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
  fill(byId("latency-legend"), el("span", null, sample("--v0", []), "median"), el("span", null, sample("--v1", [5, 3]), "99% are below"));
}
