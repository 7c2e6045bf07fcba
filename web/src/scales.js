// Width is people a month, colour is harm per 1,000 passages: the same for every policy and month.

/** Low to high: lightness falls at every step, so that the order shows without hue and in grey. */
export const COLOURS = ["#5f90b4", "#7273b0", "#8a4f9e", "#9a2a74", "#85123f", "#450a1c"];
/** Too few people for a rate. */
export const NO_RATE = "#717881";

const WIDEST = 11;
const THINNEST = 1.1;

/** Numbers 1 and 3 times a power of ten, from about `low` to about `high`. */
function steps(high, count) {
  let exponent = Math.floor(Math.log10(high));
  let leading = high / 10 ** exponent >= 3 ? 3 : 1;
  const found = [];
  while (found.length < count) {
    found.unshift(Number(`${leading}e${exponent}`));
    if (leading === 1) exponent -= 1;
    leading = leading === 1 ? 3 : 1;
  }
  return found;
}

/** Rates at which the next colour begins; the highest is one that a few of the rates pass. */
export function breaks(rates) {
  const sorted = rates.filter((rate) => rate > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const high = sorted[Math.floor(0.95 * (sorted.length - 1))];
  return steps(high, COLOURS.length - 1);
}

export function colour(rate, breaks) {
  if (rate === null) return NO_RATE;
  return COLOURS[breaks.filter((from) => rate >= from).length];
}

/** Grows with the square root, so that links with few people stay visible beside those with many. */
export function width(people, most) {
  return Math.max(THINNEST, WIDEST * Math.sqrt(people / most));
}

/** Three round numbers of people for the legend. */
export function samples(most) {
  const exponent = Math.floor(Math.log10(most));
  const leading = [5, 2, 1].find((it) => it * 10 ** exponent <= most);
  return [0, 1, 2]
    .map((power) => leading * 10 ** (exponent - power))
    .filter((people) => people >= 1)
    .reverse();
}
