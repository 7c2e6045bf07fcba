// Month, play and choice of policies.
import { ALL } from "./data.js";
import { html } from "./dom.js";

const STEP = 700; // milliseconds a month
const CALM_STEP = 1500; // for those who ask for less motion

/** The controls; `change({ month, view })` is called with what is chosen. */
export function controls(data, words, change) {
  const state = { month: ALL, view: null };
  const last = data.months.length - 1;
  const slider = html("input", { type: "range", id: "cm-month", min: 0, max: last + 1, step: 1, value: 0 });
  const output = html("output", { for: "cm-month", class: "cm-when", "aria-live": "polite" });
  const play = html("button", { type: "button", class: "cm-play" });
  const all = html("button", { type: "button", class: "cm-all" }, words.text("all"));
  let timer = null;

  const when = (month) => month === ALL
    ? words.text("span", { all: words.text("all"), from: words.month(data.months[0]), to: words.month(data.months[last]) })
    : words.month(data.months[month]);

  function set(month) {
    state.month = month;
    slider.value = String(month + 1);
    slider.setAttribute("aria-valuetext", when(month));
    all.setAttribute("aria-pressed", String(month === ALL));
    output.textContent = when(month);
    change(state);
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    play.textContent = words.text("play");
    play.classList.remove("cm-playing");
    output.setAttribute("aria-live", "polite");
  }

  function start() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    play.textContent = words.text("pause");
    play.classList.add("cm-playing");
    // Month after month read aloud would only disturb.
    output.setAttribute("aria-live", "off");
    if (state.month === last) set(0);
    else set(state.month + 1);
    timer = setInterval(() => {
      set(state.month + 1);
      if (state.month === last) pause();
    }, calm ? CALM_STEP : STEP);
  }

  play.addEventListener("click", () => (timer ? pause() : start()));
  all.addEventListener("click", () => {
    pause();
    set(ALL);
  });
  slider.addEventListener("input", () => {
    pause();
    set(Number(slider.value) - 1);
  });
  pause();

  const element = html("div", { class: "cm-controls", role: "group", "aria-label": words.text("controls") },
    html("div", { class: "cm-time" }, play, html("label", { for: "cm-month" }, words.text("month")), slider, all, output),
    data.policies.length > 1 ? choice(data, words, (view) => {
      state.view = view;
      change(state);
    }) : null);
  return { element, set, pause, when, state };
}

function choice(data, words, choose) {
  const option = (value, text, checked) => {
    const input = html("input", { type: "radio", name: "cm-view", value: value ?? "all", checked: checked ? "" : null });
    input.addEventListener("change", () => choose(value));
    return html("label", { class: "cm-option" }, input, html("span", {}, text));
  };
  return html("fieldset", { class: "cm-choice" },
    html("legend", {}, words.text("show")),
    option(null, words.text("together"), true),
    ...data.policies.map(({ title }, policy) => option(policy, title, false)));
}
