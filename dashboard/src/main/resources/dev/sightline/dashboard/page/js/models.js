/** Versions, releases, workers, dead letters, and the dashboard's own reading. */

import { byId, el, fill, thead } from "./dom.js";
import { NONE, ago, bytes, count, date, percent, plural } from "./format.js";
import { get } from "./server.js";

const none = (columns, text) => el("tbody", null, el("tr", null, el("td", { colspan: columns, class: "muted" }, text)));

const rows = (of, each, columns, text) => (of.length === 0 ? none(columns, text) : el("tbody", null, of.map(each)));

export async function refreshModels(context) {
  const models = await get("/api/models");
  const ours = (each) => !context.model || each.model === context.model;
  versions(models.versions.filter(ours));
  releases(models.releases.filter(ours));
  workers(models.workers.filter(ours));
}

function versions(of) {
  fill(
    byId("versions"),
    thead("Version", "Role", ["Held-out accuracy", "number"], ["Calibration error", "number"], ["Classes", "number"], "Trained on", ["Size", "number"], "Published", "Served by"),
    rows(
      of,
      (each) =>
        el(
          "tr",
          null,
          el("th", { scope: "row" }, `v${each.version}`),
          el("td", null, role(each.role)),
          el("td", { class: "number" }, each.heldOutAccuracy === null ? "not evaluated" : `${percent(each.heldOutAccuracy)} of ${count(each.heldOutImages)}`),
          el("td", { class: "number" }, percent(each.calibrationError)),
          el("td", { class: "number" }, count(each.classes)),
          el("td", null, [each.dataSet, each.recipe].filter(Boolean).join(", ") || NONE, each.signed ? " · signed" : ""),
          el("td", { class: "number" }, bytes(each.archiveBytes)),
          el("td", null, date(each.createdAtMs)),
          el("td", null, each.servedBy.length === 0 ? NONE : each.servedBy.length <= 3 ? each.servedBy.join(", ") : plural(each.servedBy.length, "worker", "workers")),
        ),
      9,
      "None is published.",
    ),
  );
}

function role(of) {
  return of === "none" ? NONE : el("span", { class: of === "champion" ? "badge strong" : "badge" }, of);
}

function releases(of) {
  fill(
    byId("releases"),
    thead("When", "Champion", "Challenger", "By", "Reason"),
    rows(
      of,
      (each) =>
        el(
          "tr",
          null,
          el("th", { scope: "row" }, date(each.atMs)),
          el("td", null, `v${each.champion}`),
          el("td", null, each.challenger === null ? NONE : `v${each.challenger}`),
          el("td", null, each.by),
          el("td", { class: "said" }, each.reason),
        ),
      5,
      "None is released.",
    ),
  );
}

const STATES = { SERVING: "badge strong", REJECTED: "badge bad" };

function workers(of) {
  fill(
    byId("workers"),
    thead("Worker", "Version", "State", "When", "Device", "Settings", "Why"),
    rows(
      of,
      (each) =>
        el(
          "tr",
          null,
          el("th", { scope: "row" }, each.worker),
          el("td", null, `v${each.version}`),
          el("td", null, el("span", { class: STATES[each.state] ?? "badge" }, each.state.toLowerCase())),
          el("td", null, ago(each.atMs)),
          el("td", null, each.device ?? NONE),
          el("td", null, each.settings ?? NONE),
          el("td", { class: each.reason ? "said" : null }, each.reason ?? NONE),
        ),
      7,
      "No worker has said anything yet.",
    ),
  );
}

export async function refreshDeadLetters() {
  const { byReason, latest } = await get("/api/dead-letters");
  const reasons = Object.entries(byReason).sort((a, b) => b[1] - a[1]);
  if (reasons.length === 0) {
    fill(byId("dead-letters"), el("p", { class: "muted" }, "None."));
    return;
  }
  fill(
    byId("dead-letters"),
    el("p", { class: "hint" }, reasons.map(([reason, number]) => `${reason} ${count(number)}`).join(" · ")),
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": "The latest dead letters" },
      el(
        "table",
        null,
        thead("When", "Image", "Reason"),
        el(
          "tbody",
          null,
          latest.slice(0, 20).map((each) => el("tr", null, el("th", { scope: "row" }, ago(each.atMs)), el("td", null, each.id ?? NONE), el("td", { class: "said" }, each.message))),
        ),
      ),
    ),
  );
}

/** Tells what is away or was passed over; returns the notices that belong on every view. */
export function drawStatus(status) {
  fill(
    byId("topics"),
    thead("Topic", ["Read", "number"], ["Passed over", "number"], "State"),
    el(
      "tbody",
      null,
      status.feeds.map((feed) =>
        el(
          "tr",
          null,
          el("th", { scope: "row" }, feed.topic),
          el("td", { class: "number" }, count(feed.taken)),
          el("td", { class: "number" }, count(feed.passedOver)),
          el("td", { class: "said" }, feed.waitingFor ?? (feed.caughtUp ? "up to date" : "catching up"), feed.lastPassedOver ? el("span", { class: "muted" }, ` Last passed over: ${feed.lastPassedOver}`) : null),
        ),
      ),
    ),
  );
  return notices(status);
}

function notices(status) {
  const { broker, feeds } = status;
  const found = [];
  if (broker.fault) {
    found.push(["fault", "The broker does not answer.", `${broker.fault}. Figures are those of before; this page goes on by itself.`]);
  } else {
    const waiting = feeds.filter((feed) => feed.waitingFor);
    if (waiting.length > 0) {
      found.push(["fault", `Waiting at ${waiting.map((feed) => feed.topic).join(", ")}.`, waiting[0].waitingFor]);
    }
  }
  const passed = feeds.filter((feed) => feed.passedOver > 0);
  if (passed.length > 0) {
    const number = passed.reduce((sum, feed) => sum + feed.passedOver, 0);
    found.push(["", `${plural(number, "record", "records")} passed over.`, passed[0].lastPassedOver]);
  }
  return found;
}
