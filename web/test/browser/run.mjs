// Opens a report as a reader does, with Debian's chromium: node test/browser/run.mjs REPORT [PICTURES [STUDY]];
// STUDY is the report of a study, which has no map.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { overlapping, overflowing, textsOf } from "./layout.mjs";

const [report, pictures, study] = process.argv.slice(2);
assert.ok(report, "usage: node test/browser/run.mjs REPORT [PICTURES [STUDY]]");
const addressOf = (path) => pathToFileURL(resolve(path)).href;
const folder = resolve(pictures ?? mkdtempSync(join(tmpdir(), "corredor-pictures-")));
mkdirSync(folder, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), "corredor-browser-"));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

/** A page of its own that fails on an error of the console or any request but for the report. */
async function open(width, { javaScript = true, motion = "no-preference", file = report } = {}) {
  const address = addressOf(file);
  const context = javaScript && motion === "no-preference" ? browser
    : await browser.browser().newContext({ javaScriptEnabled: javaScript, reducedMotion: motion });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (it) => ["error", "warning"].includes(it.type()) && faults.push(`console: ${it.text()}`));
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (it) => it.url() !== address && faults.push(`request: ${it.url()}`));
  await page.setViewportSize({ width, height: 900 });
  await page.goto(address);
  return {
    page,
    async close() {
      assert.deepEqual(faults, []);
      await (context === browser ? page.close() : context.close());
    },
  };
}

const map = (page) => page.locator("#corredor-map");
const data = (page) => page.evaluate(() => JSON.parse(document.getElementById("corredor-map-data").textContent));
const widths = (page) => map(page).locator(".cm-link").evaluateAll((links) =>
  links.map((it) => [it.getAttribute("stroke-width"), it.getAttribute("stroke")].join(" ")));

const tests = {
  async "the map takes the place of the drawings"() {
    const { page, close } = await open(1280);
    assert.equal(await page.locator("#corredor-map-drawings").count(), 0);
    const { policies, inset } = await data(page);
    assert.equal(await map(page).locator("svg.cm-map").count(), policies.length * (inset ? 2 : 1));
    for (const { title } of policies) await map(page).locator(".cm-title", { hasText: title }).waitFor();
    await close();
  },

  async "the slider goes to a month and back to all of them"() {
    const { page, close } = await open(1280);
    const slider = map(page).locator("input[type=range]");
    const before = [await slider.getAttribute("aria-valuetext"), await widths(page)];
    await slider.focus();
    for (let step = 0; step < 12; step += 1) await page.keyboard.press("ArrowRight");
    assert.equal(await slider.inputValue(), "12");
    const month = await slider.getAttribute("aria-valuetext");
    assert.notEqual(month, before[0]);
    assert.equal(await map(page).locator("output").textContent(), month);
    assert.equal(await map(page).locator("output").getAttribute("aria-live"), "polite");
    assert.notDeepEqual(await widths(page), before[1]);
    await map(page).locator("button[aria-pressed]").click();
    assert.deepEqual([await slider.getAttribute("aria-valuetext"), await widths(page)], before);
    await close();
  },

  async "play goes through the months and can be stopped"() {
    const { page, close } = await open(1280);
    const slider = map(page).locator("input[type=range]");
    const play = map(page).locator("button").first();
    const name = await play.textContent();
    await play.click();
    assert.notEqual(await play.textContent(), name);
    await page.waitForFunction(() => Number(document.querySelector("#corredor-map input[type=range]").value) >= 3);
    await play.click();
    assert.equal(await play.textContent(), name);
    const stopped = await slider.inputValue();
    await page.waitForTimeout(1000);
    assert.equal(await slider.inputValue(), stopped);
    await close();
  },

  async "play is calmer for those who ask for less motion"() {
    const { page, close } = await open(1280, { motion: "reduce" });
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(60_000);
    const slider = map(page).locator("input[type=range]");
    await map(page).locator("button").first().click();
    const first = Number(await slider.inputValue());
    await page.clock.runFor(1400);
    assert.equal(Number(await slider.inputValue()), first);
    await page.clock.runFor(200);
    assert.equal(Number(await slider.inputValue()), first + 1);
    await close();
  },

  async "one policy can be seen alone"() {
    const { page, close } = await open(1280);
    const { policies } = await data(page);
    if (policies.length < 2) return close();
    const small = await map(page).locator("svg.cm-map").first().boundingBox();
    await map(page).getByRole("radio", { name: policies[1].title }).check();
    assert.deepEqual(await map(page).locator(".cm-title").allTextContents(), [policies[1].title]);
    const large = await map(page).locator("svg.cm-map").first().boundingBox();
    assert.ok(large.width > small.width);
    await map(page).screenshot({ path: join(folder, "map-one-policy.png") });
    await map(page).getByRole("radio").first().check();
    assert.equal(await map(page).locator(".cm-title").count(), policies.length);
    await close();
  },

  async "Tab and arrow keys reach every link, and its numbers are read"() {
    const { page, close } = await open(1280);
    const { policies, places, links, total } = await data(page);
    await map(page).locator("input[type=radio]").first().focus();
    await page.keyboard.press("Tab");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    const tooltip = map(page).getByRole("tooltip");
    await tooltip.waitFor();
    const busiest = links
      .map(([id, from, to], index) => ({ id, from, to, people: total[0][index]?.[0] ?? 0 }))
      .sort((a, b) => b.people - a.people)[0];
    for (const place of [busiest.from, busiest.to]) assert.ok((await focused()).includes(places[place][1]));
    const described = await page.evaluate(() =>
      document.getElementById(document.activeElement.getAttribute("aria-describedby")).textContent);
    const cells = await tooltip.locator("td").allTextContents();
    assert.equal(cells.length, 1 + 2 * policies.length, "people and harm for each policy");
    const digits = (it) => it.replace(/\D/g, "");
    assert.ok(digits(cells[1]).startsWith(String(busiest.people)), `${cells[1]} is not ${busiest.people}`);
    for (const row of await tooltip.locator("tbody tr").all()) {
      assert.match(await row.locator("td").first().locator(".cm-interval").first().textContent(), /\d.*\d/);
    }
    assert.ok(await tooltip.locator(".cm-doubt").count() > 0, "what is uncertain is said");
    assert.ok(described.includes(cells[1]));
    await map(page).screenshot({ path: join(folder, "map-tooltip.png") });

    const shown = await map(page).locator("svg.cm-map").first().locator(".cm-link").count();
    const labels = new Set();
    const first = await focused();
    for (let step = 0; step < shown; step += 1) {
      labels.add(await page.evaluate(() => document.activeElement.getAttribute("d")));
      await page.keyboard.press("ArrowRight");
    }
    assert.equal(labels.size, shown, "each link has its own line");
    assert.equal(await focused(), first, "the last link leads back to the first");
    await page.keyboard.press("Escape");
    assert.ok(await tooltip.isHidden());
    await close();
  },

  async "the pointer finds a link, and its numbers stay within the window"() {
    for (const width of [1280, 390]) {
      const { page, close } = await open(width);
      const links = map(page).locator("svg.cm-map").last().locator(".cm-link");
      await links.first().scrollIntoViewIfNeeded();
      const [x, y] = await links.first().evaluate((it) => {
        const at = it.getPointAtLength(it.getTotalLength() / 2);
        const matrix = it.getScreenCTM();
        return [at.x * matrix.a + matrix.e, at.y * matrix.d + matrix.f];
      });
      await page.mouse.move(x, y);
      const tooltip = page.locator("#corredor-map [role=tooltip]");
      await tooltip.waitFor();
      const box = await tooltip.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, `numbers are cut at ${width} pixels`);
      assert.ok(await tooltip.evaluate((it) => it.scrollWidth <= it.clientWidth), `numbers overflow at ${width} pixels`);
      if (width === 390) await page.screenshot({ path: join(folder, "tooltip-390.png") });
      await page.keyboard.press("Escape");
      assert.ok(await tooltip.isHidden());
      await close();
    }
  },

  async "names do not overlap and nothing is cut"() {
    for (const width of [390, 600, 800, 1024, 1280, 1600]) {
      const { page, close } = await open(width);
      const maps = await map(page).locator("svg.cm-map").all();
      for (const one of maps) {
        const texts = await textsOf(one);
        assert.ok(texts.length > 3, `hardly a name at ${width} pixels`);
        assert.deepEqual(overlapping(texts), [], `names overlap at ${width} pixels`);
      }
      assert.deepEqual(await overflowing(page), [], `something is cut at ${width} pixels`);
      await close();
    }
  },

  async "axe finds nothing serious"() {
    for (const width of [1280, 390]) {
      const { page, close } = await open(width);
      await map(page).locator(".cm-link").first().focus();
      await accessible(page);
      await close();
    }
  },

  async "pictures and paper"() {
    for (const width of [1280, 390]) {
      const { page, close } = await open(width);
      await page.screenshot({ path: join(folder, `report-${width}.png`), fullPage: true });
      await map(page).screenshot({ path: join(folder, `map-${width}.png`) });
      await close();
    }
    const { page, close } = await open(1280);
    const before = await widths(page);
    await page.pdf({ path: join(folder, "report.pdf"), format: "A4", preferCSSPageSize: true });
    assert.deepEqual(await widths(page), before, "after printing the screen is as it was");
    await close();
  },

  async "without a script, text, tables and drawings are there"() {
    const { page, close } = await open(1280, { javaScript: false });
    assert.ok((await page.locator("h2").count()) >= 8);
    assert.ok((await page.locator("table tbody tr").count()) > 20);
    assert.ok((await page.locator("figure svg").count()) > 5);
    assert.ok(await page.locator("#corredor-map-drawings svg.map-image").first().isVisible());
    assert.ok((await page.locator("main").innerText()).length > 5000);
    await page.screenshot({ path: join(folder, "report-no-script.png"), fullPage: true });
    await close();
  },
};

const ofStudies = {
  async "a study: nothing is cut, no texts of a figure overlap, axe finds nothing serious"() {
    for (const width of [390, 600, 800, 1024, 1280, 1600]) {
      const { page, close } = await open(width, { file: study });
      assert.deepEqual(await overflowing(page), [], `something is cut at ${width} pixels`);
      const figures = await page.locator("figure svg:visible").all();
      for (const one of figures) {
        assert.deepEqual(overlapping(await textsOf(one)), [], `texts overlap at ${width} pixels`);
      }
      assert.ok(figures.length > 3, `hardly a figure at ${width} pixels`);
      for (const it of await page.locator("summary").all()) await it.click();
      assert.deepEqual(await overflowing(page), [], `numbers are cut at ${width} pixels`);
      if ([390, 1280].includes(width)) await accessible(page);
      await close();
    }
  },

  async "a study: pictures and paper"() {
    for (const width of [1280, 390]) {
      const { page, close } = await open(width, { file: study });
      await page.screenshot({ path: join(folder, `study-${width}.png`), fullPage: true });
      if (width === 1280) await page.pdf({ path: join(folder, "study.pdf"), format: "A4", preferCSSPageSize: true });
      await close();
    }
  },
};

/** Fails on what axe finds serious. */
async function accessible(page) {
  // The page's own policy forbids scripts brought along; the debugger may run one.
  await page.evaluate(await axeSource());
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const it of violations) console.log(`  axe, ${it.impact}: ${it.id} (${it.nodes.length})`);
  const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(grave.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((it) => it.html)]), []);
}

let source = null;
async function axeSource() {
  const { readFile } = await import("node:fs/promises");
  return (source ??= await readFile(axe, "utf8"));
}

let failed = 0;
for (const [name, test] of Object.entries({ ...tests, ...(study ? ofStudies : {}) })) {
  try {
    await test();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED: ${name}\n${error.stack ?? error}`);
  }
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
console.log(`pictures: ${folder}`);
if (failed > 0) process.exit(1);
