import { type Cost, type Run, noCost } from "./run";
import type { Costs } from "./tree";
import { energyU } from "./uncertainty";
import { atLeastZero, carbon, difference, missing, power, type Seconds, size, times } from "./quantity";
import { duration, grams, joules, watts, withPrefix } from "./units";

export type Metric = "energy" | "net" | "cpu" | "power" | "carbon" | "samples" | "unit";

export function metricsOf(run: Run): Metric[] {
  const metrics: Metric[] = run.hasEnergy
    ? ["energy", "net", "cpu", "power", "carbon", "samples"]
    : ["cpu", "samples"];
  if (run.hasEnergy && run.header.run.per_unit) metrics.push("unit");
  return metrics;
}

export function metricName(run: Run, metric: Metric): string {
  switch (metric) {
    case "energy":
      return "Energy";
    case "net":
      return "Energy above idle";
    case "cpu":
      return "CPU time";
    case "power":
      return "Mean power";
    case "carbon":
      return "Carbon";
    case "samples":
      return "Samples";
    case "unit":
      return `Energy per ${run.header.run.per_unit?.unit ?? run.header.run.per_unit?.name ?? "unit"}`;
  }
}

/** Inside of a sentence. */
export const metricWord = (run: Run, metric: Metric): string =>
  metricName(run, metric).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

const units = (run: Run): number => run.header.run.per_unit?.count ?? 1;

/** What widths and sums are made of: additive. Mean power is shown as a number, drawn by its energy. */
export function weight(run: Run, metric: Metric, cost: Cost): number {
  switch (metric) {
    case "net":
      return cost.dynamic;
    case "cpu":
      return cost.cpu;
    case "samples":
      return cost.samples;
    case "carbon":
      return cost.energy * (run.header.factors?.carbon_g_per_j ?? Number.NaN);
    case "unit":
      return cost.energy / units(run);
    default:
      return cost.energy;
  }
}

/** The same for trees. */
export const weighBy = (run: Run, metric: Metric) => (costs: Costs, i: number) =>
  weight(run, metric, costs.at(i));

/** A cost in words, with its uncertainty. Mean power is over the CPU time of the part. */
export function amount(run: Run, metric: Metric, cost: Cost): string {
  const factors = run.header.factors;
  switch (metric) {
    case "net":
      return joules(cost.dynamic, energyU(run, { ...cost, energy: cost.dynamic }, 0));
    case "cpu":
      return duration(cost.cpu);
    case "samples":
      return String(cost.samples);
    case "carbon": {
      if (!factors || factors.carbon_g_per_j === null) return "unavailable";
      const emitted = carbon(cost.energy, factors.carbon_g_per_j);
      const rel = cost.energy > 0 ? energyU(run, cost) / cost.energy : 0;
      return grams(emitted, times(Math.hypot(rel, factors.carbon_rel), size(emitted)));
    }
    case "power":
      return cost.cpu > 0 ? watts(power(cost.energy, cost.cpu), power(energyU(run, cost), cost.cpu)) : "-";
    case "unit":
      return joules(times(1 / units(run), cost.energy), times(1 / units(run), energyU(run, cost)));
    default:
      return joules(cost.energy, energyU(run, cost));
  }
}

export function axisLabel(metric: Metric): string {
  return { energy: "J", net: "J", cpu: "s", power: "W", carbon: "g CO2e", samples: "samples", unit: "J" }[
    metric
  ];
}

export function plain(metric: Metric, value: number): string {
  return metric === "samples"
    ? String(value)
    : metric === "cpu"
      ? duration(value as Seconds)
      : withPrefix(value, axisLabel(metric === "power" ? "energy" : metric));
}

/** The program as a whole, and what no sample stands for. */
export function unsampled(run: Run): Cost {
  const program = run.header.program;
  const rest = noCost();
  rest.cpu = atLeastZero(difference(program.cpu_s, run.all.cpu));
  rest.energy = difference(program.energy_j ?? missing(), run.all.energy);
  rest.dynamic = difference(program.dynamic_j ?? missing(), run.all.dynamic);
  return rest;
}
