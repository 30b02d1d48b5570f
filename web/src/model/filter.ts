import type { Run } from "./run";

/** What the chips say; every view obeys. Empty: everything. */
export interface Filter {
  from?: number | undefined; // s
  to?: number | undefined;
  process?: number | undefined; // rows
  thread?: number | undefined;
  phase?: number | undefined;
  stage?: number | undefined;
  module?: number | undefined;
  language?: number | undefined;
  function?: number | undefined; // only stacks that it is in
}

export const isEmpty = (filter: Filter): boolean =>
  Object.values(filter).every((value) => value === undefined);

/** Buckets in which a phase, or one inside it, was going on, weighted by the share of the bucket it took; by process row, -1 for all. */
function phaseCover(run: Run, phase: number): Map<number, Float64Array> {
  const inside = new Set([phase]);
  for (let p = 0; p < run.phases.parent.length; ++p) if (inside.has(run.phases.parent[p]!)) inside.add(p);
  const cover = new Map<number, Float64Array>();
  const { begin, end } = run.buckets;
  for (let s = 0; s < run.spans.phase.length; ++s) {
    if (!inside.has(run.spans.phase[s]!)) continue;
    const process = run.spans.process[s]!;
    let shares = cover.get(process);
    if (!shares) cover.set(process, (shares = new Float64Array(begin.length)));
    for (
      let b = firstAfter(end, run.spans.begin[s]!);
      b < begin.length && begin[b]! < run.spans.end[s]!;
      ++b
    ) {
      const common = Math.min(end[b]!, run.spans.end[s]!) - Math.max(begin[b]!, run.spans.begin[s]!);
      shares[b] = Math.min(1, shares[b]! + Math.max(0, common) / Math.max(1e-12, end[b]! - begin[b]!));
    }
  }
  return cover;
}

function firstAfter(ascending: Float64Array, value: number): number {
  let low = 0,
    high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows of `processes` that are `process` or descend from it. */
export function familyOf(run: Run, process: number): Set<number> {
  const family = new Set([process]);
  const { parent } = run.processes;
  for (let grown = true; grown;) {
    grown = false;
    for (let p = 0; p < parent.length; ++p)
      if (!family.has(p) && family.has(parent[p]!)) {
        family.add(p);
        grown = true;
      }
  }
  return family;
}

/** Which uses count: their indices. A bucket counts if more than half of it lies in the range or phase. */
export function select(run: Run, filter: Filter): Uint32Array {
  const { uses, buckets } = run;
  const kept = new Uint32Array(uses.node.length);
  let count = 0;
  const inTime = new Uint8Array(buckets.begin.length);
  for (let b = 0; b < inTime.length; ++b) {
    const middle = (buckets.begin[b]! + buckets.end[b]!) / 2;
    inTime[b] =
      (filter.from === undefined || middle >= filter.from) && (filter.to === undefined || middle < filter.to)
        ? 1
        : 0;
  }
  const cover = filter.phase === undefined ? null : phaseCover(run, filter.phase);
  const family = filter.process === undefined ? null : familyOf(run, filter.process);
  let nodeOk: Uint8Array | null = null;
  if (filter.module !== undefined || filter.language !== undefined || filter.function !== undefined) {
    const { parent } = run.nodes;
    nodeOk = new Uint8Array(parent.length);
    const seen = new Uint8Array(parent.length);
    for (let n = 0; n < parent.length; ++n) {
      const f = run.nodes.function[n]!;
      // A stack counts for a function anywhere on it, for a module and a language on top of it.
      seen[n] =
        filter.function === undefined || f === filter.function || (parent[n]! >= 0 && seen[parent[n]!])
          ? 1
          : 0;
      nodeOk[n] =
        seen[n] &&
        (filter.module === undefined || run.functions.module[f] === filter.module) &&
        (filter.language === undefined || (f >= 0 && run.functions.language[f] === filter.language))
          ? 1
          : 0;
    }
  }
  for (let i = 0; i < uses.node.length; ++i) {
    const thread = uses.thread[i]!;
    if (!inTime[uses.bucket[i]!]) continue;
    if (filter.thread !== undefined && thread !== filter.thread) continue;
    if (filter.stage !== undefined && uses.stage[i] !== filter.stage) continue;
    const process = run.threads.process[thread]!;
    if (family && !family.has(process)) continue;
    if (cover && !((cover.get(process)?.[uses.bucket[i]!] ?? 0) > 0.5)) continue;
    if (nodeOk && !nodeOk[uses.node[i]!]) continue;
    kept[count++] = i;
  }
  return kept.subarray(0, count);
}
