// Bundles the page into one HTML template: the policy by hash, the styles, the script, the slots that C++ fills.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const to = process.argv[2] ?? join(here, "dist");

async function page(entry, title, { body, styles = [], connect = "", plot = true }) {
  const built = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome100", "firefox113", "safari16"],
    jsx: "automatic",
    jsxImportSource: "preact",
    charset: "utf8",
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  // Inside of a script element only this ends it.
  const script = built.outputFiles[0].text.trimEnd().replace(/<\/(script)/gi, "<\\/$1");
  const sheets = ["src/style.css", ...styles].map((file) => readFileSync(join(here, file), "utf8")).join("");
  const own = await esbuild.transform(sheets, { loader: "css", minify: true });
  const style =
    (plot ? readFileSync(join(here, "node_modules/uplot/dist/uPlot.min.css"), "utf8").trim() : "") +
    own.code.trim();
  const hash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  const policy = `default-src 'none'; script-src ${hash}; style-src 'unsafe-inline'; img-src data: blob:;${connect} base-uri 'none'; form-action 'none'`;
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="generator" content="calo">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<meta name="color-scheme" content="light dark"><title>${title}</title><style>${style}</style></head><body>` +
    `${body}<script>${script}</script></body></html>\n`
  );
}

mkdirSync(to, { recursive: true });
const slots =
  `<main id="summary">@@CALO_SUMMARY@@</main><div id="app"></div>` +
  `<script type="application/octet-stream" id="calo-data">@@CALO_DATA@@</script>`;
const pages = {
  "report.html": await page("src/pages/report.tsx", "@@CALO_TITLE@@ \u00b7 calo", { body: slots }),
  "series.html": await page("src/pages/series.tsx", "@@CALO_TITLE@@ \u00b7 calo", {
    body: slots,
    styles: ["src/series.css"],
    plot: false,
  }),
  "dashboard.html": await page("src/pages/dashboard.tsx", "calo", {
    body: `<div id="app"></div>`,
    styles: ["src/dashboard.css"],
    connect: " connect-src 'self';",
  }),
};
for (const [name, text] of Object.entries(pages)) {
  writeFileSync(join(to, name), text);
  console.log(`${name}: ${Buffer.byteLength(text)} bytes`);
}
