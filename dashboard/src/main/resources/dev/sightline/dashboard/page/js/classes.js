/** The classes: how each is recognised, and how often each is predicted. */

import { byId, el, fill, say, svg, thead } from "./dom.js";
import { NONE, count, percent, points } from "./format.js";
import { windowText } from "./overview.js";
import { get } from "./server.js";

const COLUMNS = [
  ["label", "Class", null],
  ["recall", "Recall", "number"],
  ["recallChange", "Δ recall", "number"],
  ["precision", "Precision", "number"],
  ["precisionChange", "Δ precision", "number"],
  ["f1", "F1", "number"],
  ["f1Change", "Δ F1", "number"],
  ["support", "Labels", "number"],
];

let sorting = { column: null, down: true };
let rows = [];

export async function refreshClasses(context) {
  const table = await get("/api/classes", { model: context.model });
  say(byId("classes-of"), windowText(table));
  rows = table.rows;
  draw();
  shares(rows);
  say(byId("shares-distance"), distance(table));
}

/** What people know drift by; windows of few predictions lie far without any. */
function distance({ distance: of, predictions }) {
  return of === null ? "" : `PSI ${of.psi.toFixed(3)} · Jensen–Shannon ${of.jensenShannon.toFixed(3)} · χ² p ${of.chiSquareP === null ? NONE : of.chiSquareP < 0.001 ? "below 0.001" : of.chiSquareP.toFixed(3)}, of ${count(predictions)} predictions`;
}

function draw() {
  fill(byId("classes"), head(), el("tbody", null, sorted().map(row)));
}

function head() {
  return el(
    "thead",
    null,
    el(
      "tr",
      null,
      COLUMNS.map(([field, name, type]) => {
        const by = sorting.column === field;
        const order = by ? (sorting.down ? "descending" : "ascending") : "none";
        const sign = by ? (sorting.down ? " ↓" : " ↑") : "";
        return el("th", { scope: "col", class: type, "aria-sort": order }, el("button", { type: "button", "data-column": field, onclick: () => sort(field) }, name + sign));
      }),
    ),
  );
}

function sort(field) {
  sorting = { column: field, down: sorting.column === field ? !sorting.down : field !== "label" };
  draw();
  document.querySelector(`#classes button[data-column=${field}]`).focus();
}

function sorted() {
  const { column, down } = sorting;
  if (column === null) {
    return rows;
  }
  const order = (a, b) => (typeof a === "string" ? a.localeCompare(b) : a - b);
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === null || y === null) {
      return (x === null) - (y === null);
    }
    return down ? order(y, x) : order(x, y);
  });
}

function row(of) {
  return el(
    "tr",
    null,
    el("th", { scope: "row" }, of.label),
    el("td", { class: "number" }, percent(of.recall)),
    change(of.recallChange),
    el("td", { class: "number" }, percent(of.precision)),
    change(of.precisionChange),
    el("td", { class: "number" }, of.f1 === null ? NONE : of.f1.toFixed(3)),
    change(of.f1Change),
    el("td", { class: "number" }, count(of.support)),
  );
}

const change = (of) => el("td", { class: `number ${changeClass(of)}` }, points(of));

function changeClass(change) {
  return change === null || Math.abs(change) < 0.0005 ? "" : change < 0 ? "change-down" : "change-up";
}

const MOST_SHARES = 30;

function shares(all) {
  const counted = all.filter((each) => each.share !== null);
  const shown = [...counted].sort((a, b) => Math.abs(b.share - (b.heldOutShare ?? b.share)) - Math.abs(a.share - (a.heldOutShare ?? a.share)));
  const chosen = new Set(shown.slice(0, MOST_SHARES));
  const most = Math.max(0.05, ...counted.flatMap((each) => [each.share, each.heldOutShare ?? 0]));
  const x = (share) => `${(100 * share) / most}%`;
  fill(
    byId("shares"),
    counted.length > MOST_SHARES ? el("caption", null, `The ${MOST_SHARES} of ${counted.length} classes that differ most`) : null,
    thead("Class", ["Share", "bars"], ["Now", "number"], ["Held-out", "number"]),
    el(
      "tbody",
      null,
      counted
        .filter((each) => chosen.has(each))
        .map((each) =>
          el(
            "tr",
            null,
            el("th", { scope: "row" }, each.label),
            el(
              "td",
              { class: "bars" },
              svg(
                "svg",
                { "aria-hidden": "true" },
                svg("rect", { class: "bar-now", x: 0, y: 3, height: 10, rx: 2, width: x(each.share) }),
                each.heldOutShare === null ? null : svg("line", { class: "bar-reference", x1: x(each.heldOutShare), x2: x(each.heldOutShare), y1: 0, y2: 16 }),
              ),
            ),
            el("td", { class: "number" }, percent(each.share)),
            el("td", { class: "number" }, percent(each.heldOutShare)),
          ),
        ),
    ),
  );
}
