// Boxes are [left, top, right, bottom]; segments are pairs of points.

export const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export const inside = (box, frame) =>
  box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];

export const grown = (box, by) => [box[0] - by, box[1] - by, box[2] + by, box[3] + by];

/** Distance from a point to a segment. */
export function distance([x, y], [[x1, y1], [x2, y2]]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - at * dx, y - y1 - at * dy);
}

/** The part of a segment within a box, or null (Liang and Barsky). */
export function clipped([[x1, y1], [x2, y2]], [left, top, right, bottom]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  let [enter, leave] = [0, 1];
  for (const [step, room] of [[-dx, x1 - left], [dx, right - x1], [-dy, y1 - top], [dy, bottom - y1]]) {
    if (step === 0) {
      if (room < 0) return null;
    } else if (step < 0) {
      enter = Math.max(enter, room / step);
    } else {
      leave = Math.min(leave, room / step);
    }
  }
  if (enter > leave) return null;
  return [[x1 + enter * dx, y1 + enter * dy], [x1 + leave * dx, y1 + leave * dy]];
}
