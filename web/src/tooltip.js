// The numbers of a link under every policy: never people without harm, never without interval.
import { ALL, peopleAMonth } from "./data.js";
import { html } from "./dom.js";

const ID = "cm-tooltip";
const LINGER = 150; // milliseconds in which the pointer can reach the numbers

export function tooltip(root, data, words) {
  const box = html("div", { id: ID, role: "tooltip", class: "cm-tooltip", hidden: "" });
  root.append(box);
  let leaving = 0;
  const hide = () => {
    clearTimeout(leaving);
    box.hidden = true;
  };
  box.addEventListener("pointerenter", () => clearTimeout(leaving));

  /** None of a single replication. */
  function interval(low, high) {
    if (low === null) return null;
    const text = words.text("interval", { low: words.number(low), high: words.number(high) });
    return html("span", { class: "cm-interval" }, text);
  }

  function people(figures, month) {
    if (!figures) return html("td", {}, words.text("none"));
    const cell = html("td", {}, words.number(figures.people), interval(figures.peopleLow, figures.peopleHigh));
    if (month === ALL) {
      const mean = words.number(peopleAMonth(data, figures, month));
      cell.append(html("span", { class: "cm-interval" }, words.text("a_month", { people: mean })));
    }
    return cell;
  }

  function harm(figures) {
    if (!figures) return html("td", {}, words.text("none"));
    if (figures.harm === null) return html("td", {}, words.text("too_few"));
    return html("td", {}, words.number(figures.harm), interval(figures.harmLow, figures.harmHigh));
  }

  function fill(link, month, when) {
    const all = data.policies.map((_, policy) => data.at(policy, link.index, month));
    const column = (text) => html("th", { scope: "col" }, text);
    const row = ({ title }, policy) => html("tr", {},
      html("th", { scope: "row" }, title), people(all[policy], month), harm(all[policy]));
    const table = html("table", {},
      html("thead", {}, html("tr", {}, html("td"), column(words.text("people")), column(words.harm("harm")))),
      html("tbody", {}, ...data.policies.map(row)));
    box.replaceChildren(
      html("p", { class: "cm-tooltip-title" }, words.link(link)),
      html("p", { class: "cm-tooltip-when" }, when),
      table,
      ...doubts(all, data.assumed).map((key) => html("p", { class: "cm-doubt" }, words.text(key))));
  }

  /** Beside a point of the window, within it. */
  function place(x, y) {
    const base = root.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const { width, height } = box.getBoundingClientRect();
    const left = Math.min(Math.max(8, x + 14), Math.max(8, room - width - 8));
    const below = y + 18;
    const top = below + height > window.innerHeight - 8 && y - height - 14 > 8 ? y - height - 14 : below;
    box.style.left = `${Math.round(left - base.left)}px`;
    box.style.top = `${Math.round(top - base.top)}px`;
  }

  return {
    id: ID,
    hide,
    leave() {
      clearTimeout(leaving);
      leaving = setTimeout(hide, LINGER);
    },
    show(link, month, when, [x, y]) {
      clearTimeout(leaving);
      fill(link, month, when);
      box.hidden = false;
      place(x, y);
    },
    get open() {
      return !box.hidden;
    },
    set onhide(callback) {
      new MutationObserver(() => box.hidden && callback())
        .observe(box, { attributes: true, attributeFilter: ["hidden"] });
    },
  };
}

/** What is uncertain about the figures of a link, one for each policy. */
export function doubts(all, assumed = false) {
  const shown = all.filter(Boolean);
  const rated = shown.filter((it) => it.harm !== null);
  const bounded = rated.filter((it) => it.harmLow !== null);
  const wide = ({ harmLow, harmHigh }) => harmHigh > 0 && harmHigh >= 3 * harmLow;
  const overlap = bounded.length > 1 && bounded.some((one, at) =>
    bounded.slice(at + 1).some((other) => one.harmLow <= other.harmHigh && other.harmLow <= one.harmHigh));
  return [
    shown.some((it) => it.peopleLow !== null) && "doubt_interval",
    bounded.some(wide) && "doubt_wide",
    overlap && "doubt_overlap",
    assumed && rated.length > 0 && "doubt_assumed",
    shown.length > rated.length && "doubt_rate",
    all.length > shown.length && "doubt_absent",
  ].filter(Boolean);
}
