/** Places of boxes in rows, callers above callees, and of the arrows between them. */
export interface Drawing {
  width: number;
  height: number;
  x: Float64Array; // middle of each box
  y: Float64Array;
  /** Points of each arrow, from its first box to its second; an empty list for an arrow to its own box. */
  arrows: [x: number, y: number][][];
}

const sweeps = 80; // 120 boxes take 0.1 s
const gap = { x: 16, y: 40, arrow: 10, margin: 8 };

/**
 * After Sugiyama: arrows that would close a circle are turned, rows are the longest ways from above, an arrow over several
 * rows has a place in each of them; rows are ordered by the means of their neighbours, and each row is then as near to its
 * neighbours as its order and the widths allow. What comes first in `widths` is put first where there is a choice.
 */
export function layered(widths: number[], height: number, arrows: (readonly [number, number])[]): Drawing {
  const turned = backwards(widths.length, arrows);
  const down = arrows.map(([from, to], i) => (turned[i] ? ([to, from] as const) : ([from, to] as const)));
  const rank = ranks(widths.length, down);

  // Places: boxes first, then one for each row that an arrow crosses.
  const width = [...widths];
  const above: number[][] = widths.map(() => []);
  const below: number[][] = widths.map(() => []);
  const chains = down.map(([from, to]) => {
    const chain = [from];
    for (let row = rank[from]! + 1; from !== to && row < rank[to]!; ++row) {
      chain.push(width.push(gap.arrow) - 1);
      rank.push(row);
      above.push([]);
      below.push([]);
    }
    chain.push(to);
    for (let i = 1; i < chain.length && from !== to; ++i) {
      below[chain[i - 1]!]!.push(chain[i]!);
      above[chain[i]!]!.push(chain[i - 1]!);
    }
    return chain;
  });
  const rows = ordered(rank, above, below);
  const x = spread(rows, width, above, below, widths.length);

  const left = Math.min(...x.map((middle, i) => middle - width[i]! / 2)) - gap.margin;
  x.forEach((middle, i) => (x[i] = middle - left));
  const y = Float64Array.from(rank, (row) => gap.margin + height / 2 + row * (height + gap.y));
  const points = chains.map((chain, i) => {
    const [from, to] = [chain[0]!, chain[chain.length - 1]!];
    if (from === to) return [];
    const side = turned[i] ? 14 : 0; // beside an arrow of the other direction
    const way = chain.map((node): [number, number] => [x[node]! + side, y[node]!]);
    way[0]![1] += height / 2;
    way[way.length - 1]![1] -= height / 2;
    return turned[i] ? way.reverse() : way;
  });
  return {
    width: Math.max(...x.map((middle, i) => middle + width[i]! / 2)) + gap.margin,
    height: rows.length * (height + gap.y) - gap.y + 2 * gap.margin,
    x: x.slice(0, widths.length),
    y: y.slice(0, widths.length),
    arrows: points,
  };
}

/** Which arrows lead back to where the way, depth first, came from. */
function backwards(count: number, arrows: (readonly [number, number])[]): boolean[] {
  const leaving: number[][] = Array.from({ length: count }, () => []);
  const isReached = new Uint8Array(count);
  arrows.forEach(([from, to], i) => {
    leaving[from]!.push(i);
    if (from !== to) isReached[to] = 1;
  });
  const turned = arrows.map(() => false);
  const state = new Uint8Array(count); // 1: on the way, 2: done
  const visit = (node: number) => {
    state[node] = 1;
    for (const arrow of leaving[node]!) {
      const to = arrows[arrow]![1];
      if (state[to] === 1) turned[arrow] = true;
      else if (state[to] === 0) visit(to); // at most as deep as there are boxes
    }
    state[node] = 2;
  };
  for (const roots of [true, false])
    for (let node = 0; node < count; ++node)
      if (state[node] === 0 && (!roots || !isReached[node])) visit(node);
  return turned;
}

/** Rows: the longest way from above; what nothing leads to stands right above what it leads to. */
function ranks(count: number, down: (readonly [number, number])[]): number[] {
  const rank: number[] = new Array(count).fill(0);
  for (let moved = true; moved;) {
    moved = false;
    for (const [from, to] of down)
      if (from !== to && rank[to]! <= rank[from]!) {
        rank[to] = rank[from]! + 1;
        moved = true;
      }
  }
  for (let node = 0; node < count; ++node) {
    const lower = down.filter(([from, to]) => from === node && to !== node).map(([, to]) => rank[to]!);
    if (lower.length && !down.some(([from, to]) => to === node && from !== node))
      rank[node] = Math.min(...lower) - 1;
  }
  return rank;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Places of each row from left to right, with few crossings. */
function ordered(rank: number[], above: number[][], below: number[][]): number[][] {
  let rows: number[][] = [];
  const seen = new Set<number>();
  const visit = (node: number) => {
    if (seen.has(node)) return;
    seen.add(node);
    (rows[rank[node]!] ??= []).push(node);
    below[node]!.forEach(visit);
  };
  rank.forEach((_, node) => visit(node));
  rows = Array.from(rows, (row) => row ?? []);
  const at = new Float64Array(rank.length);
  const number = (row: number[]) => row.forEach((node, i) => (at[node] = i));
  rows.forEach(number);
  let best = rows.map((row) => [...row]);
  let fewest = crossings(best, below, at);
  for (let sweep = 0; sweep < 12 && fewest > 0; ++sweep) {
    const [near, order] = sweep % 2 ? [below, [...rows].reverse()] : [above, rows];
    for (const row of order) {
      const wish = new Map(
        row.map((node) => [node, near[node]!.length ? mean(near[node]!.map((to) => at[to]!)) : at[node]!]),
      );
      row.sort((a, b) => wish.get(a)! - wish.get(b)!);
      number(row);
    }
    const count = crossings(rows, below, at);
    if (count < fewest) {
      fewest = count;
      best = rows.map((row) => [...row]);
    }
  }
  return best;
}

function crossings(rows: number[][], below: number[][], at: Float64Array): number {
  let count = 0;
  for (const row of rows) {
    const lines = row.flatMap((node) => below[node]!.map((to) => [at[node]!, at[to]!] as const));
    for (let i = 0; i < lines.length; ++i)
      for (let j = 0; j < i; ++j)
        if ((lines[i]![0] - lines[j]![0]) * (lines[i]![1] - lines[j]![1]) < 0) ++count;
  }
  return count;
}

/** Middles of all places: each row as near to its neighbours as it can be; long arrows are held straight. */
function spread(
  rows: number[][],
  width: number[],
  above: number[][],
  below: number[][],
  boxes: number,
): Float64Array {
  const x = new Float64Array(width.length);
  const apart = (a: number, b: number) => (width[a]! + width[b]!) / 2 + gap.x;
  for (const row of rows)
    row.forEach((node, i) => (x[node] = i === 0 ? 0 : x[row[i - 1]!]! + apart(row[i - 1]!, node)));
  for (let sweep = 0; sweep < sweeps; ++sweep) {
    const near = (node: number) =>
      sweep > sweeps / 2 ? [...above[node]!, ...below[node]!] : (sweep % 2 ? below : above)[node]!;
    for (const row of sweep % 2 ? [...rows].reverse() : rows) {
      const wish = row.map((node) => (near(node).length ? mean(near(node).map((to) => x[to]!)) : x[node]!));
      const weight = row.map((node) =>
        near(node).length ? (node < boxes ? 1 : 4) * near(node).length : 0.1,
      );
      nearest(
        row.map((node, i) => (i === 0 ? 0 : apart(row[i - 1]!, node))),
        wish,
        weight,
      ).forEach((place, i) => (x[row[i]!] = place));
    }
  }
  return x;
}

/** The places nearest to the wishes, by weighted squares, each at least `apart` from the one before: pools of neighbours. */
function nearest(apart: number[], wish: number[], weight: number[]): number[] {
  let offset = 0;
  const offsets = apart.map((distance) => (offset += distance));
  const pools: { sum: number; weight: number; size: number }[] = [];
  wish.forEach((place, i) => {
    pools.push({ sum: weight[i]! * (place - offsets[i]!), weight: weight[i]!, size: 1 });
    for (;;) {
      const last = pools[pools.length - 1]!;
      const before = pools[pools.length - 2];
      if (!before || before.sum / before.weight <= last.sum / last.weight) break;
      pools.pop();
      before.sum += last.sum;
      before.weight += last.weight;
      before.size += last.size;
    }
  });
  return pools
    .flatMap((pool) => new Array<number>(pool.size).fill(pool.sum / pool.weight))
    .map((place, i) => place + offsets[i]!);
}
