// The interactive map of the report: it fills #corredor-map from #corredor-map-data.
import { controls } from "./controls.js";
import { ALL, mostPeople, peopleAMonth, read } from "./data.js";
import { html } from "./dom.js";
import { legend } from "./legend.js";
import { panel, scene, title } from "./panel.js";
import { breaks, samples } from "./scales.js";
import { tooltip } from "./tooltip.js";
import { view } from "./view.js";
import { words as wordsOf } from "./words.js";

const NARROW = 800; // pixels under which maps stand below each other
const GAP = 20;
const PAPER = 680; // pixels of a printed page

function start() {
  const root = document.getElementById("corredor-map");
  const block = document.getElementById("corredor-map-data");
  if (!root || !block) return;
  const data = read(JSON.parse(block.textContent));
  if (data.links.length === 0 || data.months.length === 0) return;
  draw(root, data);
}

function draw(root, data) {
  const words = wordsOf(data.lang, data.assumed);
  const most = mostPeople(data);
  const rates = data.policies.flatMap((_, policy) =>
    data.links.map((link) => data.at(policy, link.index, ALL)?.harm ?? 0));
  const limits = breaks(rates);
  const importance = weights(data);
  const stage = html("div", { class: "cm-stage" });
  root.replaceChildren();
  root.classList.add("cm-root");
  const tip = tooltip(root, data, words);
  let asked = null;
  let panels = [];
  let width = 0;

  const control = controls(data, words, (state) => {
    if (state.view !== panels.view) layout();
    else panels.forEach((it) => it.draw(state.month, words));
    if (asked) ask(asked.link, asked.at);
  });

  function ask(link, at) {
    asked = { link, at };
    tip.show(link, control.state.month, control.when(control.state.month), at);
    panels.forEach((it) => {
      it.mark(link);
      it.describe(link);
    });
  }

  tip.onhide = () => {
    asked = null;
    panels.forEach((it) => {
      it.mark(null);
      it.describe(null);
    });
  };

  function layout(room = stage.clientWidth) {
    if (room < 100) return;
    width = room;
    tip.hide();
    const { month, view: chosen } = control.state;
    const shown = chosen === null ? [...data.policies.keys()] : [chosen];
    const columns = shown.length === 1 ? 1 : columnsFor(room, shown.length);
    const alone = shown.length === 1 && room >= NARROW - 100 && data.inset;
    const each = Math.floor((room - GAP * (columns - 1)) / columns);
    const widths = alone ? [Math.floor(each * 0.56), each - Math.floor(each * 0.56) - GAP] : [each, each];
    const scenes = scenesFor(data, widths, alone ? 0.95 : 0.55, { most, importance, lang: words });
    panels = [];
    panels.view = chosen;
    const parts = shown.map((policy) => {
      const make = (scene, key) => {
        const made = panel(scene, {
          data, policy, breaks: limits, most, tooltip: tip.id, ask, leave: tip.leave,
          label: words.text(key, { policy: data.policies[policy].title }),
        });
        made.draw(month, words);
        panels.push(made);
        return made.element;
      };
      const whole = html("div", { class: "cm-whole" }, make(scenes.whole, "map"));
      const part = scenes.inset && html("div", { class: "cm-inset" },
        html("p", { class: "cm-caption" }, words.text("enlarged")), make(scenes.inset, "bottleneck"));
      return html("section", { class: alone ? "cm-policy cm-alone" : "cm-policy" },
        title(data.policies[policy].title), whole, part);
    });
    stage.dataset.columns = columns;
    stage.replaceChildren(...parts);
  }

  root.append(control.element, legend(limits, most, samples(most), words), stage);
  control.set(ALL);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tip.open) tip.hide();
  });
  new ResizeObserver(() => {
    if (Math.abs(stage.clientWidth - width) > 1 && !printing) layout();
  }).observe(stage);

  // On paper: all months, all policies.
  let printing = null;
  window.addEventListener("beforeprint", () => {
    printing = { ...control.state };
    control.pause();
    control.state.view = null;
    control.set(ALL);
    layout(PAPER);
  });
  window.addEventListener("afterprint", () => {
    if (!printing) return;
    const { month, view: chosen } = printing;
    printing = null;
    control.state.view = chosen;
    control.set(month);
    layout();
  });
}

function columnsFor(room, count) {
  if (room < NARROW - 130) return 1;
  return Math.min(count, 3, Math.max(2, Math.floor((room + GAP) / 370)));
}

/** Most people a month on a link, over policies, and on all links of a place. */
function weights(data) {
  const links = new Map(data.links.map((link) => [link, Math.max(...data.policies.map((_, policy) => {
    const figures = data.at(policy, link.index, ALL);
    return figures ? peopleAMonth(data, figures, ALL) : 0;
  }))]));
  const places = new Map();
  for (const [link, people] of links) {
    for (const place of [link.from, link.to]) places.set(place, (places.get(place) ?? 0) + people);
  }
  return { link: (link) => links.get(link) ?? 0, place: (place) => places.get(place) ?? 0 };
}

/** The window of the whole corridor and that of its bottleneck. */
function scenesFor(data, [wide, narrow], lowest, shared) {
  const places = data.places.filter((place) => shared.importance.place(place) > 0);
  // What aircraft alone join may lie anywhere, and must not shrink the rest.
  const grounded = data.links.filter(({ mode }) => mode !== "air");
  const near = new Set((grounded.length > 0 ? grounded : data.links).flatMap(({ from, to }) => [from, to]));
  const { inset } = data;
  const corners = inset && [
    [inset.lon[0], inset.lat[0]], [inset.lon[1], inset.lat[0]], [inset.lon[1], inset.lat[1]], [inset.lon[0], inset.lat[1]],
  ];
  const whole = view([...near], wide, { padding: Math.max(18, wide * 0.04), lowest: 0.5, highest: 1.25 });
  const scenes = { whole: scene(whole, { ...shared, places, links: data.links, corners, part: false }), inset: null };
  if (corners) {
    const points = corners.map(([lon, lat]) => ({ lon, lat }));
    const part = view(points, narrow, { padding: 0, lowest, highest: 1.1 });
    const [west, east] = inset.lon;
    const [south, north] = inset.lat;
    const within = ({ lat, lon }) => lat >= south && lat <= north && lon >= west && lon <= east;
    const links = data.links.filter(({ from, to }) => within(from) || within(to));
    const ends = places.filter((it) => links.some(({ from, to }) => from === it || to === it));
    scenes.inset = scene(part, { ...shared, places: ends, links, corners: null, part: true });
  }
  return scenes;
}

// The script stands after what it reads; elsewhere it waits for it.
if (document.getElementById("corredor-map-data")) start();
else document.addEventListener("DOMContentLoaded", start);
