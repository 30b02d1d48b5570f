import type { Bytes, Grams, Joules, Seconds, Watts } from "./quantity";

/** The events of the dashboard: a line of calo monitor --json (docs/formats/live.md) and what is beside it. */
export interface Reading {
  utc: string;
  since_start_s: number;
  length_s: number;
  power: { value_w: Watts; u_w: Watts; kind: string } | null;
  energy: { value_j: Joules; u_j: Joules; kind: string } | null;
  carbon: { value_g: Grams; u_g: Grams } | null;
  /** Of a run: the program's, which leads. */
  program?: {
    power: Reading["power"];
    energy: NonNullable<Reading["energy"]>;
    carbon: NonNullable<Reading["carbon"]>;
  };
  scope: string | null;
  domains: { name: string; component: string; role: string; power_w: Watts | null }[];
  cpus: number | null;
  utilisation: number | null;
  memory_used_bytes: Bytes | null;
  memory_size_bytes: Bytes | null;
  top: {
    pid: number;
    name: string;
    cpu_s: Seconds;
    memory_bytes: Bytes;
    power_w: Watts | null;
    energy_j: Joules;
  }[];
}

export interface Event {
  reading: Reading;
  name: string;
  place: string;
  can_record: boolean;
  recording: boolean;
  message: string;
  price_per_kwh: number | null;
  currency: string;
  functions: {
    name: string;
    file: string;
    cpu_s: Seconds;
    dynamic_j: Joules;
    dynamic_u_j: Joules;
    share: number;
  }[];
}

/** Where a scale that must hold `highest` ends: 1, 2 or 5 times a power of ten. */
export function gaugeEnd(highest: number): number {
  if (!(highest > 0) || !Number.isFinite(highest)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 5].find((step) => step * power >= highest * (1 - 1e-12)) ?? 10) * power;
}
