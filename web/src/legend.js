// What colour and width mean.
import { html, svg } from "./dom.js";
import { COLOURS, NO_RATE, width } from "./scales.js";

function sample(stroke, thickness) {
  const bar = svg("path", { d: "M2,7H28", stroke, "stroke-width": thickness.toFixed(1) });
  return svg("svg", { class: "cm-key", viewBox: "0 0 30 14", "aria-hidden": "true" }, bar);
}

const item = (key, text) => html("li", {}, key, html("span", {}, text));

export function legend(breaks, most, samples, words) {
  const colours = breaks.length === 0 ? [] : COLOURS.map((colour, at) => {
    const [from, to] = [breaks[at - 1], breaks[at]].map((it) => it !== undefined && words.number(it));
    const text = from && to ? words.text("from_to", { from, to })
      : from ? words.text("over", { rate: from }) : words.text("under", { rate: to });
    return item(sample(colour, 6), text);
  });
  colours.push(item(sample(NO_RATE, 6), words.text("no_rate")));
  const widths = samples.map((people) => item(sample("#333b45", width(people, most)), words.number(people)));
  const part = (title, items) => html("div", {}, html("p", { class: "cm-legend-title" }, title), html("ul", {}, ...items));
  return html("div", { class: "cm-legend" }, part(words.harm("legend_harm"), colours), part(words.text("legend_people"), widths));
}
