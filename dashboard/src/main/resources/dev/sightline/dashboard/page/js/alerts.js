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

/** What it means that a statistic has moved; images have several. */
const MEANINGS = {
  accuracy: "Labels show that the model is right less often than it was.",
  recall: "Labels show that images of this class are recognised less often than they were.",
  "class-shares": "Another mix of classes is predicted: there are other things on the images, or the model sees them differently.",
  "estimated-accuracy": "The model has become less sure: without labels, it must be expected to be right less often.",
};
const OF_IMAGES = "The images themselves look different: camera, lens, light or sender may have changed.";
const IMAGES = ["brightness", "contrast", "sharpness", "red", "green", "blue", "width", "height"];

const meaning = (of) => MEANINGS[of.statistic] ?? (IMAGES.includes(of.statistic) ? OF_IMAGES : null);

const named = (of) => (of.subject === null ? of.statistic : `${of.statistic}${IMAGES.includes(of.statistic) ? " " : " of "}${of.subject}`);

function alarm(of) {
  return el(
    "li",
    null,
    el("p", { class: "alarm" }, el("span", { class: "badge bad" }, "▲ raised"), el("strong", null, `v${of.version} · ${named(of)}`), el("span", { class: "muted" }, ago(of.raisedAtMs))),
    meaning(of) ? el("p", null, meaning(of)) : null,
    el("p", { class: "hint" }, of.message),
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
    el("td", { class: "said" }, meaning(of) ? `${meaning(of)} ` : null, of.message),
  );
}
