/** What the images look like: one small histogram a statistic, with the reference as an outline. */

import { byId, el, fill, say, svg } from "./dom.js";
import { count, plural } from "./format.js";
import { get } from "./server.js";

const NAMES = {
  brightness: "Brightness",
  contrast: "Contrast",
  sharpness: "Sharpness",
  red: "Red",
  green: "Green",
  blue: "Blue",
  width: "Width, pixels",
  height: "Height, pixels",
};

const AGAINST = {
  "held-out": "The outline is the held-out images.",
  "first-images": "The outline is the first images of this version: its manifest has no reference.",
  none: "There is no reference to compare with.",
};

export async function refreshLooks(context) {
  const looks = await get("/api/looks", { model: context.model });
  byId("looks-card").hidden = looks.statistics.length === 0;
  if (looks.statistics.length > 0) {
    say(byId("looks-of"), `${plural(looks.statistics[0].images, "image", "images")} of the window, as their worker measured them. ${AGAINST[looks.reference]}`);
    fill(byId("looks"), looks.statistics.map(look));
  }
}

const value = (number) => (number >= 1000 ? count(number) : number.toPrecision(3).replace(/\.?0+$/, ""));

function look(of) {
  const against = of.referenceMedian === null ? "" : `, reference ${value(of.referenceMedian)}`;
  const distance = of.psi === null ? "" : `PSI ${of.psi.toFixed(3)} · JS ${of.jensenShannon.toFixed(3)}`;
  return el(
    "div",
    { class: "look" },
    el("h3", null, NAMES[of.statistic] ?? of.statistic),
    histogram(of.bars),
    el("p", { class: "hint" }, `median ${value(of.median)}${against}`),
    el("p", { class: "hint" }, distance),
  );
}

function histogram(bars) {
  const most = Math.max(...bars.flatMap((bar) => [bar.share, bar.referenceShare ?? 0]));
  const width = 100 / bars.length;
  const y = (share) => 40 - (38 * share) / most;
  const steps = bars.map((bar, index) => `${index === 0 ? "M" : "L"}${index * width},${y(bar.referenceShare ?? 0)}H${(index + 1) * width}`).join("");
  return svg(
    "svg",
    { viewBox: "0 0 100 40", preserveAspectRatio: "none", "aria-hidden": "true" },
    bars.map((bar, index) => svg("rect", { class: "bar-now", x: index * width, width: width * 0.92, y: y(bar.share), height: 40 - y(bar.share) })),
    bars.some((bar) => bar.referenceShare !== null) ? svg("path", { class: "outline", d: steps, "vector-effect": "non-scaling-stroke" }) : null,
  );
}
