import type { Bytes, Grams, Joules, Quantity, Seconds, Watts } from "./quantity";

/** What the page reads of a run (docs/formats/run.schema.json). Null is unavailable. */
export interface RunHeader {
  calo_version: string;
  method_version: number;
  complete: boolean;
  command: string[];
  name: string;
  exit_status: number | null;
  signal: string | null;
  started_utc: string;
  wall_s: Seconds | null;
  program_wall_s: Seconds | null;
  cpu_user_s: Seconds | null;
  cpu_system_s: Seconds | null;
  processes: number | null; // null: of a whole machine
  memory: { peak_rss_bytes: Bytes | null };
  energy: Energy;
  power: {
    program_mean_w: Watts | null;
    program_mean_u_w: Watts | null;
    mean_w: Watts | null;
    mean_u_w: Watts | null;
    peak_w: Watts | null;
    peak_u_w: Watts | null;
  };
  carbon: Carbon;
  per_unit: {
    name?: string;
    unit?: string;
    count: number;
    value_j: Joules | null;
    u_j: Joules | null;
  } | null;
  phases: { energy?: Estimate }[];
  own_cost: {
    cpu_s: Seconds | null;
    core_share: number | null;
    ticks: number;
    lost_records: number;
    energy: Estimate;
  };
  interval_s: Seconds | null;
  machine: {
    cpu_model: string | null;
    sockets: number | null;
    cores: number | null;
    threads: number | null;
    memory_bytes: Bytes | null;
    virtualisation: string | null;
    kernel: string | null;
    governor: string | null;
    turbo: string | null;
  };
  meters: { name: string }[];
  warnings: { code: string; text: string }[];
  witnesses: Witness[];
  method_notes: string[];
}

export interface Estimate {
  value_j: Joules | null;
  u_j: Joules | null;
  kind: string | null;
  scope: string | null;
  low90_j: Joules | null;
  high90_j: Joules | null;
  reason?: string;
}

export interface Domain extends Estimate {
  name: string;
  role: "total" | "inside" | "alternative";
}

/** Where the energy of the run went. */
export interface Energy {
  gross: Estimate;
  attributed: Estimate; // the program's
  other: Estimate;
  idle: Estimate; // charged to nobody
  own: Estimate; // calo's
  baseline: Estimate;
  scope: string | null;
  static: string | null;
  static_chosen_by: string | null;
  tree_share: number | null;
  imbalance: number | null;
  below_resolution: boolean;
  upper_bound_j: Joules | null;
  domains: Domain[];
}

export interface Carbon {
  value_g: Grams | null;
  u_g: Grams | null;
  kind: string | null;
  low90_g: Grams | null;
  high90_g: Grams | null;
  gross_g: Grams | null;
  gross_u_g: Grams | null;
  intensity_g_per_kwh: number | null;
  intensity_u_rel: number | null;
  place: string | null;
  place_name: string | null;
  year: number | null;
  basis: string | null;
  source: string | null;
  stated: boolean;
  pue: number | null;
  pue_stated: boolean;
  series: string | null;
}

/** A count that is not calo's, beside calo's own. */
export interface Witness {
  what: string;
  whose: string;
  unit: string | null;
  calo: Quantity<string>;
  other: Quantity<string>;
  limit: Quantity<string>;
  ok: boolean;
}
