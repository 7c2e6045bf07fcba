import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL, mostPeople, peopleAMonth, read } from "../../src/data.js";
import { clipped, distance, overlaps } from "../../src/geometry.js";
import { arrange } from "../../src/labels.js";
import { lanes, shifted } from "../../src/lanes.js";
import * as scales from "../../src/scales.js";
import { doubts } from "../../src/tooltip.js";
import { LANGUAGES, words } from "../../src/words.js";

const block = {
  lang: "en",
  months: ["2022-01", "2022-02"],
  policies: [{ name: "a", title: "A" }, { name: "b", title: "B" }],
  places: [["P", "Pe", 1, 2, "hub"], ["Q", "Qu", 3, 4, "hub"]],
  links: [["PQ", 0, 1, "road", "bus"], ["QP", 1, 0, "road", "foot"], ["none", 0, 1, "road", "air"]],
  values: [
    [{ t: [1], p: [300], pl: [200], ph: [400], h: [5], hl: [4], hh: [6] }, null, null],
    [null, null, null],
  ],
  total: [[[400, 300, 500, 5, 4, 6], null, null], [null, [40, 30, 50, null, null, null], null]],
  inset: null,
};

test("figures are found by policy, link and month, and absent ones stay absent", () => {
  const data = read(block);
  assert.deepEqual(data.links.map(({ id }) => id), ["PQ", "QP"], "a link that nobody uses is left out");
  assert.equal(data.at(0, 0, 1).people, 300);
  assert.equal(data.at(0, 0, 0), null);
  assert.equal(data.at(1, 1, ALL).harm, null);
  assert.equal(peopleAMonth(data, data.at(0, 0, ALL), ALL), 200);
  assert.equal(mostPeople(data), 300);
});

test("lightness falls with every colour, and each stands out from land", () => {
  const lightness = (hex) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((it) => (it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const all = scales.COLOURS.map(lightness);
  all.slice(1).forEach((it, at) => assert.ok(it < all[at]));
  const land = lightness("#e9ebe8");
  for (const hex of [...scales.COLOURS, scales.NO_RATE]) {
    assert.ok((land + 0.05) / (lightness(hex) + 0.05) >= 2.8, hex);
  }
});

test("rates fall into steps of 1 and 3", () => {
  const limits = scales.breaks([0, 2, 20, 200, 400]);
  assert.deepEqual(limits, [1, 3, 10, 30, 100]);
  assert.equal(scales.colour(0, limits), scales.COLOURS[0]);
  assert.equal(scales.colour(3, limits), scales.COLOURS[2]);
  assert.equal(scales.colour(1000, limits), scales.COLOURS[5]);
  assert.equal(scales.colour(null, limits), scales.NO_RATE);
  assert.deepEqual(scales.breaks([0]), []);
  assert.equal(scales.colour(0, []), scales.COLOURS[0]);
});

test("width grows with people and never vanishes", () => {
  assert.ok(scales.width(100, 100) > scales.width(50, 100));
  assert.ok(scales.width(0.001, 1e6) > 1);
  assert.deepEqual(scales.samples(24_000), [200, 2000, 20_000]);
});

test("links between the same places lie apart, whatever their direction", () => {
  const { links } = read(block);
  const offsets = lanes(links, () => 4);
  const ends = { P: [0, 0], Q: [100, 0] };
  const [a, b] = links.map((link) => shifted(ends[link.from.id], ends[link.to.id], offsets.get(link.index)));
  assert.ok(Math.abs(a[0][1] - b[0][1]) >= 4);
  assert.equal(a[0][1], a[1][1]);
});

test("distances and cuts of lines", () => {
  assert.equal(distance([5, 3], [[0, 0], [10, 0]]), 3);
  assert.equal(distance([13, 4], [[0, 0], [10, 0]]), 5);
  assert.deepEqual(clipped([[-5, 5], [15, 5]], [0, 0, 10, 10]), [[0, 5], [10, 5]]);
  assert.equal(clipped([[-5, 20], [15, 20]], [0, 0, 10, 10]), null);
});

test("names never cover each other, the first come first", () => {
  const labels = Array.from({ length: 40 }, (_, at) =>
    ({ text: `Place ${at}`, at: [50 + (at % 8) * 9, 50 + Math.floor(at / 8) * 9], gap: 5, size: 11, area: false }));
  const frame = [0, 0, 200, 200];
  const placed = arrange(labels, { frame, taken: [], lines: [], measure: (text, size) => text.length * size * 0.6 });
  assert.ok(placed.length > 4 && placed.length < 40);
  assert.equal(placed[0].text, "Place 0");
  placed.forEach((a, at) => placed.slice(at + 1).forEach((b) => assert.ok(!overlaps(a.box, b.box))));
});

test("what is uncertain is said", () => {
  const figures = (harm, harmLow, harmHigh) => ({ people: 9, peopleLow: 8, harm, harmLow, harmHigh });
  assert.deepEqual(doubts([figures(5, 4, 6), figures(9, 8, 10)]), ["doubt_interval"]);
  assert.deepEqual(doubts([figures(5, 1, 9), figures(9, 8, 10)]), ["doubt_interval", "doubt_wide", "doubt_overlap"]);
  assert.deepEqual(doubts([figures(null, null, null), null]), ["doubt_interval", "doubt_rate", "doubt_absent"]);
  assert.deepEqual(doubts([figures(5, 4, 6)], true), ["doubt_interval", "doubt_assumed"]);
  assert.equal(words("en", true).harm("harm"), "Harms per 1,000 passages\u00a0*");
  const once = { people: 9, peopleLow: null, harm: 5, harmLow: null, harmHigh: null };
  assert.deepEqual(doubts([once, once]), [], "one replication has no interval");
});

test("every language has every word and its values", () => {
  const values = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const texts of Object.values(LANGUAGES)) {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(LANGUAGES.en).sort());
    assert.deepEqual(Object.keys(texts.modes), Object.keys(LANGUAGES.en.modes));
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text === "string") assert.deepEqual(values(text), values(LANGUAGES.en[key]), key);
    }
  }
  for (const lang of ["es", "pt"]) {
    assert.equal(words(lang).number(12_345), "12\u202f300", "as in the rest of the report");
    assert.equal(words(lang).number(0.25), "0,25");
  }
  assert.equal(words("en").number(12_345), "12,300");
  assert.equal(words("xx").text("play"), "Play");
});
