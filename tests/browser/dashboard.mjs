// The dashboard in headless Chromium: gauges move with a load, a stream that is cut goes on, names are text.
//
//   CALO_BROWSER_TEST=CALO:WEB_DIRECTORY:PROGRAMS_DIRECTORY node --test dashboard.mjs
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const [calo, web] = process.env.CALO_BROWSER_TEST.split(":");
const { chromium } = await import(pathToFileURL(join(web, "node_modules/playwright-core/index.mjs")));
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const place = mkdtempSync(join(tmpdir(), "calo-dashboard-"));
let browser, monitor, url;

before(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
  monitor = spawn(calo, ["monitor", "--meter", "model", "--interval", "200ms", "--web", "--price", "0.25 EUR"], { cwd: place, stdio: ["ignore", "ignore", "pipe"] });
  url = await new Promise((resolve, reject) => {
    monitor.on("error", reject);
    monitor.on("exit", () => reject(new Error("calo has ended")));
    let said = "";
    monitor.stderr.on("data", (text) => { said += text; const found = /open (http\S+) in/.exec(said); if (found) resolve(found[1]); });
  });
});
after(async () => {
  await browser?.close();
  monitor.kill();
  rmSync(place, { recursive: true, force: true });
});

async function open() {
  const context = await browser.newContext({ viewport: { width: 1200, height: 1000 } });
  const page = await context.newPage();
  const seen = [];
  page.on("pageerror", (e) => seen.push(`error: ${e.message}`));
  page.on("console", (m) => { if (m.type() === "error" && !m.text().includes("ERR_")) seen.push(`console: ${m.text()}`); });
  page.on("request", (r) => { if (!r.url().startsWith(url) && !r.url().startsWith("data:")) seen.push(`request: ${r.url()}`); });
  await page.goto(url);
  await page.waitForSelector("#power");
  return { page, context, seen };
}
const gauge = (page, id) => page.locator(`#${id}`).getAttribute("data-value").then(Number);

test("gauges move with a load that starts and stops, on the scale that holds it", async () => {
  const { page, context, seen } = await open();
  const name = join(place, "<b>x<b>"); // a process with a name that is markup
  copyFileSync("/bin/dash", name);
  const rest = await gauge(page, "power");
  // Bounded by themselves, and ended whatever happens: a test that fails must not leave them running.
  const load = [1, 2].map(() => spawn("/usr/bin/timeout", ["--foreground", "120", name, "-c", "while :; do :; done"], { stdio: "ignore" }));
  const stop = () => load.forEach((process) => process.kill());
  after(stop);
  await page.waitForFunction(() => Number(document.querySelector("#cpu").dataset.value) > 0.6, null, { timeout: 60000 });
  const busy = await gauge(page, "power");
  // Of a machine that others use, too, the rest may have been busy.
  assert.ok(busy >= 0.8 * rest, `${busy} W after ${rest} W`);
  assert.ok(Number(await page.locator("#power").getAttribute("data-end")) >= busy);
  await page.waitForFunction(() => document.querySelector("#top").innerText.includes("<b>x<b>"), null, { timeout: 60000 });
  assert.equal(await page.locator("#top b").count(), 0, "names are text");
  const top = await page.evaluate(() => Number(document.querySelector("#cpu").dataset.value));
  stop();
  await page.waitForFunction((before) => Number(document.querySelector("#cpu").dataset.value) < before || !document.querySelector("#top").innerText.includes("<b>x<b>"), top, { timeout: 60000 });
  assert.match(await page.locator("#energy").innerText(), / J$/);
  assert.match(await page.locator("#cost").innerText(), /EUR/);
  assert.match(await page.locator("#gpu").innerText(), /unavailable/);
  assert.deepEqual(seen, []);
  await context.close();
});

test("a stream that is cut goes on where it was", async () => {
  const target = new URL(url);
  const answers = new Set(), had = [];
  const proxy = createServer((request, answer) => {
    if (request.url.endsWith("/events")) had.push(request.headers["last-event-id"] ?? null);
    const forwarded = httpRequest({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers: { ...request.headers, host: target.host } }, (from) => {
      answer.writeHead(from.statusCode, from.headers);
      from.pipe(answer);
    });
    answers.add(answer);
    answer.on("close", () => { answers.delete(answer); forwarded.destroy(); });
    forwarded.on("error", () => answer.destroy());
    request.pipe(forwarded);
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${proxy.address().port}${target.pathname}`);
  const seconds = () => page.evaluate(() => parseInt(document.querySelector("#status").innerText));
  await page.waitForSelector("#power");
  const before = await seconds();
  answers.forEach((answer) => answer.destroy());
  await page.waitForFunction((s) => parseInt(document.querySelector("#status").innerText) > s + 1, before, { timeout: 30000 });
  assert.equal(had.length, 2);
  assert.equal(had[0], null);
  assert.ok(Number(had[1]) > 0, "it says what it had last");
  await page.close();
  proxy.closeAllConnections?.();
  proxy.close();
});

test("record ends in files that the page names", async () => {
  const { page, context } = await open();
  await page.click("#record");
  await page.waitForFunction(() => document.querySelector("#record").innerText === "end recording", null, { timeout: 30000 });
  await page.evaluate(() => new Promise((r) => setTimeout(r, 600)));
  await page.click("#record");
  await page.waitForFunction(() => /recorded in \S+\.calo and \S+\.html/.test(document.querySelector("#message")?.innerText ?? ""), null, { timeout: 30000 });
  if (process.env.CALO_SCREENSHOT) await page.screenshot({ path: process.env.CALO_SCREENSHOT });
  await context.close();
});
