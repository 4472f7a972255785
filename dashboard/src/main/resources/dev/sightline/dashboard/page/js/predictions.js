/** The latest predictions with their pictures. */

import { byId, el, fill, options, say } from "./dom.js";
import { ago, percent, plural } from "./format.js";
import { get, imageUrl } from "./server.js";

const RECENT = 16;
const LISTED = 60;
const LIKELIEST = 3;

export async function refreshRecent(context) {
  const { predictions } = await get("/api/predictions", { model: context.model, only: "mistakes", limit: RECENT });
  byId("recent-none").hidden = predictions.length > 0;
  show(byId("recent"), predictions, context, 0);
}

export async function refreshPredictions(context) {
  if (byId("pause").checked && byId("predictions").childElementCount > 0) {
    return;
  }
  await classes(context);
  const filters = {
    only: document.querySelector("input[name=only]:checked").value,
    actual: byId("actual").value,
    predicted: byId("predicted").value,
  };
  const { predictions } = await get("/api/predictions", { model: context.model, limit: LISTED, ...filters });
  show(byId("predictions"), predictions, context, LIKELIEST);
  say(
    byId("predictions-of"),
    predictions.length === 0 ? "None of the latest predictions meets this." : `The latest ${plural(predictions.length, "prediction", "predictions")} that ${predictions.length === 1 ? "meets" : "meet"} this.`,
  );
}

let wanted = null;

/** Sets the filters to those of an address. */
export function filterBy(parameters) {
  wanted = { actual: parameters.get("actual") ?? "", predicted: parameters.get("predicted") ?? "" };
  const only = parameters.get("only");
  const choice = document.querySelector(`input[name=only][value="${CSS.escape(only ?? "all")}"]`);
  if (choice) {
    choice.checked = true;
  }
  byId("pause").checked = false;
}

async function classes(context) {
  const { rows } = await get("/api/classes", { model: context.model });
  const names = new Set(rows.map((row) => row.label));
  for (const name of ["actual", "predicted"]) {
    const chosen = wanted?.[name] ?? byId(name).value;
    const all = chosen ? new Set([...names, chosen]) : names;
    options(byId(name), [["", "any"], ...[...all].map((label) => [label, label])], chosen);
  }
  wanted = null;
}

/** Keeps the cards that are there, so that no picture is loaded twice. */
function show(host, predictions, context, likeliest) {
  const there = new Map([...host.children].map((card) => [card.dataset.key, card]));
  const cards = predictions.map((each) => {
    const key = JSON.stringify([each.id, each.scoredAtMs, each.truth?.label ?? null]);
    const kept = there.get(key);
    if (kept) {
      say(kept.querySelector(".ago"), ago(each.scoredAtMs));
      return kept;
    }
    const made = card(each, context, likeliest);
    made.dataset.key = key;
    return made;
  });
  if (cards.length !== host.childElementCount || cards.some((each, index) => host.children[index] !== each)) {
    fill(host, cards);
  }
}

function card(of, context, likeliest) {
  return el(
    "li",
    { class: of.mistake ? "prediction mistake" : "prediction" },
    picture(of.id, context.images),
    el(
      "div",
      { class: "text" },
      el("p", { class: "said", title: of.label }, el("span", null, of.label), el("span", null, percent(of.confidence, 0))),
      meter(of.confidence),
      truth(of),
      likeliest > 0 ? el("div", { class: "probabilities" }, of.likeliest.slice(0, likeliest).flatMap((each) => [el("span", null, each.label), el("span", null, percent(each.probability))])) : null,
      el("p", { class: "meta" }, `v${of.version} · `, el("span", { class: "ago" }, ago(of.scoredAtMs))),
      likeliest > 0 ? el("p", { class: "meta" }, of.id.length > 60 ? `${of.id.slice(0, 60)}…` : of.id) : null,
    ),
  );
}

export function picture(id, shown) {
  if (!shown) {
    return el("div", { class: "picture" }, "not shown here");
  }
  const host = el("div", { class: "picture" });
  const image = el("img", {
    src: imageUrl(id),
    alt: `Image ${id.slice(0, 80)}`,
    loading: "lazy",
    decoding: "async",
    onerror: () => fill(host, "image not there any more"),
  });
  return fill(host, image);
}

function meter(share) {
  const bar = el("i");
  bar.style.width = `${100 * Math.min(1, Math.max(0, share ?? 0))}%`;
  return el("div", { class: "meter", "aria-hidden": "true" }, bar);
}

function truth(of) {
  if (of.truth === null) {
    return el("p", { class: "truth" }, "no label yet");
  }
  return of.mistake ? el("p", { class: "truth wrong" }, `✗ actually ${of.truth.label}`) : el("p", { class: "truth right" }, "✓ right");
}
