// The report in headless Chromium: what it says is what calo show says; every view obeys the filters; names are text; no request.
//
//   CALO_BROWSER_TEST=CALO:WEB_DIRECTORY:PROGRAMS_DIRECTORY node --test report.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

const [calo, web, programs] = process.env.CALO_BROWSER_TEST.split(":");
const { chromium } = await import(pathToFileURL(join(web, "node_modules/playwright-core/index.mjs")));
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const place = mkdtempSync(join(tmpdir(), "calo-browser-"));
const run = (...command) => execFileSync(calo, command, { cwd: place, encoding: "utf8", maxBuffer: 1 << 30 });
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
});
after(async () => {
  await browser?.close();
  rmSync(place, { recursive: true, force: true });
});

/** Opens a report; `seen` collects what must not be: errors and requests beside the file itself. */
async function open(file, { hash = "", scheme = "light", width = 1400 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme: scheme, acceptDownloads: true });
  const page = await context.newPage();
  const seen = [];
  page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") seen.push(`console: ${m.text()}`); });
  page.on("pageerror", (e) => seen.push(`error: ${e.message}`));
  page.on("request", (r) => { if (!r.url().startsWith("file://") && !r.url().startsWith("data:") && !r.url().startsWith("blob:")) seen.push(`request: ${r.url()}`); });
  await page.goto(pathToFileURL(join(place, file)).href + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.ready), "yes");
  return { page, seen, close: () => context.close() };
}

const text = (page, selector) => page.locator(selector).first().innerText();
/** The call tree is drawn, and tells of its root. */
const whole = (page) => page.waitForFunction(() => document.querySelector(".told")?.textContent.startsWith("everything selected"));
/** Rows of the first table of functions: name and own cost. */
const firstRow = async (page) => (await page.locator("#functions tbody tr:not([aria-hidden]) td").allInnerTexts()).slice(0, 7);

describe("a Python program with native code", () => {
  let shown, summary;
  before(() => {
    run("run", "--quiet", "--rate", "1000", "-o", "work.calo", "--", "/usr/bin/python3", join(programs, "calls.py"), "2");
    run("report", "work.calo", "-o", "work.html");
    shown = JSON.parse(run("show", "--json", "--functions", "--inlined", "--top", "100000", "work.calo"));
    summary = JSON.parse(run("show", "--json", "work.calo"));
  });

  test("the page says what calo show says, without an error and without a request", async () => {
    const { page, seen, close } = await open("work.html", { hash: "#tab=functions" });
    const [name, energy, , , , samples] = await firstRow(page);
    const first = [...shown.functions].sort((a, b) => b.self.energy_j - a.self.energy_j)[0];
    assert.equal(name, first.function);
    assert.equal(Number(samples), first.self.samples);
    const calos = run("show", "--functions", "--top", "3", "work.calo");
    assert.ok(calos.includes(energy), `${energy} is not in\n${calos}`);
    const total = await text(page, "#verdict-energy");
    assert.ok(run("show", "work.calo").includes(total), `${total} is not in the summary`);
    assert.equal(await page.locator("table[aria-label='Functions']").getAttribute("aria-rowcount"), String(shown.functions.length + 1));
    assert.deepEqual(seen, []);
    await close();
  });

  test("a brushed stretch of time is a filter of every view, and goes again", async () => {
    const { page, seen, close } = await open("work.html");
    const all = await page.locator("#functions .note").innerText();
    const box = await page.locator(".track .u-over").first().boundingBox();
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await page.locator("#brushed").waitFor();
    const brushed = await text(page, "#brushed");
    assert.match(brushed, /gross .* m?J .* mean .* m?W .* the program .* [mk\u00b5]?J/);
    const share = Number((await text(page, "#selection")).match(/, ([\d.]+) % of the program/)[1]);
    assert.ok(share > 10 && share < 60, `${share} % for three tenths`);
    assert.equal(await page.locator(".chip").count(), 1);
    await page.keyboard.press("2");
    await whole(page);
    await page.locator(".chip").click();
    assert.equal(await page.locator(".chip").count(), 0);
    await page.keyboard.press("1");
    assert.equal(await page.locator("#functions .note").innerText(), all);
    assert.deepEqual(seen, []);
    await close();
  });

  test("the call tree zooms, turns over, searches, and goes by keyboard", async () => {
    const { page, seen, close } = await open("work.html", { hash: "#tab=flame" });
    const flame = page.locator(".flame canvas");
    const told = () => text(page, ".told");
    await whole(page);
    await flame.focus();
    for (let i = 0; i < 4; ++i) await page.keyboard.press("ArrowDown");
    const deep = await told();
    assert.doesNotMatch(deep, /everything selected/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".flame canvas").flame.zoomed >= 1);
    await page.keyboard.press("Escape");
    await whole(page);
    await page.keyboard.press("i");
    assert.equal(await page.locator("button[aria-pressed='true']", { hasText: "Bottom-up" }).count(), 1);
    await page.keyboard.press("i");
    await page.locator("input[type=search]").fill("^(leaf|numbers) ");
    const matched = await text(page, "#matched");
    assert.match(matched, /J$/);
    const [leaf] = shown.functions.filter((f) => f.function === "leaf");
    await page.locator("input[type=search]").fill("^leaf ");
    await page.waitForFunction((was) => document.querySelector("#matched")?.textContent !== was, matched);
    const value = await text(page, "#matched");
    const factor = { m: 1e-3, "\u00b5": 1e-6 }[value.match(/ (.)J/)?.[1]] ?? 1;
    assert.ok(Math.abs(Number.parseFloat(value) * factor - leaf.inclusive.energy_j) <= 0.006 * leaf.inclusive.energy_j, `${value} is not ${leaf.inclusive.energy_j}`);
    await page.locator("button", { hasText: "Sunburst" }).click();
    assert.ok(await page.locator(".sunburst path").count() > 5);
    assert.deepEqual(seen, []);
    await close();
  });

  test("the call tree is changed by keys, a chip for each change, kept in the address", async () => {
    const { page, seen, close } = await open("work.html", { hash: "#tab=flame" });
    const contexts = async () => Number.parseInt(await text(page, "#calltree .note"), 10);
    const all = await contexts();
    await page.locator(".flame canvas").focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowDown");
    const told = async () => (await page.locator(".told").textContent()).split("  ")[0];
    const name = await told();
    await page.keyboard.press("c");
    await page.locator("#calltree .chip", { hasText: `collapse ${name}` }).waitFor();
    const collapsed = await contexts();
    assert.ok(collapsed < all, `${collapsed} contexts of ${all}`);
    assert.match(page.url(), /edits=c\d+/);
    await page.locator("#calltree .chip").click();
    assert.equal(await contexts(), all);
    await page.locator(".flame canvas").focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowDown");
    await page.locator("select[aria-label='Change the tree']").selectOption("f");
    await page.locator("#calltree .chip", { hasText: `focus on ${name}` }).waitFor();
    await page.locator(".flame canvas").focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await told(), name);
    await page.goBack();
    assert.equal(await contexts(), all);
    assert.deepEqual(seen, []);
    await close();
  });

  test("metrics change every number; the URL keeps the state and the back key undoes it", async () => {
    const { page, seen, close } = await open("work.html", { hash: "#tab=functions" });
    await page.locator("#metric").selectOption("cpu");
    const [, own] = await firstRow(page);
    assert.match(own, /(ms|s)$/);
    assert.match(page.url(), /metric=cpu/);
    for (const metric of ["power", "carbon", "samples"]) {
      await page.locator("#metric").selectOption(metric);
      assert.match((await firstRow(page))[1], { power: /W$/, carbon: /g CO2e$/, samples: /^\d+$/ }[metric]);
    }
    await page.goBack();
    assert.equal(await page.locator("#metric").inputValue(), "carbon");
    assert.deepEqual(seen, []);
    await close();
  });

  test("a selected function has its neighbourhood, and the call graph its threshold", async () => {
    const { page, seen, close } = await open("work.html", { hash: "#tab=functions" });
    await page.locator("input[type=search]").fill("^leaf ");
    await page.locator("#functions tbody tr td", { hasText: /^leaf$/ }).click();
    const boxes = await page.locator("#neighbourhood g.box").count();
    assert.ok(boxes >= 6, `leaf has ${boxes - 1} callers`);
    await page.locator("nav button", { hasText: "Call graph" }).click();
    const many = await page.locator("#callgraph g.box").count();
    await page.locator("#callgraph input[type=range]").fill("1");
    const few = await page.locator("#callgraph g.box").count();
    assert.ok(few >= 1 && few < many, `${few} of ${many} boxes above 10 %`);
    assert.deepEqual(seen, []);
    await close();
  });

  test("source lines are those of the file, with costs; processes, carbon and methods are there", async () => {
    const { page, seen, close } = await open("work.html", { hash: "#tab=source" });
    const source = await text(page, ".source");
    assert.ok(source.includes("return x * 1.5 + 1"));
    await page.locator("nav button", { hasText: "Processes" }).click();
    assert.match(await text(page, "#processes"), /python3/);
    await page.locator("#processes tbody tr").first().click();
    assert.equal(await page.locator(".chip").count(), 1);
    await page.locator("nav button", { hasText: "Carbon" }).click();
    assert.match(await text(page, "#carbon"), /g\/kWh/);
    await page.locator("nav button", { hasText: "How it was measured" }).click();
    assert.match(await text(page, ".methods"), /^Measured with calo/);
    assert.deepEqual(seen, []);
    await close();
  });

  test("every panel can be had as text and pictures", async () => {
    const { page, seen, close } = await open("work.html", { hash: "#tab=functions" });
    const saved = async (click) => { const wait = page.waitForEvent("download"); await click(); return readFileSync(await (await wait).path()); };
    const table = (await saved(() => page.locator("#functions button", { hasText: "CSV" }).click())).toString();
    assert.equal(table.trim().split("\r\n").length, shown.functions.length + 1);
    const sum = table.trim().split("\r\n").slice(1).reduce((s, line) => s + Number(line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)[7]), 0);
    assert.ok(Math.abs(sum - shown.sampled.energy_j) <= 1e-9 * sum);
    await page.keyboard.press("4");
    assert.match((await saved(() => page.locator("#callgraph button", { hasText: "SVG" }).click())).toString(), /^<svg[^>]*xmlns=/);
    await page.keyboard.press("1");
    assert.equal((await saved(() => page.locator("#timeline button", { hasText: "PNG" }).click())).subarray(1, 4).toString(), "PNG");
    assert.deepEqual(seen, []);
    await close();
  });

  test("dark and light, wide and narrow: all views draw", async () => {
    for (const scheme of ["light", "dark"]) {
      const { page, seen, close } = await open("work.html", { scheme, width: scheme === "dark" ? 420 : 1400 });
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), scheme);
      for (const key of "12345678") {
        await page.keyboard.press(key);
        assert.ok((await page.locator(".panel").count()) >= 1);
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), "the page does not scroll sideways");
      assert.deepEqual(seen, []);
      await close();
    }
  });

  test("without a script the summary is there, with the same energy", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(place, "work.html")).href);
    const words = await text(page, "#summary");
    for (const part of ["energy", "leaf", "How it was measured", "World"]) assert.ok(words.toLowerCase().includes(part.toLowerCase()), part);
    assert.ok(Math.abs(summary.energy.attributed.value_j - shown.sampled.energy_j - shown.unsampled.energy_j) < 1e-9 * summary.energy.attributed.value_j);
    await context.close();
  });
});

describe("a program whose work lies deep", () => {
  before(() => {
    // The loops are in the lines 400 and 403, below 24 calls that only lead there.
    const way = Array.from({ length: 24 }, (_, i) => `def way${i}(): way${i + 1}()`);
    const lines = [...way, ...Array.from({ length: 372 }, (_, i) => `# line ${i + 25}`),
      "def way24(): left(); right()", "", "def left():", "    for i in range(2_000_000): i * i", "", "def right():", "    for i in range(4_000_000): i * i", "way0()"];
    writeFileSync(join(place, "deep.py"), lines.join("\n"));
    run("run", "--quiet", "--rate", "500", "-o", "deep.calo", "--", "/usr/bin/python3", "deep.py");
    run("report", "deep.calo", "-o", "deep.html");
  });

  test("the call tree begins where it branches, and the way there unfolds", async () => {
    const { page, seen, close } = await open("deep.html", { hash: "#tab=flame&metric=cpu" });
    await whole(page);
    const frames = () => page.evaluate(() => document.querySelector(".flame canvas").flame.tree.size);
    const few = await frames();
    await page.locator(".flame canvas").focus();
    await page.keyboard.press("ArrowDown");
    assert.match(await text(page, ".told"), /^\d\d frames: \S+ \u2026 way23/);
    await page.keyboard.press("ArrowDown");
    assert.match(await text(page, ".told"), /^way24/);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForFunction((few) => document.querySelector(".flame canvas").flame.tree.size > few + 20, few);
    assert.match(page.url(), /unfolded=/);
    await page.locator("button", { hasText: /^Fold \d+ frames$/ }).click();
    await page.waitForFunction((few) => document.querySelector(".flame canvas").flame.tree.size === few, few);
    assert.deepEqual(seen, []);
    await close();
  });

  test("the call graph opens on its largest box, which is the way to where it branches", async () => {
    const { page, seen, close } = await open("deep.html", { hash: "#tab=graph&metric=cpu", width: 800 });
    const way = page.locator("#callgraph g.box", { hasText: /frames: / }).first();
    const box = await way.boundingBox(), view = await page.locator(".graph").boundingBox();
    assert.ok(box.x >= view.x && box.x + box.width <= view.x + view.width && box.y >= view.y && box.y + box.height <= view.y + view.height);
    const boxes = await page.locator("#callgraph g.box").count();
    assert.equal(await page.locator("#callgraph g.box", { hasText: /way1$/ }).count(), 0);
    await way.click();
    await page.waitForFunction((few) => document.querySelectorAll("#callgraph g.box").length > few, boxes);
    assert.deepEqual(seen, []);
    await close();
  });

  test("the source opens at its hottest line", async () => {
    const { page, seen, close } = await open("deep.html", { hash: "#tab=source&metric=cpu" });
    const row = await page.locator(".source tr[data-line='403']").boundingBox(), view = await page.locator(".source").boundingBox();
    assert.ok(row.y > view.y && row.y + row.height < view.y + view.height, `the line is at ${row.y}, the view at ${view.y}`);
    assert.deepEqual(seen, []);
    await close();
  });
});

describe("names from hostile programs", () => {
  const evil = "</script><img src=x onerror=\"globalThis.broken=1\">";
  test("are text everywhere, and the policy refuses what a page must not do", async () => {
    writeFileSync(join(place, "evil.py"), `
def burn():
    s = 0
    for i in range(3_000_000): s += i * i
    return s
names = [${JSON.stringify(evil)}, "n" * 10000, "right\\u202eleft", "line\\nbreak", "<b>bold</b>", "__proto__", "constructor"]
for name in names:
    burn.__code__ = burn.__code__.replace(co_name=name, co_qualname=name, co_filename=name)
    burn()
`);
    run("run", "--quiet", "--rate", "1000", "--name", evil, "-o", "evil.calo", "--", "/usr/bin/python3", "evil.py", evil, "\u202e");
    run("report", "evil.calo", "-o", "evil.html");
    const { page, seen, close } = await open("evil.html");
    for (const key of "12345678") await page.keyboard.press(key);
    await page.keyboard.press("3");
    const names = await page.locator("#functions tbody td:first-child").allInnerTexts();
    assert.ok(names.some((n) => n.startsWith("</script><img")), names.join("\n"));
    assert.ok(names.some((n) => n.startsWith("right\ufffdleft")));
    assert.ok(names.some((n) => n.includes("line\\x0abreak")));
    assert.equal(await page.evaluate(() => globalThis.broken), undefined);
    assert.equal(await page.locator("img, b:not(#selection b):not(#matched)").count(), 0);
    assert.deepEqual(seen, []);
    const allowed = await page.evaluate(async () => {
      const done = [];
      const script = document.createElement("script");
      script.textContent = "globalThis.broken = 2";
      document.body.append(script);
      if (globalThis.broken) done.push("inline script");
      try { await fetch("http://127.0.0.1:9/"); done.push("fetch"); } catch { /* refused */ }
      // From a timer: what a debugger evaluates by itself is free of the policy.
      await new Promise((then) => setTimeout(() => { try { globalThis.eval("1"); done.push("eval"); } catch { /* refused */ } then(); }));
      const div = document.createElement("div");
      div.setAttribute("onclick", "globalThis.broken = 3");
      div.click();
      if (globalThis.broken) done.push("inline handler");
      return done;
    });
    assert.deepEqual(allowed, []);
    await close();
  });
});

describe("runs with little in them", () => {
  test("a run of a millisecond, one without stacks, a tree of processes", async () => {
    run("run", "--quiet", "-o", "short.calo", "--", "true");
    run("run", "--quiet", "--no-stacks", "-o", "plain.calo", "--", "/usr/bin/python3", "-c", "sum(range(3_000_000))");
    run("run", "--quiet", "-o", "tree.calo", "--", "sh", "-c", "for i in 1 2 3 4 5 6 7 8 9; do /bin/true; python3 -c 'sum(range(2_000_000))'; done");
    for (const name of ["short", "plain", "tree"]) {
      run("report", `${name}.calo`, "-o", `${name}.html`);
      const { page, seen, close } = await open(`${name}.html`);
      for (const key of "12345678") { await page.keyboard.press(key); await page.waitForTimeout(20); }
      // A millisecond may be sampled once or twice.
      const told = { short: /holds no stacks|functions?\. Not sampled/, plain: /holds no stacks/ }[name];
      if (told) { await page.keyboard.press("3"); assert.match(await text(page, ".app"), told); }
      assert.deepEqual(seen, [], name);
      await close();
    }
  });
});
