/** Labelling by hand: an image, a key, the next image. */

import { byId, el, fill, say, thead } from "./dom.js";
import { NONE, count, percent, plural } from "./format.js";
import { get, imageUrl, post } from "./server.js";

/** Keys of the classes; u takes back, s shows another. */
const KEYS = [..."123456789abcdefghijklmnopqrtvwxyz"];
const MOST_BUTTONS = 60;

let context = null;
let current = null;
let last = null;
let search = "";
let busy = false;

export function openLabelling(given) {
  context = given;
  if (!byId("desk-image")) {
    build();
  }
  if (current === null || current.model !== context.model) {
    next();
  }
}

export async function refreshLabelling(given) {
  context = given;
  const state = await get("/api/labelling", { model: context.model });
  if (!state.enabled) {
    fill(byId("labelling"), el("p", { class: "card" }, "Labelling is switched off here."), tallies(state));
    return;
  }
  if (!byId("desk-image")) {
    build();
  }
  say(byId("desk-waiting"), `${plural(state.waiting, "image", "images")} without a label could come next.`);
  say(byId("desk-fault"), state.held.fault ? `The last label could not be written, and is tried again: ${state.held.fault}` : "");
  say(byId("desk-held"), `${count(state.held.written)} written, ${count(state.held.held)} can still be taken back (${Math.round(state.undoMs / 1000)} s).`);
  byId("desk-tallies").replaceWith(tallies(state));
  if (current === null && state.waiting > 0 && !busy) {
    next();
  }
}

function build() {
  fill(
    byId("labelling"),
    el(
      "section",
      { class: "card", "aria-labelledby": "desk-title" },
      el("div", { class: "head" }, el("h2", { id: "desk-title" }, "What is on this image?"), choice()),
      el("p", { class: "hint", id: "desk-choice" }),
      el(
        "div",
        { class: "desk" },
        el("div", null, el("div", { class: "image", id: "desk-image" }), el("p", { class: "hint", id: "desk-id" })),
        el(
          "div",
          null,
          el("label", { id: "desk-search", hidden: true }, "Search ", el("input", { type: "search", autocomplete: "off", oninput: (event) => find(event.target.value) })),
          el("div", { class: "choices", id: "desk-classes" }),
          el(
            "div",
            { class: "desk-tools" },
            el("button", { type: "button", id: "desk-undo", onclick: undo, disabled: true }, "Take the last back ", el("kbd", null, "u")),
            el("button", { type: "button", onclick: () => next() }, "Another image ", el("kbd", null, "s")),
            el("label", { class: "check" }, el("input", { type: "checkbox", id: "desk-keys", checked: true }), "Keys label"),
          ),
          el("p", { class: "said-last", id: "desk-last", role: "status" }),
          el("p", { class: "hint", id: "desk-waiting" }),
          el("p", { class: "hint", id: "desk-held" }),
          el("p", { class: "change-down", id: "desk-fault", role: "status" }),
        ),
      ),
    ),
    el("div", { id: "desk-tallies" }),
  );
  explain();
}

function choice() {
  return el(
    "fieldset",
    { class: "switch" },
    el("legend", { class: "unseen" }, "How images are chosen"),
    [["random", "At random"], ["least-confident", "Least confident"]].map(([value, text]) =>
      el("label", null, el("input", { type: "radio", name: "choice", value, checked: value === "random", onchange: () => { explain(); next(); } }), el("span", null, text)),
    ),
  );
}

const chosen = () => document.querySelector("input[name=choice]:checked").value;

function explain() {
  say(
    byId("desk-choice"),
    chosen() === "random"
      ? "Every image without a label has the same chance, so the accuracy of these labels holds for all of them. Passing over the hard ones bends it."
      : "The images of which the model is least sure: they teach it most, and their accuracy says nothing of the others.",
  );
}

async function next() {
  if (busy || !context?.model) {
    return;
  }
  busy = true;
  try {
    show(await post("/api/labelling/next", { model: context.model, choice: chosen() }));
  } catch (fault) {
    say(byId("desk-last"), fault.message);
  } finally {
    busy = false;
  }
}

function show(image) {
  current = image;
  search = "";
  const host = byId("desk-image");
  if (image === null) {
    fill(host, el("p", null, "No image without a label is left. New ones come by themselves."));
    say(byId("desk-id"), "");
    fill(byId("desk-classes"));
    return;
  }
  fill(host, el("img", { src: imageUrl(image.id), alt: "The image to be labelled", onerror: () => gone(image) }));
  say(byId("desk-id"), image.id.slice(0, 120));
  const many = image.classes.length > KEYS.length;
  byId("desk-search").hidden = !many;
  byId("desk-search").querySelector("input").value = "";
  buttons();
}

function gone(image) {
  if (current === image) {
    fill(byId("desk-image"), el("p", null, "This image is not there any more: take another."));
  }
}

function found() {
  const wanted = search.toLowerCase();
  return current.classes.filter((label) => label.toLowerCase().includes(wanted));
}

function buttons() {
  fill(
    byId("desk-classes"),
    found()
      .slice(0, MOST_BUTTONS)
      .map((label, index) =>
        el(
          "button",
          { type: "button", title: label, onclick: () => answer(label) },
          index < KEYS.length ? el("kbd", { "aria-hidden": "true" }, KEYS[index]) : null,
          el("span", null, label),
        ),
      ),
  );
}

function find(text) {
  search = text;
  if (current) {
    buttons();
  }
}

async function answer(label) {
  if (busy || current === null) {
    return;
  }
  const image = current;
  busy = true;
  try {
    const said = await post("/api/labelling/answer", { id: image.id, label });
    last = image;
    byId("desk-undo").disabled = false;
    const agreed = said.predicted === label ? "as the model did" : `the model said ${said.predicted}`;
    say(byId("desk-last"), `You said ${label}, ${agreed} (${percent(said.confidence, 0)}).`);
  } catch (fault) {
    say(byId("desk-last"), fault.message);
    return;
  } finally {
    busy = false;
  }
  await next();
}

async function undo() {
  if (busy || last === null) {
    return;
  }
  const image = last;
  busy = true;
  try {
    const back = await post("/api/labelling/undo", { id: image.id });
    say(byId("desk-last"), back.withoutTrace ? "Taken back: say what it is, or pass it over." : "It was written already: another answer corrects it.");
    last = null;
    byId("desk-undo").disabled = true;
    show(image);
  } catch (fault) {
    say(byId("desk-last"), fault.message);
  } finally {
    busy = false;
  }
}

/** Keys label while this view is shown, unless somebody writes or has switched them off. */
export function onKey(event) {
  const elsewhere = event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea");
  if (elsewhere || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !byId("desk-keys")?.checked) {
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "u") {
    undo();
  } else if (key === "s") {
    next();
  } else if (current && KEYS.includes(key) && KEYS.indexOf(key) < found().length) {
    event.preventDefault();
    answer(found()[KEYS.indexOf(key)]);
  }
}

function tallies(state) {
  const rows = state.tallies.filter((each) => !context.model || each.model === context.model);
  return el(
    "section",
    { class: "card", id: "desk-tallies", "aria-labelledby": "tallies-title" },
    el("h2", { id: "tallies-title" }, "What these labels say"),
    rows.length === 0
      ? el("p", { class: "muted" }, "No label of this page yet.")
      : el(
          "div",
          { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "tallies-title" },
          el(
            "table",
            null,
            thead("Version", "Chosen", ["Accuracy", "number"], ["95% band", "number"], ["Labels", "number"], "Holds for"),
            el(
              "tbody",
              null,
              rows.map((each) =>
                el(
                  "tr",
                  null,
                  el("th", { scope: "row" }, `v${each.version}`),
                  el("td", null, each.choice === "random" ? "at random" : "least confident"),
                  el("td", { class: "number" }, each.accuracy === null ? "too few labels" : percent(each.accuracy)),
                  el("td", { class: "number" }, each.low === null ? NONE : `${percent(each.low)} – ${percent(each.high)}`),
                  el("td", { class: "number" }, count(each.labelled)),
                  el("td", null, el("span", { class: each.unbiased ? "badge strong" : "badge" }, each.unbiased ? "unbiased" : "biased"), each.unbiased ? " all images that had no label" : " these images alone"),
                ),
              ),
            ),
          ),
        ),
  );
}
