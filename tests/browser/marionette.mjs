// A Firefox without a window, driven by its own protocol (Marionette, version 3): frames "LENGTH:JSON" over TCP.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export async function firefox(executable = "/usr/bin/firefox-esr") {
  const profile = mkdtempSync(join(tmpdir(), "calo-firefox-"));
  writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", 0);\nuser_pref("app.update.enabled", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\nuser_pref("browser.shell.checkDefaultBrowser", false);\n`);
  const browser = spawn(executable, ["--headless", "--marionette", "--no-remote", "--profile", profile], { stdio: "ignore", env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: "1280", MOZ_HEADLESS_HEIGHT: "1000" } });
  let gone = false;
  browser.on("exit", () => { gone = true; });
  const close = () => { if (!gone) browser.kill("SIGKILL"); rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }); };
  try {
    // It writes the port it took into its profile.
    let port = 0;
    for (let tries = 0; !port && !gone && tries < 600; ++tries) {
      try { port = Number(readFileSync(join(profile, "MarionetteActivePort"), "utf8")); } catch { await pause(100); }
    }
    if (!port) throw new Error("Firefox does not listen");
    const socket = connect(port, "127.0.0.1");
    const waiting = new Map();
    let buffer = Buffer.alloc(0), number = 0;
    await new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("data", (data) => {
        buffer = Buffer.concat([buffer, data]);
        for (let at; (at = buffer.indexOf(58)) >= 0;) {
          const end = at + 1 + Number(buffer.subarray(0, at));
          if (buffer.length < end) return;
          const message = JSON.parse(buffer.subarray(at + 1, end));
          buffer = buffer.subarray(end);
          if (!Array.isArray(message)) { resolve(); continue; }
          const [, id, error, result] = message;
          const { ok, failed } = waiting.get(id);
          waiting.delete(id);
          if (error) failed(new Error(`${error.error}: ${error.message}`)); else ok(result);
        }
      });
    });
    const call = (command, parameters = {}) => new Promise((ok, failed) => {
      waiting.set(++number, { ok, failed });
      const text = JSON.stringify([0, number, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
    await call("WebDriver:NewSession", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    const evaluate = async (script, ...args) => (await call("WebDriver:ExecuteScript", { script, args })).value;
    return {
      call, evaluate, close,
      open: (url) => call("WebDriver:Navigate", { url }),
      async until(script, ...args) {
        for (let tries = 0; tries < 300; ++tries) { if (await evaluate(`return (${script});`, ...args)) return; await pause(100); }
        throw new Error(`never true: ${script}`);
      },
      async press(keys) {
        const actions = [...keys].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
        await call("WebDriver:PerformActions", { actions: [{ type: "key", id: "keys", actions }] });
      },
      picture: async () => Buffer.from((await call("WebDriver:TakeScreenshot", { full: false })).value, "base64"),
    };
  } catch (error) { close(); throw error; }
}
