import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, markdown } from "../src/view/save";
import { select } from "../src/model/filter";
import { fromHash, type State, toHash } from "../src/model/state";
import {
  arcs,
  bottomUp,
  byFunction,
  byLine,
  type Costs,
  type Edit,
  fold,
  folded,
  topDown,
  trunkName,
  trunksOf,
  withoutTrunks,
} from "../src/model/tree";
import { programShare, shareInterval } from "../src/model/uncertainty";
import { addUse, noCost, type Run } from "../src/model/run";
import { runOf } from "./fake";

const cpu = (costs: Costs, i: number) => costs.cpu[i]!;
const everything = (run: Run) => select(run, {});
const near = (a: number, b: number, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test("functions count once on a path, and their own costs add up to everything", () => {
  const run = runOf([
    ["main;f;g", 2],
    ["main;f;f;g", 1],
    ["main;f", 4],
    ["main", 1],
  ]);
  const functions = new Map(byFunction(run, everything(run)).map((f) => [run.functionName(f.function), f]));
  near(functions.get("f")!.total.cpu, 7);
  near(functions.get("f")!.self.cpu, 4);
  near(functions.get("g")!.total.cpu, 3);
  near(functions.get("main")!.total.cpu, 8);
  near(
    [...functions.values()].reduce((s, f) => s + f.self.cpu, 0),
    8,
  );
});

test("a tree is laid out without gaps, the heaviest child first, and conserves the whole", () => {
  const run = runOf([
    ["main;a", 1],
    ["main;b;c", 5],
    ["main;b", 2],
  ]);
  const tree = topDown(run, everything(run), cpu);
  near(tree.width[0]!, 8);
  assert.equal(run.functionName(tree.function[2]!), "b");
  near(tree.x[2]!, 0);
  for (let n = 1; n < tree.size; ++n) {
    assert.ok(tree.parent[n]! < n && tree.end[n]! <= tree.end[tree.parent[n]!]!);
    assert.ok(tree.x[n]! >= tree.x[tree.parent[n]!]! - 1e-12);
  }
  near(
    tree.self.cpu.reduce((s, v) => s + v, 0),
    8,
  );
});

test("bottom-up begins with what was running, and conserves the whole", () => {
  const run = runOf([
    ["main;a;x", 1],
    ["main;b;x", 5],
    ["main;b", 2],
  ]);
  const tree = bottomUp(run, everything(run), cpu);
  near(tree.width[0]!, 8);
  assert.deepEqual(
    Array.from(tree.rows[1]!, (n) => [run.functionName(tree.function[n]!), tree.width[n]]),
    [
      ["x", 6],
      ["b", 2],
    ],
  );
});

test("a sandwich holds the stacks of its function once, whatever the recursion", () => {
  const run = runOf([
    ["main;f;g;f", 3],
    ["main;f", 1],
    ["main;h", 9],
  ]);
  const f = byFunction(run, everything(run)).find((x) => run.functionName(x.function) === "f")!.function;
  near(topDown(run, everything(run), cpu, f).width[0]!, 4);
  near(bottomUp(run, everything(run), cpu, f).width[0]!, 4);
});

test("a tree is changed by functions, as in Firefox Profiler", () => {
  const run = runOf([
    ["main;a;x", 1],
    ["main;b;x;y", 5],
    ["main;b;b", 2],
    ["other", 4],
  ]);
  const f = (name: string) =>
    byFunction(run, everything(run)).find((c) => run.functionName(c.function) === name)!.function;
  const tell = (...edits: Edit[]) => {
    const tree = topDown(run, everything(run), cpu, undefined, edits);
    const path = (n: number): string =>
      n > 0 ? `${path(tree.parent[n]!)}/${run.functionName(tree.function[n]!)}` : "";
    return Array.from({ length: tree.size }, (_, n) => n)
      .filter((n) => tree.self.cpu[n]! > 0)
      .map((n) => `${path(n)} ${tree.self.cpu[n]}`)
      .sort()
      .join(" ");
  };
  assert.equal(tell(), "/main/a/x 1 /main/b/b 2 /main/b/x/y 5 /other 4");
  assert.equal(tell(["m", f("b")]), "/main 2 /main/a/x 1 /main/x/y 5 /other 4");
  assert.equal(tell(["m", f("other")]), " 4 /main/a/x 1 /main/b/b 2 /main/b/x/y 5");
  assert.equal(tell(["c", f("b")]), "/main/a/x 1 /main/b 7 /other 4");
  assert.equal(tell(["r", f("b")]), "/main/a/x 1 /main/b 2 /main/b/x/y 5 /other 4");
  assert.equal(tell(["f", f("x")]), "/x 1 /x/y 5");
  assert.equal(tell(["d", f("b")]), "/main/a/x 1 /other 4");
  assert.equal(tell(["f", f("main")], ["d", f("x")], ["r", f("b")]), "/main/b 2");
  near(bottomUp(run, everything(run), cpu, undefined, [["d", f("b")]]).width[0]!, 5);
  const up = bottomUp(run, everything(run), cpu, undefined, [["c", f("b")]]);
  assert.equal(run.functionName(up.function[1]!), "b");
  near(up.width[1]!, 7);
});

test("arcs carry what the callee cost for the caller, recursion once", () => {
  const run = runOf([
    ["main;f;f;f", 3],
    ["main;f;g", 2],
  ]);
  const found = new Map(
    arcs(run, everything(run)).map((a) => [
      `${run.functionName(a.caller)}>${run.functionName(a.callee)}`,
      a.cost.cpu,
    ]),
  );
  near(found.get("main>f")!, 5);
  near(found.get("f>f")!, 3);
  near(found.get("f>g")!, 2);
});

test("stacks of 20,000 frames need no recursion", () => {
  const run = runOf([[Array.from({ length: 20_000 }, (_, i) => `f${i % 7}`).join(";"), 1]]);
  assert.equal(topDown(run, everything(run), cpu).size, 20_001);
  assert.equal(bottomUp(run, everything(run), cpu).size, 20_001);
  assert.equal(byFunction(run, everything(run)).length, 7);
});

test("lines count what ran on them and what they called", () => {
  const run = runOf(
    [
      ["main;f", 2],
      ["main", 1],
    ],
    { files: { main: "/m.cpp", f: "/m.cpp" } },
  );
  const lines = byLine(run, everything(run), run.functions.file[0]!);
  near(lines.get(1)!.total.cpu, 3);
  near(lines.get(1)!.self.cpu, 1);
  near(lines.get(2)!.self.cpu, 2);
});

test("filters select by time, phase, stage and function", () => {
  const run = runOf([
    ["main;f", 1],
    ["main;g", 2],
    ["main;f", 4],
  ]);
  const of = (filter: object) => {
    const c = noCost();
    for (const u of select(run, filter)) addUse(c, run, u);
    return c.cpu;
  };
  near(of({ from: 0, to: 1 }), 1);
  near(of({ phase: 0 }), 3); // and the phase inside it
  near(of({ phase: 1 }), 2);
  near(of({ function: 1 }), 5);
  near(of({ stage: 3 }), 0);
  near(of({ thread: 0, process: 0 }), 7);
});

test("the interval of a share is Wilson's with the effective number of samples", () => {
  // Worked vector: 30 J in f,f,f,g and 10 J in f,g,g,g give [0.27793, 0.87830] for f.
  const run = runOf([
    ["f", 7.5],
    ["f", 7.5],
    ["f", 7.5],
    ["g", 7.5],
    ["f", 2.5],
    ["g", 2.5],
    ["g", 2.5],
    ["g", 2.5],
  ]);
  const f = byFunction(run, everything(run)).find((x) => run.functionName(x.function) === "f")!;
  const [low, high] = shareInterval(run, f.self, "energy");
  near(low, 0.27793, 1e-5);
  near(high, 0.8783, 1e-5);
});

test("the interval of a share holds the share of every metric, whoever pays for idle energy", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 300; ++round) {
    const stacks: [string, number][] = Array.from({ length: 1 + Math.floor(random() * 12) }, () => [
      random() < 0.5 ? "f" : "g",
      0.01 + random(),
    ]);
    const run = runOf(stacks, {
      fixed: stacks.map(() => random() * 3),
      dynamic: stacks.map(() => random() - 0.1),
      paid: random() * 2,
    });
    for (const metric of ["energy", "net", "cpu", "power", "carbon", "samples"] as const) {
      for (const { self } of byFunction(run, everything(run))) {
        const share = programShare(run, self, metric);
        const [low, high] = shareInterval(run, self, metric);
        assert.ok(low <= share && share <= high, `${metric}: ${share} is not in ${low} to ${high}`);
      }
    }
  }
});

test("tables for other programs hold names as text", () => {
  assert.equal(csv(["a"], [["=cmd()"], ['x,"y'], ["-1.5"]]), 'a\r\n\'=cmd()\r\n"x,""y"\r\n-1.5\r\n');
  assert.equal(markdown(["n"], [["a|b\n<i>"]]), "| n |\n|---|\n| a\\|b \\<i\\> |\n");
});

test("what the page shows stands in its address; what an address names wrongly is as at first", () => {
  const run = runOf([
    ["main;f", 1],
    ["main;g", 2],
  ]);
  const first = fromHash(run, "");
  assert.deepEqual(fromHash(run, toHash(first)), first);
  assert.equal(first.tab, "overview");
  const state: State = {
    ...first,
    tab: "flame",
    metric: "cpu",
    shape: "up",
    colour: "language",
    filter: { ...first.filter, from: 0.5, to: 2, thread: 0, function: 1 },
    edits: [
      ["m", 1],
      ["c", 2],
    ],
    selected: 2,
    search: "f|g &#",
  };
  assert.deepEqual(fromHash(run, toHash(state)), state);
  assert.deepEqual(
    fromHash(run, "#tab=no&metric=no&shape=no&selected=3&function=-1&thread=0.5&edits=x1.m9&from=soon"),
    first,
  );
});

test("the way to where a tree branches folds into one frame, and nothing is lost", () => {
  const run = runOf([
    ["start;init;main;solve;f", 40],
    ["start;init;main;solve;g", 30],
    ["start;init;main;solve", 2],
    ["start;init;load", 3],
    ["start;init", 1],
    ["clone;thread;worker;work;f", 20],
    ["short;f", 4],
  ]);
  const tree = topDown(run, everything(run), cpu);
  const trunks = trunksOf(tree);
  assert.deepEqual(
    trunks.map((trunk) => trunkName(run, trunk)),
    ["3 frames: start \u2026 main", "4 frames: clone \u2026 work"],
  );
  const short = fold(tree, trunks);
  assert.equal(short.size, tree.size - 5);
  const names = (node: number) => run.functionName(short.function[node]!);
  assert.equal(short.function[1], folded);
  near(short.self.cpu[1]!, 1); // init's own
  near(short.total.cpu[1]!, 76);
  const below = (node: number) =>
    Array.from({ length: short.size }, (_, n) => n).filter((n) => short.parent[n] === node);
  assert.deepEqual(below(1).map(names), ["solve", "load"]);
  assert.equal(
    [...short.self.cpu].reduce((sum, own) => sum + own, 0),
    100,
  );
  for (let node = 1; node < short.size; ++node) {
    const above = short.parent[node]!;
    assert.ok(short.end[node]! > node && short.end[node]! <= short.end[above]!);
    assert.equal(short.depth[node], short.depth[above]! + 1);
    assert.ok(short.x[node]! >= short.x[above]! - 1e-9);
    assert.ok(short.x[node]! + short.width[node]! <= short.x[above]! + short.width[above]! + 1e-9);
  }
  const graph = byFunction(run, everything(run), withoutTrunks(run, trunks));
  const way = run.functions.name.length;
  assert.deepEqual(
    graph.filter((one) => one.function >= way).map(({ self, total }) => [self.cpu, total.cpu]),
    [
      [1, 76],
      [0, 20],
    ],
  );
  const calls = arcs(run, everything(run), withoutTrunks(run, trunks)).filter((arc) => arc.caller === way);
  assert.deepEqual(
    calls
      .filter(({ callee }) => callee !== way)
      .map(({ callee, cost }) => [run.functionName(callee), cost.cpu])
      .sort(),
    [
      ["load", 3],
      ["solve", 72],
    ],
  );
});

test("a function on the way that is called elsewhere too stays there", () => {
  const run = runOf([
    ["start;init;main;f;init;g", 50],
    ["start;init;main;f", 50],
  ]);
  const trunks = trunksOf(topDown(run, everything(run), cpu));
  const graph = byFunction(run, everything(run), withoutTrunks(run, trunks));
  assert.deepEqual(
    graph.map((one) => [run.functions.name[one.function] !== undefined, one.total.cpu]).sort(),
    [
      [false, 100],
      [true, 100],
      [true, 50],
      [true, 50],
    ],
  );
});
