// The report in headless Firefox: the same numbers, keys and names as in Chromium (report.mjs).
//
//   CALO_BROWSER_TEST=CALO:WEB_DIRECTORY:PROGRAMS_DIRECTORY node --test firefox.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { firefox } from "./marionette.mjs";

const [calo, , programs] = process.env.CALO_BROWSER_TEST.split(":");
const place = mkdtempSync(join(tmpdir(), "calo-browser-"));
const run = (...command) => execFileSync(calo, command, { cwd: place, encoding: "utf8", maxBuffer: 1 << 30 });
let browser;

before(async () => { browser = await firefox(); });
after(() => { browser?.close(); rmSync(place, { recursive: true, force: true }); });

async function open(file, hash = "") {
  await browser.open("about:blank"); // a change of the hash alone would load nothing
  await browser.open(pathToFileURL(join(place, file)).href + hash);
  await browser.until("document.documentElement.dataset.ready");
  assert.equal(await browser.evaluate("return document.documentElement.dataset.ready"), "yes");
  await browser.evaluate("window.seen = []; addEventListener('error', (e) => window.seen.push(e.message)); addEventListener('securitypolicyviolation', (e) => window.seen.push(e.violatedDirective));");
}
const text = (selector) => browser.evaluate("return document.querySelector(arguments[0]).innerText", selector);
const errors = () => browser.evaluate("return window.seen");

test("it says what calo show says, and is searched and walked by keyboard", async () => {
  run("run", "--quiet", "--rate", "1000", "-o", "work.calo", "--", "/usr/bin/python3", join(programs, "calls.py"), "1");
  run("report", "work.calo", "-o", "work.html");
  const shown = JSON.parse(run("show", "--json", "--functions", "--inlined", "--top", "100000", "work.calo"));
  await open("work.html", "#tab=functions");
  assert.ok(run("show", "work.calo").includes(await text("#verdict-energy")));
  const first = [...shown.functions].sort((a, b) => b.self.energy_j - a.self.energy_j)[0];
  assert.equal(await text("#functions tbody tr:not([aria-hidden]) td"), first.function);

  await browser.press("2");
  await browser.until("document.querySelector('.flame canvas')");
  await browser.until("document.querySelector('.told').innerText.includes('everything selected')");
  await browser.evaluate("document.querySelector('.flame canvas').focus()");
  assert.ok(await browser.evaluate("return document.querySelector('.flame canvas').flame !== undefined"), "what the page defines is seen");
  await browser.press(["\uE015", "\uE015", "\uE015"]); // arrow down
  await browser.until("!document.querySelector('.told').innerText.includes('everything selected')");
  await browser.press(["\uE007"]); // enter
  await browser.press(["\uE00C"]); // escape
  await browser.until("document.querySelector('.told').innerText.includes('everything selected')");
  await browser.press("/");
  await browser.press("leaf");
  await browser.until("/J$/.test(document.querySelector('#matched')?.innerText ?? '')");
  assert.deepEqual(await errors(), []);
});

test("every view draws, and a picture of the page is not empty", async () => {
  await open("work.html");
  for (const key of "12345678") {
    await browser.press(key);
    assert.ok(await browser.evaluate("return document.querySelectorAll('.panel').length") >= 1);
  }
  assert.ok((await browser.picture()).length > 10_000);
  assert.deepEqual(await errors(), []);
});

test("names from hostile programs are text", async () => {
  const evil = "</script><img src=x onerror=\"globalThis.broken=1\">";
  writeFileSync(join(place, "evil.py"), `
def burn():
    return sum(i * i for i in range(3_000_000))
burn.__code__ = burn.__code__.replace(co_name=${JSON.stringify(evil)}, co_qualname=${JSON.stringify(evil)})
burn()
`);
  run("run", "--quiet", "--rate", "1000", "--name", evil, "-o", "evil.calo", "--", "/usr/bin/python3", "evil.py", evil);
  run("report", "evil.calo", "-o", "evil.html");
  await open("evil.html");
  for (const key of "12345678") await browser.press(key);
  assert.equal(await browser.evaluate("return window.broken ?? null"), null);
  assert.equal(await browser.evaluate("return document.querySelectorAll('img').length"), 0);
  assert.equal(await text("h1"), evil);
  assert.deepEqual(await errors(), []);
});
