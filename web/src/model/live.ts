/** The events of the dashboard: a line of calo monitor --json (docs/formats/live.md) and what is beside it. */
export interface Reading {
  utc: string;
  since_start_s: number;
  length_s: number;
  power: { value_w: number; u_w: number; kind: string } | null;
  energy: { value_j: number; u_j: number; kind: string } | null;
  carbon: { value_g: number; u_g: number } | null;
  /** Of a run: the program's, which leads. */
  program?: {
    power: Reading["power"];
    energy: NonNullable<Reading["energy"]>;
    carbon: NonNullable<Reading["carbon"]>;
  };
  scope: string | null;
  domains: { name: string; component: string; role: string; power_w: number | null }[];
  cpus: number | null;
  utilisation: number | null;
  memory_used_bytes: number | null;
  memory_size_bytes: number | null;
  top: {
    pid: number;
    name: string;
    cpu_s: number;
    memory_bytes: number;
    power_w: number | null;
    energy_j: number;
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
    cpu_s: number;
    dynamic_j: number;
    dynamic_u_j: number;
    share: number;
  }[];
}

/** Where a scale that must hold `highest` ends: 1, 2 or 5 times a power of ten. */
export function gaugeEnd(highest: number): number {
  if (!(highest > 0) || !Number.isFinite(highest)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 5].find((step) => step * power >= highest * (1 - 1e-12)) ?? 10) * power;
}
