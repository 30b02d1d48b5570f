import { type Cost, type Run, addCost, costKeys, noCost } from "./run";

/** A tree laid out for drawing: depth first, the heaviest child first. Node 0 is the root. */
export interface Layout {
  size: number;
  parent: Int32Array;
  function: Int32Array;
  depth: Int32Array;
  x: Float64Array; // begin, in units of weight
  width: Float64Array;
  rows: Int32Array[]; // nodes by depth, ascending x
  end: Int32Array; // one past the last node of the subtree
}

/** Calling contexts under a filter. */
export interface Tree extends Layout {
  self: Costs;
  total: Costs;
}

/** Costs of many nodes, by column. */
export class Costs {
  readonly samples;
  readonly cpu;
  readonly energy;
  readonly dynamic;
  readonly fixed;
  readonly squares;
  constructor(size: number) {
    this.samples = new Float64Array(size);
    this.cpu = new Float64Array(size);
    this.energy = new Float64Array(size);
    this.dynamic = new Float64Array(size);
    this.fixed = new Float64Array(size);
    this.squares = new Float64Array(size);
  }
  at(i: number): Cost {
    const cost = noCost();
    for (const key of costKeys) cost[key] = this[key][i]!;
    return cost;
  }
  add(to: number, from: Costs, i: number): void {
    for (const key of costKeys) this[key][to]! += from[key][i]!;
  }
  addUse(to: number, run: Run, use: number): void {
    this.samples[to]! += run.uses.samples[use]!;
    this.cpu[to]! += run.uses.cpu[use]!;
    this.energy[to]! += run.useEnergy[use]!;
    this.dynamic[to]! += run.uses.dynamic[use]!;
    this.fixed[to]! += run.uses.fixed[use]!;
    this.squares[to]! += run.uses.squares[use]!;
  }
}

/** Children by (parent, function). */
class Growing {
  parent: number[] = [-1];
  fn: number[] = [-1];
  private known = new Map<number, number>();
  constructor(private readonly functions: number) {}
  child(node: number, fn: number): number {
    const key = node * (this.functions + 1) + fn + 1;
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.parent.length;
      this.parent.push(node);
      this.fn.push(fn);
      this.known.set(key, found);
    }
    return found;
  }
}

export type Weigh = (costs: Costs, i: number) => number;

function laidOut(growing: Growing, self: Costs, weigh: Weigh): Tree {
  const size = growing.parent.length;
  const total = new Costs(size);
  for (let n = size - 1; n >= 0; --n) {
    total.add(n, self, n);
    if (n > 0) total.add(growing.parent[n]!, total, n);
  }
  // Depth first, the heaviest child first.
  const first = new Int32Array(size).fill(-1),
    next = new Int32Array(size).fill(-1);
  const order = Array.from({ length: size }, (_, i) => i).slice(1);
  const weights = new Float64Array(size);
  for (let n = 0; n < size; ++n) weights[n] = weigh(total, n);
  order.sort((a, b) => weights[a]! - weights[b]! || b - a);
  for (const n of order) {
    // the lightest is put in first, so the heaviest comes out first
    const p = growing.parent[n]!;
    next[n] = first[p]!;
    first[p] = n;
  }
  const tree: Tree = {
    size,
    parent: new Int32Array(size),
    function: new Int32Array(size),
    depth: new Int32Array(size),
    self: new Costs(size),
    total: new Costs(size),
    x: new Float64Array(size),
    width: new Float64Array(size),
    rows: [],
    end: new Int32Array(size),
  };
  const place = new Int32Array(size);
  const stack: number[] = [0];
  const offset = new Float64Array(size); // where the next child begins
  let at = 0;
  while (stack.length) {
    const n = stack.pop()!;
    const p = growing.parent[n]!;
    const to = at++;
    place[n] = to;
    tree.parent[to] = p < 0 ? -1 : place[p]!;
    tree.function[to] = growing.fn[n]!;
    tree.depth[to] = p < 0 ? 0 : tree.depth[place[p]!]! + 1;
    tree.self.add(to, self, n);
    tree.total.add(to, total, n);
    tree.width[to] = weights[n]!;
    if (p >= 0) {
      tree.x[to] = tree.x[place[p]!]! + offset[p]!;
      offset[p]! += weights[n]!;
    }
    tree.rows[tree.depth[to]!] ??= [] as unknown as Int32Array;
    (tree.rows[tree.depth[to]!] as unknown as number[]).push(to);
    const children: number[] = [];
    for (let c = first[n]!; c >= 0; c = next[c]!) children.push(c);
    for (let i = children.length; i-- > 0;) stack.push(children[i]!);
  }
  tree.rows = tree.rows.map((row) => Int32Array.from(row));
  for (let n = size - 1; n >= 0; --n) {
    tree.end[n] = Math.max(tree.end[n]!, n + 1);
    if (n > 0) tree.end[tree.parent[n]!] = Math.max(tree.end[tree.parent[n]!]!, tree.end[n]!);
  }
  return tree;
}

/** Changes of the tree by functions, the names after Firefox Profiler, which has the same keys. */
export const editNames = {
  m: "merge", // its callers have what it cost
  h: "hide module of", // the same for all of its module
  c: "collapse", // what it called is its own
  r: "collapse recursion of", // where it called itself at once
  f: "focus on", // it is the outermost
  d: "drop", // no stack that it is in
} as const;
export type Edit = readonly [kind: keyof typeof editNames, fn: number];

/** Contexts from the root down; `below`: only what that function called, with it as the outermost frame. */
function grown(run: Run, uses: Uint32Array, edits: readonly Edit[], below?: number): [Growing, Costs] {
  const { parent, function: fn } = run.nodes;
  const by = (kind: string) => new Set(edits.filter((edit) => edit[0] === kind).map((edit) => edit[1]));
  const merged = by("m"),
    collapsed = by("c"),
    recursive = by("r"),
    dropped = by("d");
  const hidden = new Set([...by("h")].map((f) => run.functions.module[f]));
  below ??= [...by("f")].pop();
  const growing = new Growing(run.functions.name.length);
  const of = new Int32Array(parent.length).fill(-1); // node of the tree; -1: not below it, -2: dropped
  of[0] = below === undefined ? 0 : -1;
  for (let n = 1; n < parent.length; ++n) {
    const above = of[parent[n]!]!,
      f = fn[n]!;
    if (above === -2 || dropped.has(f)) of[n] = -2;
    else if (above < 0) {
      if (f === below) of[n] = growing.child(0, f);
    } else {
      const caller = growing.fn[above]!;
      of[n] =
        merged.has(f) ||
        hidden.has(run.functions.module[f]) ||
        collapsed.has(caller) ||
        (f === caller && recursive.has(f))
          ? above
          : growing.child(above, f);
    }
  }
  const self = new Costs(growing.parent.length);
  for (const use of uses) {
    const to = of[run.uses.node[use]!]!;
    if (to >= 0) self.addUse(to, run, use);
  }
  return [growing, self];
}

export function topDown(
  run: Run,
  uses: Uint32Array,
  weigh: Weigh,
  below?: number,
  edits: readonly Edit[] = [],
): Tree {
  return laidOut(...grown(run, uses, edits, below), weigh);
}

/** From the innermost frame up; `of`: only stacks with that function, from it to its callers. */
export function bottomUp(
  run: Run,
  uses: Uint32Array,
  weigh: Weigh,
  only?: number,
  edits: readonly Edit[] = [],
): Tree {
  const [{ parent, fn }, perNode] = grown(run, uses, edits);
  const growing = new Growing(run.functions.name.length);
  const ends: [number, number][] = []; // node of the tree, node from the root down
  for (let n = 0; n < parent.length; ++n) {
    if (!perNode.samples[n] && !perNode.cpu[n]) continue;
    let at = n;
    if (only !== undefined) {
      // the outermost frame of it: recursion is below it
      let found = -1;
      for (let a = n; a > 0; a = parent[a]!) if (fn[a] === only) found = a;
      if (found < 0) continue;
      at = found;
    }
    let to = 0;
    for (; at > 0; at = parent[at]!) to = growing.child(to, fn[at]!);
    ends.push([to, n]);
  }
  const self = new Costs(growing.parent.length);
  for (const [to, n] of ends) self.add(to, perNode, n);
  return laidOut(growing, self, weigh);
}

export interface FunctionCost {
  function: number;
  self: Cost;
  total: Cost;
}

/** By function, recursion counted once; the calls between them. */
export function byFunction(run: Run, uses: Uint32Array): FunctionCost[] {
  const { parent, function: fn } = run.nodes;
  const inclusive = inclusiveByNode(run, uses);
  const count = run.functions.name.length;
  const self = new Costs(count),
    total = new Costs(count);
  for (const use of uses) {
    const f = fn[run.uses.node[use]!]!;
    if (f >= 0) self.addUse(f, run, use);
  }
  const outermost = outermostNodes(parent, fn);
  for (let n = 1; n < parent.length; ++n) if (outermost[n]) total.add(fn[n]!, inclusive, n);
  const result: FunctionCost[] = [];
  for (let f = 0; f < count; ++f)
    if (total.samples[f]! > 0 || total.cpu[f]! > 0)
      result.push({ function: f, self: self.at(f), total: total.at(f) });
  return result;
}

function inclusiveByNode(run: Run, uses: Uint32Array): Costs {
  const { parent } = run.nodes;
  const inclusive = new Costs(parent.length);
  for (const use of uses) inclusive.addUse(run.uses.node[use]!, run, use);
  for (let n = parent.length - 1; n > 0; --n) inclusive.add(parent[n]!, inclusive, n);
  return inclusive;
}

/** Nodes that no node of the same function is above of. */
function outermostNodes(parent: Int32Array, fn: Int32Array): Uint8Array {
  // Depth first over the forest of nodes, with a count of each function on the way.
  const size = parent.length;
  const result = new Uint8Array(size);
  const first = new Int32Array(size).fill(-1),
    next = new Int32Array(size).fill(-1);
  for (let n = size - 1; n > 0; --n) {
    next[n] = first[parent[n]!]!;
    first[parent[n]!] = n;
  }
  const active = new Map<number, number>();
  const stack: number[] = [0];
  while (stack.length) {
    const n = stack.pop()!;
    if (n < 0) {
      const f = fn[~n]!;
      active.set(f, active.get(f)! - 1);
      continue;
    }
    const f = fn[n]!;
    const depth = active.get(f) ?? 0;
    if (n > 0) {
      result[n] = depth === 0 ? 1 : 0;
      active.set(f, depth + 1);
      stack.push(~n);
    }
    for (let c = first[n]!; c >= 0; c = next[c]!) stack.push(c);
  }
  return result;
}

export interface Arc {
  caller: number;
  callee: number;
  cost: Cost;
}

/** Calls between functions: what the callee cost on behalf of the caller, each stack once. */
export function arcs(run: Run, uses: Uint32Array): Arc[] {
  const { parent, function: fn } = run.nodes;
  const inclusive = inclusiveByNode(run, uses);
  const count = run.functions.name.length + 1;
  const found = new Map<number, Cost>();
  const active = new Map<number, number>();
  const size = parent.length;
  const first = new Int32Array(size).fill(-1),
    next = new Int32Array(size).fill(-1);
  for (let n = size - 1; n > 0; --n) {
    next[n] = first[parent[n]!]!;
    first[parent[n]!] = n;
  }
  const stack: number[] = [0];
  while (stack.length) {
    const n = stack.pop()!;
    const key = (m: number) => (fn[parent[m]!]! + 1) * count + fn[m]! + 1;
    if (n < 0) {
      const k = key(~n);
      active.set(k, active.get(k)! - 1);
      continue;
    }
    if (n > 0 && fn[parent[n]!]! >= 0) {
      const k = key(n),
        depth = active.get(k) ?? 0;
      if (depth === 0 && inclusive.cpu[n]! > 0) {
        let cost = found.get(k);
        if (!cost) found.set(k, (cost = noCost()));
        addCost(cost, inclusive.at(n));
      }
      active.set(k, depth + 1);
      stack.push(~n);
    }
    for (let c = first[n]!; c >= 0; c = next[c]!) stack.push(c);
  }
  return [...found].map(([k, cost]) => ({
    caller: Math.floor(k / count) - 1,
    callee: (k % count) - 1,
    cost,
  }));
}

/** Costs of lines of source files: own, and with what they called, each stack once. */
export function byLine(run: Run, uses: Uint32Array, file: number): Map<number, { self: Cost; total: Cost }> {
  const { parent, function: fn, line } = run.nodes;
  const result = new Map<number, { self: Cost; total: Cost }>();
  const perNode = new Costs(parent.length);
  const hit = new Uint8Array(parent.length);
  for (const use of uses) {
    const n = run.uses.node[use]!;
    perNode.addUse(n, run, use);
    hit[n] = 1;
  }
  for (let n = 1; n < parent.length; ++n) {
    if (!hit[n]) continue;
    const cost = perNode.at(n);
    const seen = new Set<number>();
    for (let a = n; a > 0; a = parent[a]!) {
      if (run.functions.file[fn[a]!] !== file || !line[a] || seen.has(line[a]!)) continue;
      seen.add(line[a]!);
      let row = result.get(line[a]!);
      if (!row) result.set(line[a]!, (row = { self: noCost(), total: noCost() }));
      for (const to of a === n ? [row.self, row.total] : [row.total]) addCost(to, cost);
    }
  }
  return result;
}
