/** Elements of text and attributes: whatever strangers wrote stays text. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. Attributes are set as they are; true alone is an empty one, false and null none.
 * Names that begin with on are listeners. Children are elements or texts.
 */
export function el(tag, attributes, ...children) {
  return fill(attributed(document.createElement(tag), attributes), ...children);
}

/** The same for SVG. */
export function svg(tag, attributes, ...children) {
  return fill(attributed(document.createElementNS(SVG, tag), attributes), ...children);
}

function attributed(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  return element;
}

/** Puts children in place of what an element has. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.flat().filter((each) => each !== null && each !== undefined && each !== false),
  );
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Sets a text only when it differs, so that a screen reader isn't told the same again. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The head of a table: a column is its name, or name and class. */
export function thead(...columns) {
  return el(
    "thead",
    null,
    el(
      "tr",
      null,
      columns.map((column) => {
        const [name, type] = Array.isArray(column) ? column : [column, null];
        return el("th", { scope: "col", class: type }, name);
      }),
    ),
  );
}

/** Replaces the options of a select, keeping the choice where it is still one. */
export function options(select, values, chosen) {
  const wanted = values.map(([value]) => value).join("\n");
  if (select.dataset.values !== wanted) {
    select.dataset.values = wanted;
    fill(select, values.map(([value, text]) => el("option", { value }, text)));
  }
  if (values.some(([value]) => value === chosen)) {
    select.value = chosen;
  }
}
