/** Figures as people read them. */

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const minutes = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const seconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const dated = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export const NONE = "–";

const known = (value) => value !== null && value !== undefined && Number.isFinite(value);

export const count = (value) => (known(value) ? whole.format(value) : NONE);

/** A share from 0 to 1. */
export const percent = (share, digits = 1) => (known(share) ? `${(100 * share).toFixed(digits)}%` : NONE);

/** A change of a share, in percentage points, with its sign. */
export function points(change) {
  if (!known(change)) {
    return NONE;
  }
  const text = (100 * Math.abs(change)).toFixed(1);
  return text === "0.0" ? "0.0" : `${change < 0 ? "−" : "+"}${text}`;
}

export function rate(perSecond) {
  if (!known(perSecond)) {
    return NONE;
  }
  return perSecond >= 100 ? whole.format(perSecond) : perSecond.toFixed(1);
}

export function duration(ms) {
  if (!known(ms)) {
    return NONE;
  }
  const units = [[86400000, "d"], [3600000, "h"], [60000, "min"], [1000, "s"]];
  for (const [length, unit] of units) {
    if (ms >= length) {
      const value = ms / length;
      return `${value >= 10 ? value.toFixed(0) : value.toFixed(1)} ${unit}`;
    }
  }
  return `${Math.round(ms)} ms`;
}

export const time = (ms) => seconds.format(ms);

/** A time below an axis: as short as it can be. */
export const tick = (ms) => (ms % 60000 === 0 ? minutes : seconds).format(ms);

export const date = (ms) => dated.format(ms);

/** How long ago, in words. */
export function ago(ms) {
  const since = Date.now() - ms;
  return since < 2000 ? "just now" : `${duration(since)} ago`;
}

export function bytes(size) {
  if (!known(size)) {
    return NONE;
  }
  return size >= 1e6 ? `${(size / 1e6).toFixed(1)} MB` : `${Math.ceil(size / 1e3)} kB`;
}

export const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;
