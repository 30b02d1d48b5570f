// The page of series and comparisons in headless Chromium, on made-up data that follows docs/formats/report.md.
//
//   CALO_BROWSER_TEST=SOURCE_DIRECTORY node --test series.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { comparisonOf, container, examples, page as pageOf, seriesOf, stacks } from "./series_page.mjs";

const source = process.env.CALO_BROWSER_TEST;
const { chromium } = await import(pathToFileURL(join(source, "web/node_modules/playwright-core/index.mjs")));
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const template = readFileSync(join(source, "web/dist/series.html"), "utf8");
const place = mkdtempSync(join(tmpdir(), "calo-series-"));
let browser;

before(async () => { browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags }); });
after(async () => {
  await browser?.close();
  rmSync(place, { recursive: true, force: true });
});

function write(name, data, summary = "<h1>In plain words</h1>") {
  const file = join(place, `${name}.html`);
  writeFileSync(file, pageOf(template, data.header.title, summary, container(data.header, data.columns, data.strings)));
  // What is tested here is what C++ is tested for, too.
  execFileSync("python3", [join(source, "tests/end_to_end/programs/report_data.py"), file, join(source, "docs/formats/report.schema.json")]);
}

/** Opens a page; `seen` collects what must not be: errors and requests beside the file itself. */
async function open(name, { hash = "", scheme = "light", width = 1300 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme: scheme, acceptDownloads: true });
  const page = await context.newPage();
  const seen = [];
  page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") seen.push(`console: ${m.text()}`); });
  page.on("pageerror", (e) => seen.push(`error: ${e.message}`));
  page.on("request", (r) => { if (!/^(file|data|blob):/.test(r.url())) seen.push(`request: ${r.url()}`); });
  await page.goto(pathToFileURL(join(place, `${name}.html`)).href + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.ready), "yes");
  return { page, seen, close: () => context.close() };
}
const text = (page, selector) => page.locator(selector).first().innerText();
/** Waits until an element says something: the page draws when it can. */
async function says(page, selector, pattern) {
  try {
    await page.waitForFunction(([s, source]) => new RegExp(source, "u").test(document.querySelector(s)?.innerText ?? ""), [selector, pattern.source], { timeout: 15000 });
  } catch { assert.match(await text(page, selector), pattern); }
}
const saved = async (page, click) => { const wait = page.waitForEvent("download"); await click(); return readFileSync(await (await wait).path()); };

describe("a series of three programs", () => {
  let data;
  before(() => { data = examples().modes; write("series", data); });

  test("the strip has the medians, and a metric changes every figure", async () => {
    const { page, seen, close } = await open("series");
    const rows = await page.locator("table[aria-label='Medians of each series'] tbody tr").allInnerTexts();
    assert.equal(rows.length, 3);
    assert.match(rows[0], /train[\s\S]*kJ[\s\S]* to [\s\S]*kJ[\s\S]*22[\s\S]*of 24/);
    const labels = () => page.locator("svg.figure").evaluateAll((all) => all.map((s) => s.textContent));
    const before = await labels();
    assert.equal(before.length, 3);
    await page.locator("#metric").selectOption("memory");
    await says(page, "#histograms h2", /memory/);
    const after = await labels();
    after.forEach((label, i) => { assert.notEqual(label, before[i]); assert.match(label, /MiB|%/); });
    assert.match(page.url(), /metric=memory/);
    await page.goBack();
    const chosen = (metric) => page.waitForFunction((m) => document.querySelector("#metric").value === m, metric);
    await chosen("energy");
    await page.keyboard.press("m");
    await chosen("carbon");
    await says(page, "#numbers", /drifts: later runs have more/);
    assert.match(await page.locator("#numbers td.needed").first().innerText(), /^\d+$/);
    const bins = await page.locator("#histograms rect.bin title").allTextContents();
    assert.equal(bins.reduce((sum, b) => sum + Number(/: (\d+) run/.exec(b)[1]), 0), 66, "every run that counts is in one bin");
    assert.deepEqual(seen, []);
    await close();
  });

  test("the order of the runs is walked by keyboard, and tells why a run is marked", async () => {
    const { page, seen, close } = await open("series");
    await page.locator(".walk").focus();
    await page.keyboard.press("ArrowRight");
    await says(page, "#order .told", /train-0000\.calo .*warm-up, does not count/);
    for (let i = 0; i < 10; ++i) await page.keyboard.press("ArrowRight");
    await says(page, "#order .told", /train-0010.*outlier; disturbed: other programs used/);
    await page.locator("#order circle[r='8.5']").waitFor();
    await page.keyboard.press("ArrowDown");
    await says(page, "#order .told", /compress-0010/);
    await page.keyboard.press("Enter");
    assert.match(await page.locator("#runs tbody tr.selected").innerText(), /compress-0010\.calo[\s\S]*outlier; disturbed/);
    await page.keyboard.press("1");
    await page.locator(".walk").evaluate((walk) => walk.scrollIntoView({ block: "center" }));
    const area = await page.locator(".walk").boundingBox();
    for (let y = 45; y < 165; y += 12) { await page.mouse.move(area.x + 166, area.y + y); if ((await text(page, "#order .told")).startsWith("train")) break; }
    await says(page, "#order .told", /^train-000/);
    assert.deepEqual(seen, []);
    await close();
  });

  test("every run is a row, marked ones with the reason; it sorts, searches and is saved", async () => {
    const { page, seen, close } = await open("series", { hash: "#tab=table" });
    assert.equal(await page.locator("table[aria-label='Runs']").getAttribute("aria-rowcount"), "73");
    await page.locator("#runs th button", { hasText: "energy" }).click();
    assert.match(await page.locator("#runs tbody tr").first().innerText(), /outlier/);
    await page.keyboard.press("/");
    await page.keyboard.type("failed");
    await page.waitForFunction(() => document.querySelector("table[aria-label='Runs']").getAttribute("aria-rowcount") === "4");
    const lines = (await saved(page, () => page.locator("#runs button", { hasText: "CSV" }).click())).toString().trim().split("\r\n");
    assert.equal(lines.length, 4);
    assert.match(lines[1], /failed, does not count/);
    await page.keyboard.press("Escape"); // out of the box, then the search goes
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    const drawn = (await saved(page, () => page.locator("#order button", { hasText: "SVG" }).click())).toString();
    assert.match(drawn, /^<svg[^>]*xmlns=/);
    assert.ok(!drawn.includes("var("), "a saved figure needs no style sheet");
    assert.equal((await saved(page, () => page.locator("#boxes button", { hasText: "PNG" }).click())).subarray(1, 4).toString(), "PNG");
    assert.deepEqual(seen, []);
    await close();
  });

  test("without a script the summary is there, with one it makes room", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const bare = await context.newPage();
    await bare.goto(pathToFileURL(join(place, "series.html")).href);
    assert.equal(await text(bare, "#summary"), "In plain words");
    await context.close();
    const { page, seen, close } = await open("series");
    assert.ok(await page.locator("#summary").isHidden());
    await page.locator("button", { hasText: "Plain tables" }).click();
    assert.ok(await page.locator("#summary").isVisible());
    assert.deepEqual(seen, []);
    await close();
  });
});

describe("a comparison", () => {
  before(() => write("comparison", examples().both));

  test("the answer is a sentence, and the forest has every quantity", async () => {
    const { page, seen, close } = await open("comparison");
    await says(page, "#headline", /^B needs 9\.\d+ % less energy than A \(95 %: [\d.]+ to [\d.]+ % less\), . lower; 20 pairs\.$/);
    await says(page, "#decomposition", /energy \u00d70\.\d{4} = time \u00d70\.\d{4} \u00b7 power \u00d70\.\d{4}; energy-delay product \u00d70\.\d{4}; over the same length/);
    assert.match(await page.locator("#forest svg").getAttribute("aria-label"), /Energy: \u2212[\s\S]*Time: [\s\S]*Peak memory: \+[\s\S]*higher/);
    assert.match(await page.locator("#pairs svg").getAttribute("aria-label"), /^B is less in \d+ of 20 pairs$/);
    await page.locator("#metric").selectOption("memory");
    await page.locator("#pairs svg[aria-label='B is less in 0 of 20 pairs']").waitFor();
    await page.keyboard.press("4");
    assert.equal(await page.locator("#order svg.figure").count(), 1);
    await page.keyboard.press("6");
    await says(page, "#method", /EPYC[\s\S]*Hodges and Lehmann/);
    assert.deepEqual(seen, []);
    await close();
  });

  test("what changed surely stands apart, and what is new or gone is marked", async () => {
    const { page, seen, close } = await open("comparison", { hash: "#tab=changes" });
    const sure = page.locator("table[aria-label='functions that changed surely'] tbody tr");
    assert.match((await sure.allInnerTexts()).join("\n"), /gone\s*accumulate_copy[\s\S]*new\s*fused_cast/);
    assert.ok((await page.locator("table[aria-label='functions whose change is not certain'] tbody").innerText()).includes("adam"));
    await page.locator("#changes button", { hasText: "phases" }).click();
    await says(page, "table[aria-label='phases that changed surely']", /train\/epoch/);
    await page.locator("#changes button", { hasText: "lines" }).click();
    await says(page, "#changes table", /accumulate_copy\.py:40/);
    assert.deepEqual(seen, []);
    await close();
  });

  test("both call trees are one: coloured by change, walked, searched, and a tree of rows", async () => {
    const { page, seen, close } = await open("comparison", { hash: "#tab=tree" });
    await page.locator(".flame canvas").focus();
    for (let i = 0; i < 5; ++i) await page.keyboard.press("ArrowDown");
    await says(page, "#difftree .told", /^linear .*: A [\d.]+ J, B [\d.]+ J, \u2212[\d.]+ \u00b1 [\d.]+ J; by itself/);
    const colour = (x, y) => page.evaluate(([px, py]) => {
      const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      copy.drawImage(document.querySelector(".flame canvas"), -px * devicePixelRatio, -py * devicePixelRatio);
      return [...copy.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    }, [x, y]);
    await page.keyboard.press("Home");
    await page.waitForTimeout(300);
    const [red, , blue] = await colour(600, 18 + 3);
    assert.ok(blue > red + 40, "main is blue: B needs less");
    await page.keyboard.press("s");
    await page.waitForTimeout(100);
    const [r2, , b2] = await colour(600, 18 + 3);
    assert.ok(Math.abs(r2 - b2) < 25, "by itself main has not changed");
    await page.keyboard.press("s");
    await page.locator("input[type=search]").fill("^fused_cast");
    await says(page, "#matched", /^A 0 J, B 1\.60 J, \+1\.60 J$/);
    await page.locator("summary", { hasText: "As a table" }).click();
    const rows = page.locator("[role=treegrid] tbody tr");
    const before = await rows.count();
    await page.locator("[role=treegrid] tbody tr[tabindex='0']").focus();
    await page.keyboard.press("ArrowLeft");
    assert.ok(await rows.count() < before, "the root closes");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await says(page, "[role=treegrid] tr[aria-level='3']:focus", /train[\s\S]*\u25bc/);
    assert.deepEqual(seen, []);
    await close();
  });

  test("dark and light, wide and narrow: all views draw", async () => {
    for (const [name, views] of [["comparison", "123456"], ["series", "123"]]) {
      for (const scheme of ["light", "dark"]) {
        const { page, seen, close } = await open(name, { scheme, width: scheme === "dark" ? 420 : 1300 });
        for (const key of views) {
          await page.keyboard.press(key);
          assert.ok((await page.locator(".panel").count()) >= 1);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `view ${key} of ${name} does not scroll sideways`);
        }
        assert.deepEqual(seen, []);
        await close();
      }
    }
  });
});

describe("names from hostile programs", () => {
  const evil = "</script><img src=x onerror=\"globalThis.broken=1\"><b>bold</b>";
  test("are text everywhere", async () => {
    const data = seriesOf([{ name: evil, runs: 20, time: 1, power: 10, spread: 0.02 }, { name: "right\u202eleft".padEnd(3000, "n"), runs: 20, time: 1, power: 10, spread: 0.02 }], { title: evil, hostile: evil });
    data.header.methods = evil;
    data.header.per_unit = evil;
    for (const s of data.header.series) { s.machine = evil; s.notes = [evil]; }
    write("evil", comparisonOf(data, { [`main;${evil};__proto__`]: [1, 2], "main;constructor": [0, 1], "main;a\nb": [1, 0] }, { hostile: evil }));
    const { page, seen, close } = await open("evil");
    for (const key of "123456") {
      await page.keyboard.press(key);
      assert.equal(await page.locator(".app img, .app script, bdi b, bdi img").count(), 0);
    }
    await page.keyboard.press("3");
    await page.locator("summary", { hasText: "As a table" }).click();
    const rows = await page.locator("[role=treegrid] tbody").innerText();
    assert.ok(rows.includes("</script><img src=x"), rows);
    assert.ok(rows.includes("a\\x0ab"));
    await page.locator(".flame canvas").focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("f");
    assert.ok((await page.locator("input[type=search]").inputValue()).length > 1);
    assert.equal(await page.evaluate(() => globalThis.broken), undefined);
    assert.ok((await text(page, "#app h1")).startsWith("</script><img"));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1));
    assert.deepEqual(seen, []);
    await close();
  });
});

describe("little and much", () => {
  test("one run, runs without energy on one side or on both, none that counts, no stacks", async () => {
    write("single", seriesOf([{ name: "only", runs: 2, time: 1, power: 10, spread: 0.02 }]));
    const bare = comparisonOf(seriesOf([{ name: "a", runs: 3, time: 1, power: 10, spread: 0.02 }, { name: "b", runs: 3, time: 1, power: 10, spread: 0.02 }]), {});
    for (const column of ["energy_j", "energy_u_j", "carbon_g", "power_w"]) bare.columns[`runs.${column}`][1].fill(NaN);
    for (const s of bare.header.series) for (const m of ["energy", "carbon", "power"]) s.summary[m] = null;
    const c = bare.header.comparison;
    c.quantities = c.quantities.filter((q) => ["time", "cpu", "memory"].includes(q.metric)).map((q) => ({ ...q, ratio_low95: null, ratio_high95: null, verdict: "too few runs for an interval" }));
    Object.assign(c, { decomposition: null, energy_delay_ratio: null, fixed_window_ratio: null, functions: [], lines: [], phases: [], functions_unit: "s" });
    for (const name of Object.keys(bare.columns)) if (name.startsWith("nodes.")) bare.columns[name][1].length = 0;
    write("bare", bare);
    const mixed = seriesOf([{ name: "a", runs: 12, time: 1, power: 10, spread: 0.02 }, { name: "b", runs: 12, time: 1, power: 10, spread: 0.02 }, { name: "c", runs: 1, time: 1, power: 10, spread: 0.02 }]);
    mixed.columns["runs.series"][1].forEach((s, i) => { if (s === 1) mixed.columns["runs.energy_j"][1][i] = NaN; });
    mixed.header.series[1].summary.energy = null;
    write("mixed", mixed);
    for (const [name, views] of [["single", "123"], ["mixed", "1a1a23"], ["bare", "123456"]]) {
      const { page, seen, close } = await open(name);
      for (const key of views) { await page.keyboard.press(key); await page.waitForTimeout(20); }
      if (name === "bare") {
        await page.keyboard.press("3");
        await says(page, ".app", /has no stacks/);
        await says(page, "#headline", /too few runs for an interval/);
        assert.equal(await page.locator("#metric").inputValue(), "time");
      }
      assert.deepEqual(seen, [], name);
      await close();
    }
  });

  test("ten thousand runs are drawn by few elements", async () => {
    write("many", seriesOf([{ name: "a", runs: 5000, time: 3.2, power: 20, spread: 0.02 }, { name: "b", runs: 5000, time: 3.1, power: 20, spread: 0.02 }]));
    const { page, seen, close } = await open("many");
    assert.ok(await page.evaluate(() => document.querySelectorAll("*").length) < 1500);
    await page.selectOption("#metric", "time");
    await page.keyboard.press("2");
    assert.equal(await page.locator("table[aria-label='Runs']").getAttribute("aria-rowcount"), "10001");
    assert.ok(await page.locator("#runs tbody tr").count() < 60);
    assert.deepEqual(seen, []);
    await close();
  });
});
