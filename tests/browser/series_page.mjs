// Pages of series and comparisons by docs/formats/report.md, without calo: made-up runs in the page's template.
//
//   node series_page.mjs WEB_DIRECTORY OUTPUT_DIRECTORY    series.html, comparison.html to look at
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const arrays = { f64: Float64Array, u32: Uint32Array, i32: Int32Array, u8: Uint8Array };

/** Uniform in [0, 1), the same each time. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The container: header, columns as {name: [type, values]}, strings. */
export function container(header, columns, strings) {
  const encoded = strings.map((s) => Buffer.from(s, "utf8"));
  let end = 0;
  const all = { ...columns, "strings.ends": ["u32", encoded.map((e) => (end += e.length))], "strings.bytes": ["u8", [...Buffer.concat(encoded)]] };
  const described = {}, area = [];
  let offset = 0;
  for (const [name, [type, values]] of Object.entries(all)) {
    const bytes = Buffer.from(arrays[type].from(values).buffer);
    described[name] = { type, length: values.length, offset };
    area.push(bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8));
    offset += Math.ceil(bytes.length / 8) * 8;
  }
  let head = Buffer.from(JSON.stringify({ schema: "calo.report/1", ...header, columns: described }));
  head = Buffer.concat([head, Buffer.alloc((8 - ((4 + head.length) % 8)) % 8, " ")]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...area]);
}

export function page(template, title, summary, data) {
  const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  return template.replace("@@CALO_TITLE@@", () => escaped(title)).replace("@@CALO_SUMMARY@@", () => summary).replace("@@CALO_DATA@@", () => gzipSync(data).toString("base64"));
}

const quantile = (s, share) => { const at = share * (s.length - 1), k = Math.floor(at); return s[k] + (at - k) * ((s[k + 1] ?? s[k]) - s[k]); };

/** About what C++ says of a sample; the page shows it and does not compute it. */
export function summary(values) {
  const s = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (!s.length) return null;
  const n = s.length, mean = s.reduce((x, y) => x + y, 0) / n, median = quantile(s, 0.5);
  const sd = n > 1 ? Math.sqrt(s.reduce((x, y) => x + (y - mean) ** 2, 0) / (n - 1)) : 0;
  const half = 2 * sd / Math.sqrt(n);
  return { n, mean, sd, median, mad: quantile(s.map((v) => Math.abs(v - median)).sort((a, b) => a - b), 0.5), q1: quantile(s, 0.25), q3: quantile(s, 0.75), min: s[0], max: s[n - 1],
    estimate: median, low95: n < 6 ? null : median - half, high95: n < 6 ? null : median + half, needed: half <= 0.01 * median ? null : Math.ceil((2 * sd / (0.01 * median)) ** 2) };
}

const metrics = [["energy", "J", "energy_j"], ["carbon", "g CO2e", "carbon_g"], ["time", "s", "time_s"], ["cpu", "s", "cpu_s"], ["power", "W", "power_w"], ["memory", "B", "memory_bytes"]].map(([name, unit, column]) => ({ name, unit, column }));

/** Runs of several series: {name, runs, time, power, spread, drift}. One warm-up; one outlier, one disturbed, one failed run in each. */
export function seriesOf(kinds, { seed = 1, kind = "series", title = "baler modes", hostile = "" } = {}) {
  const next = random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const strings = [""], known = new Map([["", 0]]);
  const text = (s) => { if (!known.has(s)) known.set(s, strings.push(s) - 1); return known.get(s); };
  const types = { series: "u32", name: "u32", started_s: "f64", block: "f64", counted: "u8", warm_up: "u8", failed: "u8", outlier: "u8", why: "u32", energy_j: "f64", energy_u_j: "f64", carbon_g: "f64", time_s: "f64", cpu_s: "f64", power_w: "f64", memory_bytes: "f64", frequency_hz: "f64", temperature_c: "f64", others_s: "f64", steal_s: "f64" };
  const runs = Object.fromEntries(Object.entries(types).map(([name, type]) => [`runs.${name}`, [type, []]]));
  const series = kinds.map((k, s) => {
    const first = runs["runs.series"][1].length;
    for (let i = 0; i < k.runs; ++i) {
      const warm = i === 0, failed = i === Math.floor(0.7 * k.runs) && k.runs > 8, outlier = i === Math.floor(0.45 * k.runs) && k.runs > 8;
      const disturbed = outlier || i === Math.floor(0.3 * k.runs) && k.runs > 8;
      const time = k.time * (1 + k.spread * normal() + (k.drift ?? 0) * i / k.runs) * (warm ? 1.12 : outlier ? 1.3 : disturbed ? 1.05 : 1);
      const power = k.power * (1 + 0.6 * k.spread * normal());
      const values = { series: s, name: text(`${k.name}-${String(i).padStart(4, "0")}.calo`), started_s: 1764288000 + 40 * (i * kinds.length + s), block: warm ? NaN : i, counted: warm || failed ? 0 : 1, warm_up: warm ? 1 : 0, failed: failed ? 1 : 0, outlier: outlier ? 1 : 0,
        why: text(disturbed ? `other programs used ${(4 + s).toFixed(1)} % of the busy time${hostile && `; ${hostile}`}` : ""), energy_j: failed ? NaN : time * power, energy_u_j: 0.04 * time * power, carbon_g: failed ? NaN : time * power * 1.27e-4, time_s: time, cpu_s: 3.4 * time, power_w: power,
        memory_bytes: (180 + 40 * s) * 1048576 * (1 + 0.004 * normal()), frequency_hz: 3.1e9 * (1 + 0.01 * normal()), temperature_c: 61 + 3 * normal(), others_s: disturbed ? 0.4 : 0.01, steal_s: NaN };
      for (const [name, value] of Object.entries(values)) runs[`runs.${name}`][1].push(value);
    }
    const rows = [...Array(k.runs).keys()].map((i) => first + i), counted = rows.filter((r) => runs["runs.counted"][1][r]);
    return { name: k.name, runs: k.runs, counted: counted.length, kind: "measured", scope: "package and memory", policy: "proportional", machine: "AMD EPYC 7543, 2 sockets, 64 cores, Linux 6.1", governor: "performance",
      notes: ["a run is an outlier (other programs used 4 % of the busy time); it counts"], summary: Object.fromEntries(metrics.map((m) => [m.name, summary(counted.map((r) => runs[`runs.${m.column}`][1][r]))])),
      drift: k.runs > 6 ? (k.drift ? { metric: "energy", tau: 0.41, p: 0.0007 } : { metric: "energy", tau: 0.05, p: 0.62 }) : null, first_is_outlier: false };
  });
  const header = { kind, title, per_unit: null, metrics, series, runs_needed_1_percent: null, warnings: hostile ? [hostile] : [],
    methods: "Measured with calo 0.9.0. Each program ran 20 times in blocks of shuffled order after a warm-up run on an AMD EPYC 7543; energy is that of the packages and the memory, from RAPL counters, shared out by CPU time. Medians with 95 % intervals of Hodges and Lehmann." };
  return { header, columns: runs, strings, text };
}

/** Adds the comparison of the first two series, and a tree of `stacks`: {"main;f": [self a, self b]}. */
export function comparisonOf(data, stacks, { hostile = "" } = {}) {
  const [a, b] = data.header.series;
  const z = (m) => { // the ratio of medians, and an interval from the spreads
    const x = a.summary[m.name], y = b.summary[m.name], ratio = y.median / x.median, rel = 2 * Math.hypot(x.sd / x.mean / Math.sqrt(x.n), y.sd / y.mean / Math.sqrt(y.n)) * 0.8;
    const low = ratio * (1 - rel), high = ratio * (1 + rel);
    const verdict = high < 0.99 ? "lower" : low > 1.01 ? "higher" : low >= 0.99 && high <= 1.01 ? "equivalent" : high < 1 ? "lower, size uncertain" : low > 1 ? "higher, size uncertain" : "not resolved";
    return { metric: m.name, unit: m.unit, a_median: x.median, b_median: y.median, paired: true, ratio, ratio_low95: low, ratio_high95: high, coverage: 0.95, verdict, p: 0.0001, cliffs_delta: 0.9, runs_needed: verdict === "not resolved" ? 64 : null, what_would_do: verdict === "not resolved" ? "about 64 runs of each would resolve it" : null };
  };
  const quantities = data.header.metrics.map(z);
  const ln = (name) => Math.log(quantities.find((q) => q.metric === name).ratio);
  const parent = [-1], name = [data.text("all")], file = [0], language = [0], selfA = [0], selfB = [0], nodes = new Map();
  for (const [stack, [x, y]] of Object.entries(stacks)) {
    let at = 0, path = "";
    for (const frame of stack.split(";")) {
      path += `;${frame}`;
      if (!nodes.has(path)) {
        nodes.set(path, parent.push(at) - 1);
        name.push(data.text(frame));
        file.push(data.text(frame.startsWith("_") ? "" : `${frame.replace(/\W.*/, "")}.py`));
        language.push(1);
        selfA.push(0);
        selfB.push(0);
      }
      at = nodes.get(path);
    }
    selfA[at] += x;
    selfB[at] += y;
  }
  const totalA = [...selfA], totalB = [...selfB];
  for (let n = parent.length - 1; n > 0; --n) { totalA[parent[n]] += totalA[n]; totalB[parent[n]] += totalB[n]; }
  const u = totalA.map((v, n) => 0.01 * Math.hypot(v, totalB[n]) + 0.002);
  Object.assign(data.columns, { "nodes.parent": ["i32", parent], "nodes.name": ["u32", name], "nodes.file": ["u32", file], "nodes.language": ["u8", language], "nodes.self_a": ["f64", selfA], "nodes.self_b": ["f64", selfB], "nodes.total_a": ["f64", totalA], "nodes.total_b": ["f64", totalB], "nodes.u": ["f64", u] });
  const own = new Map();
  for (let n = 1; n < parent.length; ++n) { const f = own.get(name[n]) ?? [0, 0, file[n]]; f[0] += selfA[n]; f[1] += selfB[n]; own.set(name[n], f); }
  const functions = [...own].filter(([, [x, y]]) => x + y > 0).map(([n, [x, y, f]]) => { const s = 0.02 * Math.hypot(x, y) + 0.004, c = y - x; return { function: data.strings[n], file: data.strings[f], a_median: x, b_median: y, change: c, low95: c - 2 * s, high95: c + 2 * s, p_holm: Math.min(1, 40 * Math.exp(-((c / s) ** 2) / 2) + 0.0001) }; })
    .sort((x, y) => Math.abs(y.change) - Math.abs(x.change));
  data.header.kind = "comparison";
  data.header.comparison = { a: a.name, b: b.name, runs_a: a.counted, runs_b: b.counted, threshold: 0.01, quantities, decomposition: { ln_energy: ln("time") + ln("power"), ln_time: ln("time"), ln_power: ln("power") }, energy_delay_ratio: Math.exp(ln("energy") + ln("time")), fixed_window_ratio: 0.964,
    functions_unit: "J", functions, lines: functions.slice(0, 5).map((f, i) => ({ ...f, line: 40 + i })), phases: [{ phase: "train/epoch", a_median: 31, b_median: 24, change: -7, low95: -7.6, high95: -6.3, p_holm: 0.0002 }, { phase: "load", a_median: 4, b_median: 4.02, change: 0.02, low95: -0.1, high95: 0.15, p_holm: 1 }],
    warnings: hostile ? [hostile] : ["2 of 20 runs of baseline were disturbed by other programs"] };
  return data;
}

export const stacks = {
  "main": [0.2, 0.2], "main;load_data": [0.6, 0.61], "main;load_data;read_npz": [1.9, 1.92], "main;load_data;read_npz;zlib_inflate": [2.6, 2.55], "main;load_data;normalise": [1.1, 0.7],
  "main;train": [0.5, 0.5], "main;train;epoch": [0.9, 0.92], "main;train;epoch;forward;linear": [8.2, 6.1], "main;train;epoch;forward;linear;_sgemm_kernel": [7.4, 5.2], "main;train;epoch;forward;leaky_relu": [2.1, 2.12],
  "main;train;epoch;backward;linear_grad": [6.9, 6.8], "main;train;epoch;backward;linear_grad;_sgemm_kernel": [6.1, 6.15], "main;train;epoch;backward;accumulate_copy": [3.1, 0], "main;train;epoch;step;adam": [2.4, 2.45], "main;train;epoch;step;fused_cast": [0, 1.6],
  "main;train;validate;forward;linear": [1.4, 1.2], "main;train;validate;emd_loss": [1.7, 2.5], "main;save;compress": [0.9, 0.91], "main;save;write_file": [0.5, 0.5],
};

/** The two that are looked at. */
export function examples() {
  const modes = seriesOf([{ name: "train", runs: 24, time: 20.5, power: 61, spread: 0.012 }, { name: "compress", runs: 24, time: 7.2, power: 48, spread: 0.02 }, { name: "decompress", runs: 24, time: 6.1, power: 46, spread: 0.016, drift: 0.06 }], { title: "Baler: three modes, 24 runs each" });
  const both = comparisonOf(seriesOf([{ name: "baseline", runs: 22, time: 20.5, power: 61, spread: 0.013 }, { name: "fused", runs: 22, time: 18.6, power: 60.6, spread: 0.011 }], { seed: 7, title: "fused against baseline" }), stacks);
  return { modes, both };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , web, to] = process.argv;
  const template = readFileSync(join(web, "dist/series.html"), "utf8");
  mkdirSync(to, { recursive: true });
  const { modes, both } = examples();
  for (const [name, d] of [["series", modes], ["comparison", both]]) writeFileSync(join(to, `${name}.html`), page(template, d.header.title, "<h1>summary</h1>", container(d.header, d.columns, d.strings)));
}
