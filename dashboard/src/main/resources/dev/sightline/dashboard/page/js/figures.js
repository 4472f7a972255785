/** The versions side by side: with labels, without, and what stands against each. */

import { byId, el, fill, thead } from "./dom.js";
import { NONE, count, duration, percent, plural } from "./format.js";
import { get } from "./server.js";

const MOST = 20;

export async function refreshFigures(context) {
  const { versions } = await get("/api/figures", { model: context.model });
  byId("side-card").hidden = versions.length === 0;
  fill(
    byId("side"),
    versions.length > MOST ? el("caption", null, `The newest ${MOST} of ${versions.length} versions`) : null,
    thead("Version", ["Accuracy", "number"], ["Held-out", "number"], ["Labelled", "number"], ["Label delay", "number"], [`Last ${count(context.lastLabels)} labels`, "number"], ["Estimated", "number"], ["PSI of classes", "number"], ["PSI of images", "number"], "Alarms"),
    el("tbody", null, versions.slice(0, MOST).map(row)),
  );
}

const number = (text, more) => el("td", { class: "number" }, text, more ? el("span", { class: "beside" }, more) : null);

/** An accuracy, and below it its band and what it is of. */
const accuracy = (of) => (of === null ? number(NONE) : of.accuracy === null ? number("too few labels", count(of.labelled)) : number(percent(of.accuracy), `${band(of.low, of.high)} of ${count(of.labelled)}`));

const band = (low, high) => (low === null ? "" : `${percent(low)} – ${percent(high)}`);

const psi = (of) => (of === null ? NONE : of.psi.toFixed(3));

function row(of) {
  const { window } = of;
  const furthest = [...of.images].sort((a, b) => b.psi - a.psi)[0];
  return el(
    "tr",
    null,
    el("th", { scope: "row" }, `v${of.version}`),
    accuracy(window),
    number(percent(of.heldOutAccuracy)),
    number(percent(window.coverage, 0), `of ${count(window.predictions)}`),
    number(duration(window.labelDelayMs)),
    accuracy(of.latestLabels),
    number(percent(window.estimate), band(window.estimateLow, window.estimateHigh)),
    number(psi(of.classes)),
    number(furthest ? psi(furthest) : NONE, furthest ? furthest.statistic : null),
    el("td", null, of.alarms.length === 0 ? "none" : el("span", { class: "badge bad" }, `▲ ${plural(of.alarms.length, "alarm", "alarms")}`)),
  );
}
