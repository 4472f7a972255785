/** Alarms: what stands now, and what stood. */

import { byId, el, fill, thead } from "./dom.js";
import { NONE, ago, count, date, duration } from "./format.js";
import { get } from "./server.js";

const HISTORY = 20;

export async function refreshAlerts(context) {
  const { alerts } = await get("/api/alerts", { model: context.model });
  const standing = alerts.filter((each) => each.raised);
  fill(byId("alerts-now"), standing.length === 0 ? el("p", { class: "calm" }, el("span", { "aria-hidden": "true" }, "✓ "), "No alarm stands.") : el("ul", { class: "alarms" }, standing.map(alarm)));
  byId("alerts-history").hidden = alerts.length === 0;
  fill(
    byId("alerts-table"),
    thead("Raised", "Statistic", "Version", "State", ["At image", "number"], ["Stood for", "number"], "What it means"),
    el("tbody", null, alerts.slice(0, HISTORY).map(row)),
  );
}

const named = (of) => (of.subject === null ? of.statistic : `${of.statistic}, ${of.subject}`);

function alarm(of) {
  return el(
    "li",
    null,
    el("p", { class: "alarm" }, el("span", { class: "badge bad" }, "▲ raised"), el("strong", null, `v${of.version} · ${named(of)}`), el("span", { class: "muted" }, ago(of.raisedAtMs))),
    el("p", null, of.message),
    el("p", { class: "hint" }, `Of ${count(of.sample)} images. Without drift such an alarm comes after ${count(of.meanRunImages)} images on average, at the least.`),
  );
}

function row(of) {
  return el(
    "tr",
    null,
    el("th", { scope: "row" }, date(of.raisedAtMs)),
    el("td", null, named(of)),
    el("td", null, `v${of.version}`),
    el("td", null, el("span", { class: of.raised ? "badge bad" : "badge" }, of.raised ? "▲ raised" : "✓ cleared")),
    el("td", { class: "number" }, count(of.raisedAtImage)),
    el("td", { class: "number" }, of.clearedAtMs === null ? NONE : duration(of.clearedAtMs - of.raisedAtMs)),
    el("td", { class: "said" }, of.message),
  );
}
