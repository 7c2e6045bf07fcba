// One map of one policy: land, links, places, names; the keys and the pointer that ask for numbers.
import { peopleAMonth } from "./data.js";
import { html, line, measure, svg } from "./dom.js";
import { clipped, distance, grown, inside } from "./geometry.js";
import { arrange } from "./labels.js";
import { lanes, shifted } from "./lanes.js";
import * as scales from "./scales.js";
import { geography, position, projected } from "./view.js";

const REACH = 10; // pixels from which the pointer finds a link
const SIZE = 11; // of the letters of names
const AREA_SIZE = 9.5;

/**
 * What every policy's map of a window shares: where links and places lie, and which names have room.
 * `links` are those drawn, `corners` those of a part that is shown enlarged elsewhere. Places beyond the
 * window lie on its edge, or where they are if the window is such a `part`.
 */
export function scene(view, { places, links, most, importance, corners, lang, part }) {
  const spots = new Map(places.map((place) => [place.id, (part ? projected : position)(view, place)]));
  const offsets = lanes(links, (link) => scales.width(importance.link(link), most));
  const lines = new Map();
  for (const link of links) {
    const ends = [spots.get(link.from.id).point, spots.get(link.to.id).point];
    const segment = shifted(...ends, offsets.get(link.index));
    const visible = clipped(segment, view.frame);
    if (visible) lines.set(link.index, { link, segment, visible });
  }
  const seen = places.filter((place) => inside([...spots.get(place.id).point, ...spots.get(place.id).point], view.frame));
  const { land, borders, countries } = geography(view);
  const names = seen
    .map((place) => ({ place, weight: importance.place(place) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ place }) => ({ text: place.name, at: spots.get(place.id).point, gap: 6, size: SIZE, area: false }));
  const areas = countries.map(({ code, at }) =>
    ({ text: lang.country(code).toUpperCase(), at, gap: 0, size: AREA_SIZE, area: true }));
  const labels = arrange([...names, ...areas], {
    frame: grown(view.frame, -4),
    taken: seen.map((place) => grown([...spots.get(place.id).point, ...spots.get(place.id).point], 2)),
    lines: [...lines.values()].map(({ link, visible }) =>
      ({ segment: visible, width: scales.width(importance.link(link), most) })),
    measure,
  });
  const outline = corners && corners.map((corner) => view.projection(corner));
  return { view, lines, seen, spots, labels, land, borders, outline };
}

/** A map of a policy in a scene. It calls `ask(link, point)` and `leave()`. */
export function panel(scene, { data, policy, label, breaks, most, tooltip, ask, leave }) {
  const { view, lines } = scene;
  const links = svg("g", { class: "cm-links" });
  const mark = svg("g", { class: "cm-mark", "aria-hidden": "true" });
  const drawing = svg("svg", {
    class: "cm-map", viewBox: `0 0 ${view.width} ${view.height}`, role: "group", "aria-label": label,
  }, ...base(scene), links, ...outlined(scene), mark, ...top(scene));
  let shown = [];
  let current = null;

  const strokes = new Map([...lines.values()].map(({ link, visible }) => {
    const stroke = svg("path", { d: line(visible), class: "cm-link", role: "img", tabindex: -1 });
    stroke.addEventListener("focus", () => {
      move(link);
      ask(link, onScreen(middle(visible)), stroke);
    });
    stroke.addEventListener("blur", leave);
    return [link.index, stroke];
  }));

  const middle = ([[x1, y1], [x2, y2]]) => [(x1 + x2) / 2, (y1 + y2) / 2];

  function onScreen([x, y]) {
    const box = drawing.getBoundingClientRect();
    return [box.left + (x / view.width) * box.width, box.top + (y / view.height) * box.height];
  }

  function move(link) {
    if (current !== null) strokes.get(current)?.setAttribute("tabindex", "-1");
    current = link.index;
    strokes.get(current).setAttribute("tabindex", "0");
  }

  function nearest(event) {
    const box = drawing.getBoundingClientRect();
    const at = [
      ((event.clientX - box.left) / box.width) * view.width,
      ((event.clientY - box.top) / box.height) * view.height,
    ];
    let found = null;
    for (const { link, width } of shown) {
      const off = Math.max(0, distance(at, lines.get(link.index).visible) - width / 2);
      if (off < (found?.off ?? REACH)) found = { link, off };
    }
    return found?.link ?? null;
  }

  drawing.addEventListener("pointermove", (event) => {
    const link = nearest(event);
    if (link) ask(link, [event.clientX, event.clientY], null);
    else if (!drawing.contains(document.activeElement)) leave();
  });
  drawing.addEventListener("pointerleave", () => {
    if (!drawing.contains(document.activeElement)) leave();
  });
  drawing.addEventListener("click", (event) => {
    const link = nearest(event);
    if (link) strokes.get(link.index).focus({ preventScroll: true });
  });
  drawing.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const at = shown.findIndex(({ link }) => link.index === current);
    const next = { Home: 0, End: shown.length - 1 }[event.key]
      ?? (steps[event.key] && (at + steps[event.key] + shown.length) % shown.length);
    if (next === undefined || shown.length === 0) return;
    event.preventDefault();
    strokes.get(shown[next].link.index).focus();
  });

  return {
    element: drawing,
    /** Draws the links of a month, those with the most people first. */
    draw(month, words) {
      shown = [...lines.values()].flatMap(({ link }) => {
        const figures = data.at(policy, link.index, month);
        if (!figures) return [];
        const people = peopleAMonth(data, figures, month);
        return [{ link, people, figures, width: scales.width(people, most) }];
      }).sort((a, b) => b.people - a.people);
      const focused = document.activeElement;
      for (const { link, figures, width } of shown) {
        const stroke = strokes.get(link.index);
        stroke.setAttribute("stroke-width", width.toFixed(1));
        stroke.setAttribute("stroke", scales.colour(figures.harm, breaks));
        stroke.setAttribute("aria-label", words.link(link));
      }
      // Appending moves an element and takes the focus from it: give it back.
      links.replaceChildren(...shown.map(({ link }) => strokes.get(link.index)));
      if (links.contains(focused)) focused.focus({ preventScroll: true });
      if (!shown.some(({ link }) => link.index === current) && shown.length > 0) move(shown[0].link);
    },
    /** Marks a link with its direction and the names of its ends, or none. */
    mark(link) {
      const found = link && lines.get(link.index);
      const state = found && shown.find((it) => it.link === link);
      mark.replaceChildren(...(state ? marked(scene, found, state, breaks) : []));
    },
    describe(link) {
      for (const [index, stroke] of strokes) {
        if (link && index === link.index) stroke.setAttribute("aria-describedby", tooltip);
        else stroke.removeAttribute("aria-describedby");
      }
    },
  };
}

/** The frame of the part that is shown enlarged. */
function outlined({ outline }) {
  if (!outline) return [];
  const [xs, ys] = [0, 1].map((axis) => outline.map((corner) => corner[axis]));
  const [left, top] = [Math.min(...xs) - 3, Math.min(...ys) - 3].map(Math.round);
  const [width, height] = [Math.max(...xs) + 3 - left, Math.max(...ys) + 3 - top].map(Math.round);
  return ["cm-outline-gap", "cm-outline"].map((name) => svg("rect", { class: name, x: left, y: top, width, height }));
}

function base({ view, land, borders }) {
  const { width, height } = view;
  return [
    svg("rect", { class: "cm-sea", width, height }),
    svg("path", { class: "cm-land", d: land }),
    svg("path", { class: "cm-border", d: borders }),
  ];
}

function top({ seen, spots, labels }) {
  const dots = seen.map((place) => {
    const { point: [x, y], beyond } = spots.get(place.id);
    return beyond === null
      ? svg("circle", { class: "cm-place", cx: x.toFixed(1), cy: y.toFixed(1), r: 2 })
      : svg("path", {
        class: "cm-place cm-beyond", d: "M5,0L-3,-4V4Z",
        transform: `translate(${x.toFixed(1)},${y.toFixed(1)})rotate(${Math.round(beyond)})`,
      });
  });
  const names = labels.map(({ text, x, y, anchor, area, size }) => svg("text", {
    class: area ? "cm-label cm-area" : "cm-label", "font-size": size,
    x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor,
  }, text));
  return [
    svg("g", { class: "cm-places", "aria-hidden": "true" }, ...dots),
    svg("g", { class: "cm-labels", "aria-hidden": "true" }, ...names),
  ];
}

function marked(scene, { link, visible }, { width, figures }, breaks) {
  const ends = [link.from, link.to].filter((place) => scene.seen.includes(place)).map((place) => {
    const [cx, cy] = scene.spots.get(place.id).point;
    return svg("circle", { class: "cm-end", cx, cy, r: 4 });
  });
  const d = line(visible);
  return [
    svg("path", { d, class: "cm-ring", "stroke-width": width + 7 }),
    svg("path", { d, class: "cm-ring-gap", "stroke-width": width + 3.4 }),
    svg("path", { d, class: "cm-ring-line", stroke: scales.colour(figures.harm, breaks), "stroke-width": width }),
    ...ends,
  ];
}

/** The title of a policy over its maps. */
export const title = (text) => html("p", { class: "cm-title" }, text);
