// What a reader sees as cut or overlapping.

/** Texts of a drawing with their boxes. */
export const textsOf = (drawing) => drawing.locator("text").evaluateAll((all) => all.map((it) => {
  const { left, top, right, bottom } = it.getBoundingClientRect();
  // The box of a text is as high as its line; letters take less of it.
  const slack = (bottom - top) * 0.12;
  return { text: it.textContent, box: [left, top + slack, right, bottom - slack] };
}));

/** Pairs of texts that cover each other. */
export function overlapping(texts) {
  const pairs = texts.flatMap((a, at) => texts.slice(at + 1).map((b) => [a, b]));
  return pairs
    .filter(([{ box: a }, { box: b }]) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3])
    .map((pair) => pair.map(({ text }) => text));
}

/** What reaches beyond the sides of the window or of its drawing, save in what scrolls by itself. */
export const overflowing = (page) => page.evaluate(() => {
  const room = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > room) found.push(`page: ${document.documentElement.scrollWidth}`);
  for (const it of document.querySelectorAll("body *")) {
    if (it.closest(".scroll, [hidden], .skip, .defines") || (it.closest("svg") && it.tagName !== "text")) continue;
    const frame = it.tagName === "text" ? it.closest("svg").getBoundingClientRect() : { left: 0, right: room };
    const box = it.getBoundingClientRect();
    if (box.width === 0) continue;
    if (box.left < frame.left - 1 || box.right > frame.right + 1) {
      found.push(`${it.tagName} ${it.className.baseVal ?? it.className} ${it.textContent.slice(0, 40)}`);
    }
  }
  return found;
});
