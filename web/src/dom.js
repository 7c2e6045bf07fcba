// Elements made without markup: text stays text.

const SVG = "http://www.w3.org/2000/svg";

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const html = (name, attributes = {}, ...children) =>
  fill(document.createElement(name), attributes, children);

export const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, name), attributes, children);

export const line = ([[x1, y1], [x2, y2]]) => {
  const point = (value) => Math.round(value * 10) / 10;
  return `M${point(x1)},${point(y1)}L${point(x2)},${point(y2)}`;
};

let canvas = null;

/** Width of a text in the letters of the page; names of areas are spaced, see map.css. */
export function measure(text, size, area = false) {
  canvas ??= document.createElement("canvas").getContext("2d");
  canvas.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return canvas.measureText(text).width * 1.02 + (area ? 0.09 * size * text.length : 0);
}
