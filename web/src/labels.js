// Names beside their places: by priority, where there is room, or not at all.
import { clipped, grown, inside, overlaps } from "./geometry.js";

const RISE = 0.78; // of the size of the letters, above the line they stand on
const FALL = 0.24;

/** Where a name may stand about its point: alignment, and steps from it. */
const SPOTS = [
  ["start", 1, 0.35], ["end", -1, 0.35], ["middle", 0, -0.55], ["middle", 0, 1.3],
  ["start", 0.8, -0.35], ["end", -0.8, -0.35], ["start", 0.8, 1.05], ["end", -0.8, 1.05],
];
const SPOTS_OF_AREAS = [0, -1.6, 1.6, -3.2, 3.2].map((step) => ["middle", 0, step]);

function box([x, y], anchor, width, size) {
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
  return [left, y - RISE * size, left + width, y + FALL * size];
}

/**
 * Places labels `{ text, at, gap, size, area }` in their order. `measure` gives the width of a text in a
 * size, `taken` the boxes that must stay free, `lines` the segments, with width, better left free.
 * The result has the labels with room, each with `x`, `y`, `anchor` and `box`.
 */
export function arrange(labels, { frame, taken, lines, measure }) {
  const boxes = [...taken];
  const placed = [];
  for (const label of labels) {
    const width = measure(label.text, label.size, label.area);
    let best = null;
    (label.area ? SPOTS_OF_AREAS : SPOTS).forEach(([anchor, across, down], order) => {
      const side = Math.sign(across) * label.gap * Math.abs(across);
      const up = anchor === "middle" && !label.area ? Math.sign(down - 0.3) * (label.gap - 3) : 0;
      const at = [label.at[0] + side, label.at[1] + down * label.size + up];
      const covers = box(at, anchor, width, label.size);
      if (!inside(covers, frame) || boxes.some((other) => overlaps(grown(covers, 1.5), other))) return;
      const crossed = lines.filter(({ segment }) => clipped(segment, covers));
      const cost = order * 0.6 + crossed.reduce((sum, line) => sum + line.width, 0);
      if (label.area && cost > 12) return;
      if (!best || cost < best.cost) best = { x: at[0], y: at[1], anchor, box: covers, cost };
    });
    if (best) {
      boxes.push(best.box);
      placed.push({ ...label, ...best });
    }
  }
  return placed;
}
