import type { Container } from "./container";
import type { Joules } from "./quantity";
import { fixed, placesFor } from "./units";

/** Header of a series and of a comparison (docs/formats/report.md). */
export interface Metric {
  name: string;
  unit: string;
  column: string;
}
export interface Summary {
  n: number;
  mean: number;
  sd: number | null;
  median: number;
  mad: number;
  q1: number;
  q3: number;
  min: number;
  max: number;
  estimate: number;
  low95: number | null;
  high95: number | null;
  needed: number | null; // runs for a half interval of 1 %; null: reached
}
export interface SeriesInfo {
  name: string;
  runs: number;
  counted: number;
  kind: string | null;
  scope: string | null;
  policy: string | null;
  machine: string | null;
  governor: string | null;
  notes: string[];
  summary: Record<string, Summary | null>;
  drift: { metric: string; tau: number; p: number } | null;
  first_is_outlier: boolean;
}
export interface Quantity {
  metric: string;
  unit: string;
  a_median: number;
  b_median: number;
  paired: boolean;
  ratio: number;
  ratio_low95: number | null;
  ratio_high95: number | null;
  coverage: number;
  verdict: string;
  p: number;
  cliffs_delta: number;
  runs_needed: number | null;
  what_would_do?: string | null; // in words
}
export interface NotComparable {
  metric: string;
  unit: string;
  a_median: number | null;
  b_median: number | null;
  reason: string;
}
export interface Change {
  function?: string;
  file?: string;
  line?: number;
  phase?: string;
  a_median: number;
  b_median: number;
  change: number;
  low95: number | null;
  high95: number | null;
  p_holm: number | null;
}
export interface Comparison {
  a: string;
  b: string;
  runs_a: number;
  runs_b: number;
  threshold: number;
  quantities: Quantity[];
  not_comparable?: NotComparable[];
  decomposition: { ln_energy: number; ln_time: number; ln_power: number } | null;
  energy_delay_ratio: number | null;
  fixed_window_ratio: number | null;
  functions_unit: "J" | "s";
  functions: Change[];
  lines: Change[];
  phases: Change[];
  warnings: string[];
}
export interface SeriesHeader {
  kind: "series" | "comparison";
  title: string;
  methods: string;
  per_unit: string | null;
  metrics: Metric[];
  series: SeriesInfo[];
  warnings: string[];
  comparison?: Comparison;
}

/** Runs by column; a row is an index. */
export class Runs {
  readonly header: SeriesHeader;
  readonly series;
  readonly started;
  readonly block;
  readonly counted;
  readonly warmUp;
  readonly failed;
  readonly outlier;
  readonly energyU;
  readonly frequency;
  readonly temperature;
  readonly others;
  readonly steal;
  /** Those that a run knows, in the order of the header. */
  readonly metrics: Metric[];
  /** Rows of each series, in the order of their start. */
  readonly rows: Int32Array[];
  private readonly names;
  private readonly whys;
  private readonly samples = new Map<string, Float64Array>();
  private readonly columns: Map<string, Float64Array>;

  constructor(readonly data: Container) {
    this.header = data.header as unknown as SeriesHeader;
    const c = data;
    this.series = c.u32("runs.series");
    this.names = c.u32("runs.name");
    this.whys = c.u32("runs.why");
    this.started = c.f64("runs.started_s");
    this.block = c.f64("runs.block");
    this.counted = c.u8("runs.counted");
    this.warmUp = c.u8("runs.warm_up");
    this.failed = c.u8("runs.failed");
    this.outlier = c.u8("runs.outlier");
    this.energyU = c.f64<Joules>("runs.energy_u_j");
    this.frequency = c.f64("runs.frequency_hz");
    this.temperature = c.f64("runs.temperature_c");
    this.others = c.f64("runs.others_s");
    this.steal = c.f64("runs.steal_s");
    this.columns = new Map(this.header.metrics.map((m) => [m.name, c.f64(`runs.${m.column}`)]));
    this.metrics = this.header.metrics.filter((m) =>
      this.columns.get(m.name)!.some((v) => Number.isFinite(v)),
    );
    const rows: number[][] = this.header.series.map(() => []);
    for (let i = 0; i < this.series.length; ++i) rows[this.series[i]!]?.push(i);
    this.rows = rows.map((of) => Int32Array.from(of));
  }
  get size(): number {
    return this.series.length;
  }
  name(run: number): string {
    return this.data.text(this.names[run]!);
  }
  values(metric: string): Float64Array {
    return this.columns.get(metric) ?? new Float64Array(this.size).fill(Number.NaN);
  }
  /** Of the runs that count, where it is known; ascending. */
  sample(series: number, metric: string): Float64Array {
    const key = `${series} ${metric}`;
    let sample = this.samples.get(key);
    if (!sample) {
      const all = this.values(metric);
      this.samples.set(
        key,
        (sample = Float64Array.from(
          this.rows[series]!.filter((r) => this.counted[r] && Number.isFinite(all[r]!)),
          (r) => all[r]!,
        ).sort()),
      );
    }
    return sample;
  }
  isDisturbed(run: number): boolean {
    return this.whys[run] !== 0;
  }
  /** Marks in words: they are how a run is found in the table. */
  reason(run: number): string {
    const words: string[] = [];
    if (this.warmUp[run]) words.push("warm-up, does not count");
    if (this.failed[run]) words.push("failed, does not count");
    if (!this.counted[run] && !words.length) words.push("does not count");
    if (this.outlier[run]) words.push("outlier");
    if (this.isDisturbed(run)) words.push(`disturbed: ${this.data.text(this.whys[run]!)}`);
    return words.join("; ");
  }
  /** A and B of a comparison are named so in figures. */
  label(series: number): string {
    const name = this.header.series[series]!.name;
    return this.header.kind === "comparison" ? `${"AB"[series]}: ${name}` : name;
  }
  /** B / A in each block in which both have a run that counts and knows the metric; ascending blocks. */
  pairs(metric: string): { block: number; ratio: number }[] {
    const all = this.values(metric);
    const [a, b] = this.rows.slice(0, 2).map(
      (rows) =>
        new Map(
          Array.from(
            rows.filter(
              (r) => this.counted[r] && Number.isFinite(all[r]!) && Number.isFinite(this.block[r]!),
            ),
            (r) => [this.block[r]!, all[r]!] as const,
          ),
        ),
    );
    return a && b
      ? [...a]
          .filter(([block]) => b.has(block))
          .map(([block, value]) => ({ block, ratio: b.get(block)! / value }))
          .sort((x, y) => x.block - y.block)
      : [];
  }
}

const titles: Record<string, string> = {
  energy: "Energy",
  carbon: "Carbon",
  time: "Time",
  cpu: "CPU time",
  power: "Mean power",
  memory: "Peak memory",
};
export const metricTitle = (name: string): string => titles[name] ?? name;
/** Inside of a sentence. */
export const metricNoun = (name: string): string =>
  metricTitle(name).replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());
export const perUnit = (header: SeriesHeader, name: string): string =>
  header.per_unit && (name === "energy" || name === "carbon") ? ` per ${header.per_unit}` : "";

/** What a value is divided by for people, and the unit then. */
export function scaleOf(unit: string, largest: number): { factor: number; unit: string } {
  const size = Math.abs(largest);
  if (unit === "B") {
    for (const [i, name] of ["TiB", "GiB", "MiB", "KiB"].entries())
      if (size >= 1024 ** (4 - i)) return { factor: 1024 ** (4 - i), unit: name };
    return { factor: 1, unit };
  }
  if (unit === "s" && size >= 7200) return { factor: 3600, unit: "h" };
  if (unit === "s" && size >= 120) return { factor: 60, unit: "min" };
  if (unit === "s" && size >= 1) return { factor: 1, unit };
  if (!(size > 0) || !Number.isFinite(size)) return { factor: 1, unit };
  for (const [factor, prefix] of [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
    [1, ""],
    [1e-3, "m"],
    [1e-6, "\u00b5"],
  ] as const)
    if (size >= factor) return { factor, unit: prefix + unit };
  return { factor: 1e-9, unit: `n${unit}` };
}

const digits = (value: number): number =>
  value === 0 ? 0 : Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(Math.abs(value)))));

/** "12.34 J": as many digits as u supports, else three. */
export function told(unit: string, value: number, u = Number.NaN): string {
  if (!Number.isFinite(value)) return "unavailable";
  if (value === 0) return `0 ${unit}`;
  const scale = scaleOf(unit, value);
  const v = value / scale.factor;
  return `${minus(fixed(v, u > 0 ? placesFor(u / scale.factor).places : digits(v)))} ${scale.unit}`;
}
/** "A 1.25, B 1.13 kJ". */
export function toldBoth(unit: string, a: number, b: number): string {
  const scale = scaleOf(unit, Math.max(Math.abs(a), Math.abs(b)));
  const places = Math.max(digits(a / scale.factor), digits(b / scale.factor));
  const one = (v: number) =>
    v === 0 ? "0" : minus((v / scale.factor).toFixed(Math.min(places, digits(v / scale.factor) + 1)));
  return `A ${one(a)}, B ${one(b)} ${scale.unit}`;
}
/** "12.1 to 12.5 J". */
export function toldInterval(unit: string, low: number, high: number): string {
  const scale = scaleOf(unit, Math.max(Math.abs(low), Math.abs(high)));
  const half = (high - low) / 2 / scale.factor;
  const places = half > 0 ? placesFor(half).places : digits(high / scale.factor);
  return `${minus(fixed(low / scale.factor, places))} to ${minus(fixed(high / scale.factor, places))} ${scale.unit}`;
}
/** From one value to another that are not an uncertainty: three digits of each. */
export function toldRange(unit: string, low: number, high: number): string {
  const scale = scaleOf(unit, Math.max(Math.abs(low), Math.abs(high)));
  const one = (v: number) =>
    v === 0
      ? "0"
      : minus(
          (v / scale.factor).toFixed(
            Math.max(
              digits(high / scale.factor),
              Math.min(12, high > low ? -Math.floor(Math.log10((high - low) / scale.factor)) : 0),
            ),
          ),
        );
  return `${one(low)} to ${one(high)} ${scale.unit}`;
}
/** "+0.41 J", or "-0.41 ± 0.05 J" with a true minus. */
export function signed(unit: string, value: number, u = Number.NaN): string {
  if (!Number.isFinite(value)) return "unavailable";
  const known = u > 0 && Number.isFinite(u);
  const scale = scaleOf(unit, known ? Math.max(Math.abs(value), u) : value);
  const v = value / scale.factor;
  if (!known)
    return value === 0
      ? `0 ${scale.unit}`
      : `${value > 0 ? "+" : ""}${minus(v.toFixed(digits(v)))} ${scale.unit}`;
  const { places } = placesFor(u / scale.factor);
  const text = fixed(v, places);
  return `${Number(text) > 0 ? "+" : ""}${Number(text) === 0 ? "0" : minus(text)} \u00b1 ${fixed(u / scale.factor, places)} ${scale.unit}`;
}
/** "-3.1 %" of a ratio. */
export function percentChange(ratio: number, places?: number): string {
  const p = 100 * (ratio - 1);
  const text = p.toFixed(places ?? (Math.abs(p) < 9.995 ? 2 : 1));
  return `${Number(text) > 0 ? "+" : ""}${Number(text) === 0 ? "0" : minus(text)} %`;
}
const minus = (text: string): string => text.replace(/^-/, "\u2212");
const size = (ratio: number): string => {
  const p = 100 * Math.abs(ratio - 1);
  return `${p.toFixed(p < 9.995 ? 2 : 1)} %`;
};

export function quantile(ascending: Float64Array, share: number): number {
  if (!ascending.length) return Number.NaN;
  const place = share * (ascending.length - 1),
    below = Math.floor(place),
    above = Math.min(below + 1, ascending.length - 1);
  return ascending[below]! + (place - below) * (ascending[above]! - ascending[below]!);
}

/** Freedman and Diaconis' width of bins. 0 where the quartiles are one. */
export const binWidth = (ascending: Float64Array): number =>
  (2 * (quantile(ascending, 0.75) - quantile(ascending, 0.25))) / Math.cbrt(Math.max(1, ascending.length));

/** Equally wide intervals over low..high: how many values lie in each; the last includes its end. */
export function binned(values: Float64Array, low: number, high: number, count: number): Float64Array {
  const counts = new Float64Array(count);
  const scale = count / (high - low);
  for (const v of values)
    if (v >= low && v <= high) counts[Math.min(count - 1, Math.floor((v - low) * scale))]!++;
  return counts;
}

/** 1, 2 or 5 times a power of ten apart; `whole`: counts, at least 1. */
export function ticks(
  low: number,
  high: number,
  most: number,
  whole = false,
): { at: number[]; places: number } {
  if (!(high > low) || most < 1) return { at: [low], places: digits(low) };
  const raw = Math.max((high - low) / most, whole ? 1 : 0),
    power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((s) => s * power >= raw * (1 - 1e-9)) ?? 10) * power;
  const at: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k) at.push(k * step);
  return { at, places: Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9))) };
}

const verbs: Record<string, [string, string]> = {
  energy: ["needs", "energy"],
  carbon: ["causes", "carbon"],
  time: ["takes", "time"],
  cpu: ["uses", "CPU time"],
  power: ["draws", "power"],
  memory: ["uses", "memory"],
};

/** The answer on one quantity, as a sentence about B. */
export function sentence(q: Quantity, threshold: number): string {
  const [verb, noun] = verbs[q.metric] ?? ["has", q.metric];
  const way = q.ratio < 1 ? "less" : "more";
  switch (q.verdict) {
    case "equivalent":
      return `A and B are the same in ${noun}, within ${+(100 * threshold).toPrecision(3)} %`;
    case "not resolved":
      return `No difference in ${noun} is resolved`;
    case "lower, size uncertain":
    case "higher, size uncertain":
      return `B ${verb} ${way} ${noun} than A; how much is not certain`;
    default:
      return `B ${verb} ${size(q.ratio)} ${way} ${noun} than A`;
  }
}
/** "95 %: 6.1 to 10.2 % less", "95 %: 1.2 % less to 0.4 % more"; empty without an interval. */
export function intervalWords(q: Quantity): string {
  const { ratio_low95: low, ratio_high95: high } = q;
  if (low === null || high === null) return "";
  const bare = (r: number) => size(r).replace(" %", "");
  const name = `${+(100 * (q.coverage || 0.95)).toPrecision(3)} %`;
  if (high <= 1) return `${name}: ${bare(high)} to ${size(low)} less`;
  if (low >= 1) return `${name}: ${bare(low)} to ${size(high)} more`;
  return `${name}: ${size(low)} less to ${size(high)} more`;
}

/** A change that noise does not explain: p corrected for their number; with one run a side, an interval without zero. */
export const isSure = (c: Change): boolean =>
  c.p_holm !== null
    ? c.p_holm < 0.05
    : c.low95 !== null && c.high95 !== null && (c.low95 > 0 || c.high95 < 0);
export const novelty = (a: number, b: number): "new" | "gone" | "" =>
  !(a > 0) && b > 0 ? "new" : a > 0 && !(b > 0) ? "gone" : "";

export function driftWords(s: SeriesInfo): string {
  const d = s.drift;
  if (!d) return "too few runs for a test of drift";
  const numbers = `Kendall's tau of ${metricNoun(d.metric)} against order ${minus(d.tau.toFixed(2))}, p ${d.p < 0.001 ? d.p.toExponential(0) : d.p.toPrecision(2)}`;
  return (
    (d.p < 0.01
      ? `drifts: later runs have ${d.tau > 0 ? "more" : "less"} (${numbers})`
      : `no drift seen (${numbers})`) +
    (s.first_is_outlier ? "; the first run is an outlier: warm up with --warmup" : "")
  );
}
