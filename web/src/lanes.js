// Links between the same two places lie side by side.

const GAP = 1.5;

/**
 * How far each link lies to the left of the line from the one place to the other, by index of link.
 * `widest` gives the width that a link takes at most.
 */
export function lanes(links, widest) {
  const pairs = new Map();
  for (const link of links) {
    const key = [link.from.id, link.to.id].sort().join("\n");
    pairs.set(key, [...(pairs.get(key) ?? []), link]);
  }
  const offsets = new Map();
  for (const pair of pairs.values()) {
    const room = pair.map((link) => Math.max(widest(link), 2));
    let at = -(room.reduce((sum, it) => sum + it, 0) + GAP * (pair.length - 1)) / 2;
    pair.forEach((link, position) => {
      // Both directions of a pair are measured from the same side.
      const side = link.from.id < link.to.id ? 1 : -1;
      offsets.set(link.index, side * (at + room[position] / 2));
      at += room[position] + GAP;
    });
  }
  return offsets;
}

/** The ends of a line that lies so far to the left of another. */
export function shifted([x1, y1], [x2, y2], offset) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [((y2 - y1) / length) * offset, (-(x2 - x1) / length) * offset];
  return [[x1 + dx, y1 + dy], [x2 + dx, y2 + dy]];
}
