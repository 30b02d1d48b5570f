import type { Cost, Run } from "./run";

/** docs/formats/report.md, "Uncertainty": the same numbers as calo show has. */
export function energyU(run: Run, cost: Cost): number {
  const factors = run.header.factors;
  if (!factors) return Number.NaN;
  const s = factors.net_j > 0 ? Math.min(1, Math.max(0, cost.dynamic / factors.net_j)) : 0;
  const share = factors.share_r * s * Math.min(1, 2 * (1 - s)) * factors.net_j;
  const all = run.all;
  let sampling = 0;
  if (all.dynamic > 0) {
    const r = cost.dynamic / all.dynamic;
    sampling = cost.squares * (1 - r) ** 2 + Math.max(0, all.squares - cost.squares) * r * r;
  }
  return Math.sqrt((factors.gain_rel * cost.energy) ** 2 + share * share + sampling);
}

/** 95 % interval of a part's share of the program, from sampling alone: Wilson with the effective number of samples. */
export function shareInterval(run: Run, cost: Cost): [number, number] {
  const all = run.all;
  if (all.samples === 0) return [0, 1];
  const byEnergy = all.dynamic > 0 && all.squares > 0;
  const n = byEnergy ? all.dynamic ** 2 / all.squares : all.samples;
  const sampled = programShare(run, all);
  if (cost.samples === 0) return [0, sampled * Math.min(1, 3 / n)];
  const raw = byEnergy ? cost.dynamic / all.dynamic : all.cpu > 0 ? cost.cpu / all.cpu : 0;
  const r = Math.min(1, Math.max(0, raw));
  const z = 1.959963984540054;
  const centre = (r + z * z / (2 * n)) / (1 + z * z / n);
  const half = z / (1 + z * z / n) * Math.sqrt(r * (1 - r) / n + z * z / (4 * n * n));
  return [sampled * Math.max(0, centre - half), sampled * Math.min(1, centre + half)];
}

/** Share of the whole program, by energy where it is known, else by CPU time. */
export function programShare(run: Run, cost: Cost): number {
  const program = run.header.program;
  if (program.energy_j !== null) return program.energy_j > 0 ? cost.energy / program.energy_j : 0;
  return program.cpu_s > 0 ? cost.cpu / program.cpu_s : 0;
}
