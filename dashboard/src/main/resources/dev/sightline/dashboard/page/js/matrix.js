/** The confusion matrix as a heat map of buttons. */

import { byId, el, fill, say, thead } from "./dom.js";
import { count, percent, plural } from "./format.js";
import { windowText } from "./overview.js";
import { get } from "./server.js";

const MOST_CLASSES = 30;
const MOST_CONFUSIONS = 20;

let drawn = { labels: "", buttons: [] };
let last = null;

export async function refreshMatrix(context) {
  last = await get("/api/matrix", { model: context.model });
  drawMatrix();
}

export function drawMatrix() {
  const matrix = last;
  const host = byId("matrix");
  say(byId("matrix-of"), matrix.version === null ? windowText(matrix) : `${windowText(matrix)}, ${plural(matrix.labelled, "label", "labels")}`);
  if (matrix.version === null || matrix.labels.length === 0) {
    drawn = { labels: "", buttons: [] };
    fill(host, el("p", { class: "empty" }, "It shows once images have labels."));
  } else if (matrix.labels.length > MOST_CLASSES) {
    drawn = { labels: "", buttons: [] };
    largest(host, matrix);
  } else {
    heatMap(host, matrix);
  }
}

function heatMap(host, { labels, cells }) {
  const names = JSON.stringify(labels);
  if (drawn.labels !== names) {
    build(host, labels);
    drawn.labels = names;
  }
  const counts = labels.map(() => labels.map(() => 0));
  cells.forEach((cell) => {
    counts[cell.actual][cell.predicted] = cell.count;
  });
  const shares = document.querySelector("input[name=cells]:checked").value === "shares";
  counts.forEach((row, actual) => {
    const support = row.reduce((sum, each) => sum + each, 0);
    row.forEach((number, predicted) => paint(drawn.buttons[actual][predicted], { labels, actual, predicted, number, support, shares }));
  });
}

function paint(button, { labels, actual, predicted, number, support, shares }) {
  const share = support === 0 ? 0 : number / support;
  const right = actual === predicted;
  const strength = right ? share * 0.75 : Math.min(1, share * 2.5) * 0.75;
  say(button, number === 0 ? "·" : shares ? `${Math.round(100 * share)}` : count(number));
  button.className = `${right ? "right" : "wrong"}${number === 0 ? " zero" : ""}`;
  button.style.background =
    number === 0 ? "" : `color-mix(in srgb, var(${right ? "--right" : "--wrong"}) ${Math.round(100 * strength)}%, var(--surface))`;
  const text = right ? `${labels[actual]} predicted as such` : `${labels[actual]} predicted as ${labels[predicted]}`;
  button.setAttribute("aria-label", `${text}: ${count(number)} of ${count(support)}, ${percent(share)}`);
  button.title = `${text}: ${count(number)} of ${count(support)} (${percent(share)})`;
}

function build(host, labels) {
  drawn.buttons = labels.map((_, actual) =>
    labels.map((__, predicted) =>
      el("button", {
        type: "button",
        tabindex: actual + predicted === 0 ? 0 : -1,
        onclick: () => {
          location.hash = `#/predictions?${new URLSearchParams({ actual: labels[actual], predicted: labels[predicted] })}`;
        },
        onkeydown: (event) => move(event, actual, predicted),
      }),
    ),
  );
  fill(
    host,
    el(
      "table",
      { class: "matrix" },
      el("thead", null, el("tr", null, el("td", null, el("span", { class: "unseen" }, "actual, by predicted")), labels.map((label) => el("th", { scope: "col", title: label }, el("span", null, label))))),
      el(
        "tbody",
        null,
        labels.map((label, actual) => el("tr", null, el("th", { scope: "row", title: label }, label), drawn.buttons[actual].map((button) => el("td", null, button)))),
      ),
    ),
  );
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** One cell can be reached by Tab, the others from it by the arrow keys. */
function move(event, actual, predicted) {
  const step = STEPS[event.key];
  const next = step && drawn.buttons[actual + step[0]]?.[predicted + step[1]];
  if (next) {
    event.preventDefault();
    event.currentTarget.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

/** Of many classes the most frequent mistakes. */
function largest(host, { labels, cells, cellsLeftOut }) {
  const mistakes = cells.filter((cell) => cell.actual !== cell.predicted).slice(0, MOST_CONFUSIONS);
  fill(
    host,
    el(
      "table",
      null,
      el("caption", null, `The most frequent mistakes of ${labels.length} classes${cellsLeftOut > 0 ? `; ${count(cellsLeftOut)} labels in cells that are not listed` : ""}`),
      thead("Actual", "Predicted", ["Images", "number"]),
      el(
        "tbody",
        null,
        mistakes.map((cell) =>
          el(
            "tr",
            null,
            el("th", { scope: "row" }, labels[cell.actual]),
            el("td", null, el("a", { href: `#/predictions?${new URLSearchParams({ actual: labels[cell.actual], predicted: labels[cell.predicted] })}` }, labels[cell.predicted])),
            el("td", { class: "number" }, count(cell.count)),
          ),
        ),
      ),
    ),
  );
}
