import assert from "node:assert/strict";
import { test } from "node:test";
import { Difference } from "../src/model/difference";
import {
  binned,
  intervalWords,
  isSure,
  novelty,
  percentChange,
  type Quantity,
  quantile,
  Runs,
  scaleOf,
  sentence,
  signed,
  ticks,
  told,
  toldInterval,
} from "../src/model/series";
import { container } from "./fake";

type Column = Parameters<typeof container>[1][string];
const near = (a: number, b: number, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);
const strings = (list: string[]): Record<string, Column> => {
  const bytes = list.map((s) => [...new TextEncoder().encode(s)]);
  let end = 0;
  return {
    "strings.bytes": { type: "u8", values: bytes.flat() },
    "strings.ends": { type: "u32", values: bytes.map((b) => (end += b.length)) },
  };
};

/** Nodes as [parent, self a, self b]. */
function tree(nodes: [number, number, number][], u = 0.01): Difference {
  const a = nodes.map((n) => n[1]),
    b = nodes.map((n) => n[2]);
  for (let n = nodes.length - 1; n > 0; --n) {
    a[nodes[n]![0]]! += a[n]!;
    b[nodes[n]![0]]! += b[n]!;
  }
  const f64 = (values: number[]): Column => ({ type: "f64", values });
  return new Difference(
    container(
      { kind: "comparison" },
      {
        ...strings(["", ...nodes.map((_, i) => `n${i}`)]),
        "nodes.parent": { type: "i32", values: nodes.map((n) => n[0]) },
        "nodes.name": { type: "u32", values: nodes.map((_, i) => i + 1) },
        "nodes.file": { type: "u32", values: nodes.map(() => 0) },
        "nodes.self_a": f64(nodes.map((n) => n[1])),
        "nodes.self_b": f64(nodes.map((n) => n[2])),
        "nodes.total_a": f64(a),
        "nodes.total_b": f64(b),
        "nodes.u": f64(nodes.map(() => u)),
      },
    ),
    "J",
  );
}
function conserves(t: Difference): void {
  let all = 0;
  const children = new Float64Array(t.size),
    last = Float64Array.from(t.x);
  for (let n = 0; n < t.size; ++n) {
    all += Math.max(0, t.selfA[n]!, t.selfB[n]!);
    assert.ok(t.width[n]! >= Math.max(t.totalA[n]!, t.totalB[n]!) - 1e-9, "a frame holds the larger side");
    if (n === 0) continue;
    const p = t.parent[n]!;
    assert.ok(p < n && n < t.end[p]! && t.end[n]! <= t.end[p]!);
    assert.ok(t.x[n]! >= last[p]! - 1e-9, "frames do not overlap");
    last[p] = t.x[n]! + t.width[n]!;
    children[p]! += t.width[n]!;
  }
  for (let n = 0; n < t.size; ++n) {
    assert.ok(children[n]! <= t.width[n]! + 1e-9, "children fit into their parent");
    assert.ok(last[n]! <= t.x[n]! + t.width[n]! + 1e-9);
  }
  near(t.width[0] ?? 0, all, 1e-9 * Math.max(1, all));
  for (const row of t.rows)
    for (let i = 1; i < row.length; ++i)
      assert.ok(t.x[row[i]!]! >= t.x[row[i - 1]!]! + t.width[row[i - 1]!]! - 1e-9);
}

test("the tree of two sides has room for what is new and what is gone, and the root is all", () => {
  const t = tree([
    [-1, 0, 0],
    [0, 1, 1],
    [1, 3, 0],
    [1, 0, 4],
    [0, 2, 2.001],
  ]);
  conserves(t);
  near(t.width[0]!, 1 + 3 + 4 + 2.001);
  const of = (name: string) => Array.from({ length: t.size }, (_, n) => n).find((n) => t.name(n) === name)!;
  assert.equal(t.novelty(of("n2")), "gone");
  assert.equal(t.novelty(of("n3")), "new");
  assert.deepEqual(
    ["n2", "n3", "n4"].map((n) => t.direction(of(n), "total")),
    [-1, 1, 0],
  );
  assert.equal(t.level(of("n3"), "total"), 5);
  assert.match(
    t.tell(of("n2"), "total"),
    /^only in A, A 3\.00 J, B 0 J, \u22123\.000 \u00b1 0\.010 J; by itself \u22123\.00 J$/,
  );
});

test("trees of any shape are laid out within their parents", () => {
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 200; ++round) {
    const size = 1 + Math.floor(60 * next());
    conserves(
      tree(
        Array.from(
          { length: size },
          (_, n) =>
            [
              n === 0 ? -1 : Math.floor(n * next()),
              next() < 0.3 ? 0 : next(),
              next() < 0.3 ? 0 : 5 * next(),
            ] as [number, number, number],
        ),
      ),
    );
  }
  conserves(tree(Array.from({ length: 20000 }, (_, n) => [n - 1, 0.001, 0.002] as [number, number, number]))); // a deep one does not recurse
});

test("what is not told from zero has no colour", () => {
  assert.equal(
    tree(
      [
        [-1, 0, 0],
        [0, 10, 10.5],
      ],
      0.3,
    ).direction(1, "total"),
    0,
  );
  assert.equal(
    tree(
      [
        [-1, 0, 0],
        [0, 10, 10.5],
      ],
      0.2,
    ).direction(1, "total"),
    1,
  );
  assert.equal(
    tree(
      [
        [-1, 0, 0],
        [0, 10, 10.5],
      ],
      Number.NaN,
    ).direction(1, "total"),
    1,
    "one run a side: no uncertainty is known",
  );
  assert.equal(
    tree(
      [
        [-1, 0, 0],
        [0, 10, 10.01],
      ],
      Number.NaN,
    ).direction(1, "total"),
    0,
    "too small to be seen",
  );
});

const quantity = (
  ratio: number,
  low: number | null,
  high: number | null,
  verdict: string,
  metric = "energy",
): Quantity => ({
  metric,
  unit: "J",
  a_median: 1,
  b_median: ratio,
  paired: true,
  ratio,
  ratio_low95: low,
  ratio_high95: high,
  coverage: 0.95,
  verdict,
  p: 0.01,
  cliffs_delta: 0,
  runs_needed: null,
});

test("a verdict is a sentence", () => {
  const q = quantity(0.918, 0.898, 0.939, "lower");
  assert.equal(sentence(q, 0.01), "B needs 8.20 % less energy than A");
  assert.equal(intervalWords(q), "95 %: 6.10 to 10.2 % less");
  assert.equal(
    sentence(quantity(1.003, 0.999, 1.007, "equivalent"), 0.01),
    "A and B are the same in energy, within 1 %",
  );
  assert.equal(
    intervalWords(quantity(1.003, 0.99, 1.03, "not resolved")),
    "95 %: 1.00 % less to 3.00 % more",
  );
  assert.equal(
    sentence(quantity(1.003, 0.99, 1.03, "not resolved", "time"), 0.01),
    "No difference in time is resolved",
  );
  assert.equal(intervalWords(quantity(1.2, null, null, "too few runs for an interval")), "");
  assert.equal(percentChange(1), "0 %");
});

test("a change is sure by its corrected p, or by its interval with one run a side", () => {
  const change = { a_median: 1, b_median: 0, change: -1, low95: -1.2, high95: -0.8 };
  assert.ok(isSure({ ...change, p_holm: 0.01 }));
  assert.ok(!isSure({ ...change, p_holm: 0.2 }));
  assert.ok(isSure({ ...change, p_holm: null }));
  assert.ok(!isSure({ ...change, high95: 0.1, p_holm: null }));
  assert.ok(!isSure({ ...change, low95: null, high95: null, p_holm: null }));
  assert.deepEqual([novelty(0, 1), novelty(1, 0), novelty(1, 1), novelty(0, 0)], ["new", "gone", "", ""]);
});

test("values have the digits that their uncertainty supports", () => {
  assert.equal(told("J", 1251.7, 12), "1.252 kJ");
  assert.equal(told("s", 20.58, 0.4), "20.6 s");
  assert.equal(told("s", 3600), "60.0 min");
  assert.equal(told("B", 3 * 1048576), "3.00 MiB");
  assert.equal(told("J", Number.NaN), "unavailable");
  assert.equal(toldInterval("J", 336, 356), "336 to 356 J");
  assert.equal(signed("J", -0.414, 0.052), "\u2212410 \u00b1 50 mJ");
  assert.equal(signed("J", 0.0001, 0.5), "0 \u00b1 500 mJ");
  assert.deepEqual(scaleOf("W", 0.02), { factor: 1e-3, unit: "mW" });
});

test("bins hold every value once, and ticks lie on round numbers", () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i * 0.618034) % 1).sort();
  near(
    binned(values, 0, 1, 7).reduce((s, n) => s + n, 0),
    1000,
  );
  near(binned(Float64Array.of(0, 1), 0, 1, 4)[3]!, 1);
  near(quantile(Float64Array.of(1, 2, 3, 4), 0.5), 2.5);
  assert.deepEqual(ticks(0.3, 2.2, 4).at, [0.5, 1, 1.5, 2]);
  assert.equal(ticks(5, 5, 4).at.length, 1);
});

test("what does not count is in no sample, and marks say why", () => {
  const n = 4,
    f64 = (...values: number[]): Column => ({ type: "f64", values }),
    u8 = (...values: number[]): Column => ({ type: "u8", values }),
    u32 = (...values: number[]): Column => ({ type: "u32", values });
  const none = f64(...new Array(n).fill(Number.NaN));
  const header = {
    kind: "series",
    metrics: [
      { name: "time", unit: "s", column: "time_s" },
      { name: "energy", unit: "J", column: "energy_j" },
    ],
    series: [{ name: "a" }, { name: "b" }],
  };
  const runs = new Runs(
    container(header, {
      ...strings(["", "busy"]),
      "runs.series": u32(0, 0, 1, 1),
      "runs.name": u32(0, 0, 0, 0),
      "runs.started_s": f64(1, 2, 3, 4),
      "runs.block": f64(Number.NaN, 1, 1, 2),
      "runs.counted": u8(0, 1, 1, 1),
      "runs.warm_up": u8(1, 0, 0, 0),
      "runs.failed": u8(0, 0, 0, 0),
      "runs.outlier": u8(0, 0, 1, 0),
      "runs.why": u32(0, 0, 1, 0),
      "runs.time_s": f64(9, 2, 4, 3),
      "runs.energy_j": none,
      "runs.energy_u_j": none,
      "runs.frequency_hz": none,
      "runs.temperature_c": none,
      "runs.others_s": none,
      "runs.steal_s": none,
    }),
  );
  assert.deepEqual([...runs.sample(0, "time")], [2]);
  assert.deepEqual([...runs.sample(1, "time")], [3, 4]);
  assert.deepEqual(
    runs.metrics.map((m) => m.name),
    ["time"],
    "a metric that no run knows is not offered",
  );
  assert.deepEqual(runs.pairs("time"), [{ block: 1, ratio: 2 }]);
  assert.equal(runs.reason(0), "warm-up, does not count");
  assert.equal(runs.reason(2), "outlier; disturbed: busy");
  assert.equal(runs.reason(3), "");
});
