import type { Metric } from "./metric";
import { type Joules, missing } from "./quantity";
import type { Cost, Run } from "./run";

/** J^2, of the single samples' energies: those of the static shares are not kept, and are as unequal as the dynamic ones. */
function squares(cost: Cost, paid: number): number {
  if (cost.samples === 0) return cost.squares;
  const fixed = Math.abs(paid * cost.fixed),
    d = cost.dynamic;
  const equal = (Math.sqrt(cost.squares) + fixed / Math.sqrt(cost.samples)) ** 2;
  return d > 0 ? Math.max(equal, Math.min(cost.squares * ((d + fixed) / d) ** 2, (d + fixed) ** 2)) : equal;
}

/** docs/formats/report.md, "Uncertainty": the same numbers as calo show has. */
export function energyU(run: Run, cost: Cost, paid = run.header.factors?.static ?? 0): Joules {
  const factors = run.header.factors;
  if (!factors) return missing();
  const s = factors.net_j > 0 ? Math.min(1, Math.max(0, cost.dynamic / factors.net_j)) : 0;
  const share = factors.share_r * s * Math.min(1, 2 * (1 - s)) * factors.net_j;
  const all = run.all,
    whole = all.dynamic + paid * all.fixed;
  let sampling = 0;
  if (whole > 0) {
    const r = (cost.dynamic + paid * cost.fixed) / whole,
      own = squares(cost, paid);
    sampling = own * (1 - r) ** 2 + Math.max(0, squares(all, paid) - own) * r * r;
  }
  return Math.sqrt(
    (factors.gain_rel * cost.energy) ** 2 + share * share + sampling + noise(run, cost) ** 2,
  ) as Joules;
}

/** What the idle power and the counters' steps leave unsure of a part, however small. */
function noise(run: Run, cost: Cost): number {
  const f = run.header.factors!;
  const idleKnown = f.baseline_j > 0,
    all = idleKnown ? f.baseline_j : f.gross_j;
  if (!(all > 0) || !(f.wall_s > 0)) return 0;
  const taken = Math.min(1, Math.max(0, (idleKnown ? cost.fixed : cost.dynamic) / all));
  const off = f.wall_s * Math.abs((idleKnown ? (cost.energy - cost.dynamic) / all : taken) - taken);
  const ends = f.interval_s > 0 ? Math.min(1, (f.wall_s * taken) / f.interval_s) : 1;
  return Math.hypot(
    f.idle_u_w * off,
    f.idle_u_w * Math.sqrt(10 * off * (1 - Math.min(1, taken / (f.program_part || Infinity)))),
    f.step_u_j * ends,
  );
}

/** What a share under a metric is of. */
function quantity(run: Run, metric: Metric, cost: Cost): number {
  if (metric === "samples") return cost.samples;
  if (metric === "cpu" || !run.hasEnergy) return cost.cpu;
  return metric === "net" ? cost.dynamic : cost.energy;
}

/** Share of the whole program, in what the metric is of; by CPU time where no energy is known. */
export function programShare(run: Run, cost: Cost, metric: Metric): number {
  const { cpu_s, energy_j, dynamic_j } = run.header.program;
  const whole = quantity(run, metric, {
    ...run.all,
    cpu: cpu_s,
    energy: energy_j ?? missing(),
    dynamic: dynamic_j ?? missing(),
  });
  return whole > 0 ? quantity(run, metric, cost) / whole : 0;
}

/** 95 % interval of a part's share of the program, from sampling alone: Wilson with the effective number of samples. It holds the share. */
export function shareInterval(run: Run, cost: Cost, metric: Metric): [number, number] {
  const all = run.all;
  const own = programShare(run, cost, metric),
    sampled = programShare(run, all, metric);
  const whole = quantity(run, metric, all);
  if (all.samples === 0 || !(sampled > 0) || !(whole > 0)) return [Math.min(0, own), Math.max(1, own)];
  const paid = ["cpu", "samples", "net"].includes(metric) ? 0 : (run.header.factors?.static ?? 0);
  const weighed = all.dynamic + paid * all.fixed,
    sum = squares(all, paid);
  const n = sum > 0 && weighed > 0 ? Math.min(all.samples, Math.max(1, weighed ** 2 / sum)) : all.samples;
  const rest = Math.max(0, 1 - sampled); // was not sampled: it may be the part's
  if (cost.samples === 0) return [Math.min(0, own), Math.max(own, sampled * Math.min(1, 3 / n) + rest)];
  const r = Math.min(1, Math.max(0, quantity(run, metric, cost) / whole));
  const z = 1.959963984540054;
  const centre = (r + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((r * (1 - r)) / n + (z * z) / (4 * n * n));
  return [
    Math.min(own, sampled * Math.max(0, centre - half)),
    Math.max(own, sampled * Math.min(1, centre + half) + rest),
  ];
}
