// Tests of src/model: bundled, then run by node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(tmpdir(), "calo-web-"));
try {
  await esbuild.build({
    absWorkingDir: here,
    entryPoints: readdirSync(join(here, "test")).map((f) => `test/${f}`),
    bundle: true,
    platform: "node",
    format: "esm",
    outdir: out,
    outExtension: { ".js": ".mjs" },
  });
  process.exitCode =
    spawnSync(process.execPath, ["--test", ...readdirSync(out).map((f) => join(out, f))], {
      stdio: "inherit",
      env: { ...process.env, CALO_WEB: here },
    }).status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
