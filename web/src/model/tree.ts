import { childrenOf, laidOutBy, type Layout, nodesOf } from "./layout";
import { type Cost, type Run, addCost, costKeys, noCost, type Numbers } from "./run";

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
    for (const key of costKeys) (cost as Numbers)[key] = this[key][i]!;
    return cost;
  }
  add(to: number, from: Costs, i: number): void {
    for (const key of costKeys) this[key][to]! += from[key][i]!;
  }
  ordered(order: Int32Array): Costs {
    const costs = new Costs(order.length);
    order.forEach((from, to) => costs.add(to, this, from));
    return costs;
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
  for (let node = size - 1; node >= 0; --node) {
    total.add(node, self, node);
    if (node > 0) total.add(growing.parent[node]!, total, node);
  }
  const weights = Float64Array.from({ length: size }, (_, node) => weigh(total, node));
  const { order, ...places } = laidOutBy(growing.parent, weights);
  return {
    ...places,
    function: order.map((node) => growing.fn[node]!),
    self: self.ordered(order),
    total: total.ordered(order),
  };
}

/**
 * Walks over contexts, each between `enter` and `leave`, the children inside of it. Does not recurse, since stacks are deep.
 */
function walk(parent: Int32Array, enter: (node: number) => void, leave: (node: number) => void): void {
  const { first, next } = childrenOf(parent, nodesOf(parent));
  const stack: number[] = [];
  const push = (node: number) => {
    for (let child = first[node]!; child >= 0; child = next[child]!) stack.push(child);
  };
  push(0);
  while (stack.length) {
    const node = stack.pop()!;
    if (node < 0) {
      leave(~node);
      continue;
    }
    enter(node);
    stack.push(~node);
    push(node);
  }
}

/** A way that does not branch, from below the root on. */
export interface Trunk {
  first: number; // node; the others follow it
  functions: number[];
}

/**
 * Ways from below the root to where the tree branches: each frame holds nine tenths of the first, and so does one that it
 * called. Fewer than three frames are not worth folding, nor is less than a hundredth of the whole.
 */
export function trunksOf(tree: Tree): Trunk[] {
  const trunks: Trunk[] = [];
  for (let first = 1; first < tree.size; first = tree.end[first]!) {
    const functions: number[] = [];
    const least = Math.max(0.9 * tree.width[first]!, 0.01 * tree.width[0]!);
    for (let node = first; node < tree.end[first]! && tree.width[node]! >= least; ++node) {
      if (node > first && tree.parent[node] !== node - 1) break;
      functions.push(tree.function[node]!);
    }
    functions.pop(); // here it branches
    if (functions.length >= 3) trunks.push({ first, functions });
  }
  return trunks;
}

/** Functions of frames that stand for whole trunks: this one for the first, the one below for the second. */
export const folded = -2;

/** The tree with each trunk as one frame: it has their own costs, and all else that they called. */
export function fold(tree: Tree, trunks: Trunk[]): Tree {
  if (trunks.length === 0) return tree;
  const trunkAt = new Map(trunks.map(({ first }, i) => [first, i]));
  const inside = new Set(
    trunks.flatMap(({ first, functions }) => functions.slice(1).map((_, i) => first + 1 + i)),
  );
  const kept: number[] = [];
  const place = Int32Array.from({ length: tree.size + 1 }, (_, node) =>
    inside.has(node) ? kept.length - 1 : kept.push(node) - 1,
  );
  kept.pop(); // the end
  const order = Int32Array.from(kept);
  const self = tree.self.ordered(order);
  for (const node of inside) self.add(place[node]!, tree.self, node);
  const parent = order.map((node) => (node === 0 ? -1 : place[tree.parent[node]!]!));
  const depth = new Int32Array(order.length);
  const rows: number[][] = [];
  parent.forEach((above, node) => {
    depth[node] = above < 0 ? 0 : depth[above]! + 1;
    (rows[depth[node]!] ??= []).push(node);
  });
  return {
    size: order.length,
    parent,
    function: order.map((node) => (trunkAt.has(node) ? folded - trunkAt.get(node)! : tree.function[node]!)),
    depth,
    x: Float64Array.from(order, (node) => tree.x[node]!),
    width: Float64Array.from(order, (node) => tree.width[node]!),
    rows: rows.map((row) => Int32Array.from(row)),
    end: order.map((node) => place[tree.end[node]!]!),
    self,
    total: tree.total.ordered(order),
  };
}

/** Functions by node; those on the i-th trunk are the i-th after the last function of the run. */
export function withoutTrunks(run: Run, trunks: Trunk[]): Int32Array {
  const { parent, function: fn } = run.nodes;
  const trunkOf = new Int32Array(parent.length).fill(-1);
  const depth = new Int32Array(parent.length); // in its trunk
  return fn.map((own, node) => {
    const above = parent[node]!;
    if (above === 0) trunkOf[node] = trunks.findIndex(({ functions }) => functions[0] === own);
    else if (node > 0 && trunkOf[above]! >= 0) {
      depth[node] = depth[above]! + 1;
      if (trunks[trunkOf[above]!]!.functions[depth[node]!] === own) trunkOf[node] = trunkOf[above]!;
    }
    return trunkOf[node]! >= 0 ? run.functions.name.length + trunkOf[node]! : own;
  });
}

/** "21 frames: _start … solve". */
export const trunkName = (run: Run, { functions }: Trunk): string =>
  `${functions.length} frames: ${run.functionName(functions[0]!)} \u2026 ${run.functionName(functions[functions.length - 1]!)}`;

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

/** From the innermost frame up; `only`: of stacks with that function, from it to its callers. */
export function bottomUp(
  run: Run,
  uses: Uint32Array,
  weigh: Weigh,
  only?: number,
  edits: readonly Edit[] = [],
): Tree {
  const [{ parent, fn }, perNode] = grown(run, uses, edits);
  const growing = new Growing(run.functions.name.length);
  const ends: [to: number, from: number][] = []; // node of the tree, node from the root down
  for (let node = 0; node < parent.length; ++node) {
    if (!perNode.samples[node] && !perNode.cpu[node]) continue;
    let at = only === undefined ? node : -1;
    if (only !== undefined)
      for (let above = node; above > 0; above = parent[above]!) if (fn[above] === only) at = above; // the outermost: recursion is below it
    if (at < 0) continue;
    let to = 0;
    for (; at > 0; at = parent[at]!) to = growing.child(to, fn[at]!);
    ends.push([to, node]);
  }
  const self = new Costs(growing.parent.length);
  for (const [to, node] of ends) self.add(to, perNode, node);
  return laidOut(growing, self, weigh);
}

export interface FunctionCost {
  function: number;
  self: Cost;
  total: Cost;
}

/** By function, recursion counted once. `fn`: the function of each node, if not that of the run. */
export function byFunction(run: Run, uses: Uint32Array, fn = run.nodes.function): FunctionCost[] {
  const { parent } = run.nodes;
  const inclusive = inclusiveByNode(run, uses);
  const count = fn.reduce((most, at) => Math.max(most, at + 1), 0);
  const self = new Costs(count);
  const total = new Costs(count);
  for (const use of uses) {
    const at = fn[run.uses.node[use]!]!;
    if (at >= 0) self.addUse(at, run, use);
  }
  outermost(
    parent,
    (node) => fn[node]!,
    (node) => total.add(fn[node]!, inclusive, node),
  );
  const result: FunctionCost[] = [];
  for (let at = 0; at < count; ++at)
    if (total.samples[at]! > 0 || total.cpu[at]! > 0)
      result.push({ function: at, self: self.at(at), total: total.at(at) });
  return result;
}

function inclusiveByNode(run: Run, uses: Uint32Array): Costs {
  const { parent } = run.nodes;
  const inclusive = new Costs(parent.length);
  for (const use of uses) inclusive.addUse(run.uses.node[use]!, run, use);
  for (let node = parent.length - 1; node > 0; --node) inclusive.add(parent[node]!, inclusive, node);
  return inclusive;
}

/** Calls `take` for the nodes that no node of the same key is above of: what is inside of itself counts once. */
function outermost(
  parent: Int32Array,
  keyOf: (node: number) => number | undefined,
  take: (node: number) => void,
): void {
  const open = new Map<number | undefined, number>(); // how many of a key are above
  walk(
    parent,
    (node) => {
      const key = keyOf(node);
      const above = open.get(key) ?? 0;
      if (above === 0 && key !== undefined) take(node);
      open.set(key, above + 1);
    },
    (node) => open.set(keyOf(node), open.get(keyOf(node))! - 1),
  );
}

export interface Arc {
  caller: number;
  callee: number;
  cost: Cost;
}

/** Calls between functions: what the callee cost on behalf of the caller, each stack once. */
export function arcs(run: Run, uses: Uint32Array, fn = run.nodes.function): Arc[] {
  const { parent } = run.nodes;
  const inclusive = inclusiveByNode(run, uses);
  const count = fn.reduce((most, at) => Math.max(most, at + 1), 0);
  const found = new Map<number, Arc>();
  const keyOf = (node: number) => {
    const caller = fn[parent[node]!]!;
    return caller < 0 ? undefined : caller * count + fn[node]!;
  };
  outermost(parent, keyOf, (node) => {
    if (!(inclusive.cpu[node]! > 0)) return;
    const key = keyOf(node)!;
    let arc = found.get(key);
    if (!arc) found.set(key, (arc = { caller: fn[parent[node]!]!, callee: fn[node]!, cost: noCost() }));
    addCost(arc.cost, inclusive.at(node));
  });
  return [...found.values()];
}

export interface LineCost {
  self: Cost;
  total: Cost;
}

/** Costs of lines of source files: own, and with what they called, each stack once. */
export function byLine(run: Run, uses: Uint32Array, file: number): Map<number, LineCost> {
  const { parent, function: fn, line } = run.nodes;
  const result = new Map<number, LineCost>();
  const perNode = new Costs(parent.length);
  const hit = new Set<number>();
  for (const use of uses) {
    const node = run.uses.node[use]!;
    perNode.addUse(node, run, use);
    hit.add(node);
  }
  for (const node of hit) {
    const cost = perNode.at(node);
    const seen = new Set<number>();
    for (let at = node; at > 0; at = parent[at]!) {
      const number = line[at]!;
      if (run.functions.file[fn[at]!] !== file || !number || seen.has(number)) continue;
      seen.add(number);
      let row = result.get(number);
      if (!row) result.set(number, (row = { self: noCost(), total: noCost() }));
      addCost(row.total, cost);
      if (at === node) addCost(row.self, cost);
    }
  }
  return result;
}
