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

/** All nodes of a tree but its root. */
export const nodesOf = (parent: ArrayLike<number>): number[] =>
  Array.from({ length: Math.max(0, parent.length - 1) }, (_, i) => i + 1);

/** Children of each node as a chain from `first` by `next`, in the order of `nodes`; -1 ends it. */
export function childrenOf(parent: ArrayLike<number>, nodes: number[]) {
  const first = new Int32Array(parent.length).fill(-1);
  const next = new Int32Array(parent.length).fill(-1);
  for (let i = nodes.length; i-- > 0;) {
    const node = nodes[i]!;
    next[node] = first[parent[node]!]!;
    first[parent[node]!] = node;
  }
  return { first, next };
}

/** Nodes of a tree, each before what is below it, the heaviest child first. Does not recurse, since trees are deep. */
function depthFirst(parent: ArrayLike<number>, weights: Float64Array): Int32Array {
  const order = new Int32Array(parent.length);
  const { first, next } = childrenOf(
    parent,
    nodesOf(parent).sort((a, b) => weights[b]! - weights[a]! || a - b),
  );
  const stack = parent.length ? [0] : [];
  for (let at = 0; stack.length; ++at) {
    const node = stack.pop()!;
    order[at] = node;
    const below: number[] = [];
    for (let child = first[node]!; child >= 0; child = next[child]!) below.push(child);
    while (below.length) stack.push(below.pop()!);
  }
  return order;
}

/** Places of nodes of which `parent` knows the parents and `weights` how much each is with all below it. `order[i]`: which node is the i-th. */
export function laidOutBy(parent: ArrayLike<number>, weights: Float64Array) {
  const size = parent.length;
  const order = depthFirst(parent, weights);
  const above = new Int32Array(size).fill(-1);
  const depth = new Int32Array(size);
  const x = new Float64Array(size);
  const width = Float64Array.from(order, (node) => weights[node]!);
  const end = new Int32Array(size);
  const place = new Int32Array(size); // of a node in the order
  const free = new Float64Array(size); // where the next child begins
  const rows: number[][] = [];
  for (let to = 0; to < size; ++to) {
    place[order[to]!] = to;
    if (to > 0) {
      const up = place[parent[order[to]!]!]!;
      above[to] = up;
      depth[to] = depth[up]! + 1;
      x[to] = free[up]!;
      free[up]! += width[to]!;
    }
    free[to] = x[to]!;
    (rows[depth[to]!] ??= []).push(to);
  }
  for (let at = size; at-- > 0;) {
    end[at] = Math.max(end[at]!, at + 1);
    if (at > 0) end[above[at]!] = Math.max(end[above[at]!]!, end[at]!);
  }
  return { order, size, parent: above, depth, x, width, end, rows: rows.map((row) => Int32Array.from(row)) };
}
