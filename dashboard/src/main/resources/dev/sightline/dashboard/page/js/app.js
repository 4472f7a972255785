/** The page: which view is shown, of which model, and what is drawn anew when something changes. */

import { refreshAlerts } from "./alerts.js";
import { refreshClasses } from "./classes.js";
import { byId, el, fill, options, say } from "./dom.js";
import { follow } from "./events.js";
import { refreshFigures } from "./figures.js";
import { onKey, openLabelling, refreshLabelling } from "./labelling.js";
import { refreshLooks } from "./looks.js";
import { drawMatrix, refreshMatrix } from "./matrix.js";
import { drawStatus, refreshDeadLetters, refreshModels } from "./models.js";
import { refreshRates } from "./operations.js";
import { drawAccuracy, refreshAccuracy, refreshVerdict } from "./overview.js";
import { filterBy, refreshPredictions, refreshRecent } from "./predictions.js";
import { get } from "./server.js";

const PREDICTIONS_MS = 2000;

/** Pictures take a while: whoever looks wants to see them. */
const RECENT_MS = 5000;

/** What a panel draws, for which view, and on changes of which parts. */
const PANELS = [
  { view: "overview", parts: ["windows", "rates", "workers", "models", "dead-letters", "status"], refresh: refreshVerdict },
  { view: "overview", parts: ["alerts"], refresh: refreshAlerts },
  { view: "overview", parts: ["windows", "workers", "models", "alerts"], refresh: refreshAccuracy },
  { view: "overview", parts: ["windows", "models", "alerts"], refresh: refreshFigures },
  { view: "overview", parts: ["windows"], refresh: refreshMatrix },
  { view: "overview", parts: ["windows", "models"], refresh: refreshClasses },
  { view: "overview", parts: ["windows", "models"], refresh: refreshLooks },
  { view: "overview", parts: ["rates"], refresh: refreshRates },
  { view: "overview", parts: ["predictions"], refresh: refreshRecent, everyMs: RECENT_MS },
  { view: "predictions", parts: ["predictions"], refresh: refreshPredictions, everyMs: PREDICTIONS_MS },
  { view: "versions", parts: ["models", "workers"], refresh: refreshModels },
  { view: "versions", parts: ["dead-letters"], refresh: refreshDeadLetters },
  { view: "label", parts: ["labelling", "predictions"], refresh: refreshLabelling, everyMs: PREDICTIONS_MS },
  { view: null, parts: ["status"], refresh: refreshStatus, everyMs: PREDICTIONS_MS },
];

const context = { model: null, images: true, lastLabels: null, onOverview };
let view = "overview";

function onOverview(overview) {
  const names = overview.models.map((name) => [name, name]);
  options(byId("model"), names.length > 0 ? names : [["", "none yet"]], overview.model ?? "");
  if (context.model === null && overview.model !== null) {
    context.model = overview.model;
    refreshAll();
  }
}

async function refreshStatus() {
  const status = await get("/api/status");
  context.images = status.images;
  const notices = drawStatus(status);
  const text = JSON.stringify(notices);
  if (byId("notices").dataset.text !== text) {
    byId("notices").dataset.text = text;
    fill(byId("notices"), notices.map(([type, what, more]) => el("p", { class: `notice ${type}` }, el("strong", null, what), " ", more ?? "")));
  }
}

/** Draws a panel, once at a time: what changes meanwhile is drawn after. */
async function refresh(panel) {
  if (panel.busy) {
    panel.again = true;
    return;
  }
  panel.busy = true;
  try {
    await panel.refresh(context);
    panel.at = Date.now();
  } catch (fault) {
    console.warn(fault);
  } finally {
    panel.busy = false;
  }
  if (panel.again) {
    panel.again = false;
    later(panel);
  }
}

function later(panel) {
  const wait = (panel.everyMs ?? 0) - (Date.now() - (panel.at ?? 0));
  if (wait <= 0) {
    refresh(panel);
  } else {
    panel.timer ??= setTimeout(() => {
      panel.timer = null;
      refresh(panel);
    }, wait);
  }
}

const shown = (panel) => panel.view === null || panel.view === view;

function refreshAll() {
  PANELS.filter(shown).forEach(refresh);
}

const missed = new Set();

function onChange(parts) {
  if (document.hidden) {
    parts.forEach((part) => missed.add(part));
    return;
  }
  PANELS.filter((panel) => shown(panel) && panel.parts.some((part) => parts.has(part))).forEach(later);
}

function onState(state) {
  byId("live").dataset.state = state;
  say(byId("live-text"), { live: "Live", waiting: "Connecting", lost: "Not connected" }[state]);
}

function route(first) {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  view = ["predictions", "versions", "label"].includes(path) ? path : "overview";
  document.querySelectorAll(".view").forEach((each) => {
    each.hidden = each.id !== `view-${view}`;
  });
  document.querySelectorAll("nav a").forEach((link) => {
    if (link.dataset.view === view) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  });
  document.title = `${{ overview: "Overview", predictions: "Predictions", versions: "Versions", label: "Label" }[view]} · Sightline`;
  if (view === "predictions") {
    filterBy(new URLSearchParams(query ?? ""));
  }
  if (view === "label" && context.model !== null) {
    openLabelling(context);
  }
  refreshAll();
  if (!first) {
    byId("main").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

byId("model").addEventListener("change", (event) => {
  context.model = event.target.value || null;
  refreshAll();
});
byId("span").addEventListener("change", drawAccuracy);
byId("windows-by").addEventListener("change", () => refreshAccuracy(context));
document.querySelectorAll("input[name=cells]").forEach((each) => each.addEventListener("change", drawMatrix));
byId("filters").addEventListener("change", () => refreshPredictions(context));
byId("filters").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (view === "label") {
    onKey(event);
  }
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && missed.size > 0) {
    const parts = new Set(missed);
    missed.clear();
    onChange(parts);
  }
});
addEventListener("hashchange", () => route(false));

await refreshVerdict(context).catch(console.warn);
route(true);
follow(onChange, onState);
