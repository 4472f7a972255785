/** Charts over time. */

import uPlot from "/vendor/uplot.js";
import { el, fill, svg } from "./dom.js";
import { tick } from "./format.js";

const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];

/** The value of a colour of the style sheet, in the present scheme. */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colour and dash of a version: both tell it from its neighbours. */
export const colourOf = (index) => `--v${index % 5}`;
export const dashOf = (index) => DASHES[index % DASHES.length];

/** A piece of a line for a legend. */
export function sample(colourName, dash, width = 2) {
  const line = svg("line", { x1: 1, x2: 25, y1: 5, y2: 5, "stroke-width": width, "stroke-dasharray": dash.join(" ") });
  line.style.stroke = `var(${colourName})`;
  return svg("svg", { viewBox: "0 0 26 10", "aria-hidden": "true" }, line);
}

/**
 * A chart that is drawn anew with new data. A series: {values, colour, dash, width, points}; a band:
 * {high, low, colour} of the indices of two series; a mark: {at, text}.
 */
export class TimeChart {
  constructor(host, { format, range, describe, onPoint = () => {} }) {
    this.host = host;
    this.format = format;
    this.range = range;
    this.describe = describe;
    this.onPoint = onPoint;
    this.plot = null;
    this.last = null;
    host.setAttribute("role", "img");
    new ResizeObserver(() => this.resize()).observe(host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      if (this.last) {
        this.draw(this.last, true);
      }
    });
  }

  resize() {
    const width = this.host.clientWidth;
    if (this.plot && width > 0 && width !== this.plot.width) {
      this.plot.setSize({ width, height: this.host.clientHeight });
    }
  }

  /** Shows why there is nothing to draw. */
  empty(text) {
    this.destroy();
    this.host.setAttribute("aria-label", text);
    fill(this.host, el("p", { class: "empty" }, text));
  }

  draw(data, anew = false) {
    this.last = data;
    this.host.setAttribute("aria-label", this.describe(data));
    if (this.host.clientWidth === 0) {
      return; // not shown now
    }
    const shape = JSON.stringify(data.series.map((each) => [each.colour, each.dash, each.name]));
    const columns = [data.at.map((ms) => ms / 1000), ...data.series.map((each) => each.values)];
    if (this.plot && !anew && shape === this.shape) {
      this.plot.setData(columns, false);
      this.plot.setScale("x", { min: data.from / 1000, max: data.to / 1000 });
      return;
    }
    this.destroy();
    this.shape = shape;
    fill(this.host);
    this.plot = new uPlot(this.options(data), columns, this.host);
  }

  options(data) {
    const axis = {
      stroke: colour("--muted"),
      font: "11px system-ui, sans-serif",
      grid: { stroke: colour("--grid"), width: 1 },
      ticks: { stroke: colour("--grid"), width: 1, size: 4 },
    };
    return {
      width: this.host.clientWidth,
      height: this.host.clientHeight,
      padding: [14, 26, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: true, range: (_, min, max) => [this.last.from / 1000, this.last.to / 1000] }, y: { range: this.range } },
      axes: [
        { ...axis, size: 34, space: 60, values: (_, splits) => splits.map((s) => tick(s * 1000)) },
        { ...axis, size: 52, space: 28, values: (_, splits) => splits.map((v) => this.format(v)) },
      ],
      series: [
        {},
        ...data.series.map((each) => ({
          stroke: each.colour === null ? "transparent" : colour(each.colour),
          width: each.width ?? 2,
          dash: each.dash ?? [],
          points: { show: each.points ?? false, size: 4 },
        })),
      ],
      bands: (data.bands ?? []).map((band) => ({
        series: [band.high + 1, band.low + 1],
        fill: translucent(colour(band.colour)),
      })),
      hooks: {
        draw: [(plot) => this.marks(plot)],
        setCursor: [(plot) => this.onPoint(plot.cursor.idx)],
      },
    };
  }

  /** Lines at the times of the marks, with their texts where there is room. */
  marks(plot) {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = "top";
    let free = -Infinity;
    for (const mark of this.last.marks ?? []) {
      const x = Math.round(plot.valToPos(mark.at / 1000, "x", true));
      if (x < bbox.left || x > bbox.left + bbox.width) {
        continue;
      }
      ctx.strokeStyle = colour("--text");
      ctx.lineWidth = ratio;
      ctx.setLineDash([3 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top - 12 * ratio);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const width = ctx.measureText(mark.text).width;
      const left = x + width + 6 * ratio > bbox.left + bbox.width ? x - width - 5 * ratio : x + 5 * ratio;
      if (left > free) {
        ctx.fillStyle = colour("--text");
        ctx.fillText(mark.text, left, bbox.top - 13 * ratio);
        free = left + width + 4 * ratio;
      }
    }
    ctx.restore();
  }

  destroy() {
    this.plot?.destroy();
    this.plot = null;
  }
}

function translucent(hex) {
  return `${hex}2e`;
}
