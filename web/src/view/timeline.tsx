import { useEffect, useMemo, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { Run } from "../model/run";
import { bytes, duration, joules, percent, withPrefix } from "../model/units";
import { theme } from "./colours";

/** Sums over readings up to each, so that any range is two look-ups. */
export interface Series {
  name: string;
  unit: string;
  values: Float64Array;
  fill?: boolean;
  relU?: number;
}
export interface Track {
  title: string;
  series: Series[];
  stacked?: boolean;
}

export function tracksOf(run: Run, sums: EnergyBetween): Track[] {
  const { intervals: i, domains } = run;
  const n = i.begin.length;
  const length = (k: number) => Math.max(1e-12, i.end[k]! - i.begin[k]!);
  const tracks: Track[] = [];
  const gain = run.header.factors?.gain_rel ?? 0;
  const power: Series[] = [];
  for (let d = 0; d < domains.name.length; ++d) {
    if (!domains.isTotal[d]) continue; // others are inside of these, and never added
    power.push({
      name: `${run.text(domains.name[d]!)} (${run.text(domains.kind[d]!)})`,
      unit: "W",
      relU: gain,
      fill: true,
      values: Float64Array.from({ length: n }, (_, k) => i.gross[d * n + k]! / length(k)),
    });
  }
  if (power.length && run.hasEnergy) {
    const tree = Float64Array.from({ length: n }, (_, k) => i.program[k]! / length(k));
    tracks.push({
      title: "Power, all domains of the total",
      series: [...power, { name: "the program's part", unit: "W", values: tree }],
    });
    const middle = (ends: Float64Array) =>
      Float64Array.from({ length: n }, (_, k) => (ends[k]! + ends[k + 1]!) / 2);
    tracks.push({
      title: "Energy so far",
      series: [
        { name: "gross", unit: "J", relU: gain, values: middle(sums.gross) },
        { name: "the program's part", unit: "J", values: middle(sums.tree) },
      ],
    });
  }
  tracks.push({
    title: "CPUs in use",
    series: [
      {
        name: "the program",
        unit: "CPUs",
        fill: true,
        values: Float64Array.from({ length: n }, (_, k) => (i.user[k]! + i.system[k]!) / length(k)),
      },
      {
        name: "others",
        unit: "CPUs",
        values: Float64Array.from({ length: n }, (_, k) => i.others[k]! / length(k)),
      },
    ],
  });
  tracks.push({
    title: "Memory (RSS of the tree)",
    series: [{ name: "RSS", unit: "B", fill: true, values: i.rss }],
  });
  const known = (values: Float64Array) => values.some((v) => Number.isFinite(v));
  if (known(i.frequency))
    tracks.push({ title: "Frequency", series: [{ name: "mean of CPUs", unit: "Hz", values: i.frequency }] });
  if (known(i.temperature))
    tracks.push({
      title: "Temperature",
      series: [{ name: "hottest", unit: "\u00b0C", values: i.temperature }],
    });
  const rate = (values: Float64Array) => Float64Array.from(values, (v, k) => v / length(k));
  if (known(i.read) && i.read.some((v) => v > 0))
    tracks.push({
      title: "Storage",
      series: [
        { name: "read", unit: "B/s", values: rate(i.read) },
        { name: "written", unit: "B/s", values: rate(i.written) },
      ],
    });
  return tracks;
}

/** Energy of a stretch of time, J: gross and the program's. */
export class EnergyBetween {
  readonly gross: Float64Array; // up to the begin of each reading, and of the whole
  readonly tree: Float64Array;
  constructor(private readonly run: Run) {
    const { intervals: i, domains } = run;
    const n = i.begin.length;
    this.gross = new Float64Array(n + 1);
    this.tree = new Float64Array(n + 1);
    for (let k = 0; k < n; ++k) {
      let gross = 0;
      for (let d = 0; d < domains.name.length; ++d) {
        if (!domains.isTotal[d]) continue;
        gross += i.gross[d * n + k]! || 0;
      }
      this.gross[k + 1] = this.gross[k]! + gross;
      this.tree[k + 1] = this.tree[k]! + (i.program[k]! || 0);
    }
  }
  private upTo(sums: Float64Array, time: number): number {
    const { begin, end } = this.run.intervals;
    let low = 0,
      high = end.length;
    while (low < high) {
      const m = (low + high) >> 1;
      if (end[m]! > time) high = m;
      else low = m + 1;
    }
    if (low >= end.length) return sums[sums.length - 1]!;
    const part = Math.max(0, Math.min(1, (time - begin[low]!) / Math.max(1e-12, end[low]! - begin[low]!)));
    return sums[low]! + part * (sums[low + 1]! - sums[low]!);
  }
  of(from: number, to: number): { gross: number; tree: number } {
    return {
      gross: this.upTo(this.gross, to) - this.upTo(this.gross, from),
      tree: this.upTo(this.tree, to) - this.upTo(this.tree, from),
    };
  }
}

/** At most so many points a track: of more, each pixel's lowest and highest are drawn. */
const most = 4000;
function thinned(
  x: Float64Array,
  series: Float64Array[],
  from: number,
  to: number,
): [number[], ...(number | null)[][]] {
  let first = 0,
    last = x.length;
  while (first < last && x[first]! < from) ++first;
  while (last > first && x[last - 1]! > to) --last;
  first = Math.max(0, first - 1);
  last = Math.min(x.length, last + 1);
  const number = (v: number) => (Number.isFinite(v) ? v : null);
  if (last - first <= most)
    return [
      Array.from(x.subarray(first, last)),
      ...series.map((s) => Array.from(s.subarray(first, last), number)),
    ];
  const step = Math.ceil((last - first) / (most / 2));
  const xs: number[] = [];
  const ys: (number | null)[][] = series.map(() => []);
  for (let k = first; k < last; k += step) {
    const end = Math.min(last, k + step);
    xs.push(x[k]!, x[end - 1]! === x[k]! ? x[k]! + 1e-9 : x[end - 1]!);
    series.forEach((s, i) => {
      let low = Number.POSITIVE_INFINITY,
        high = Number.NEGATIVE_INFINITY;
      for (let j = k; j < end; ++j) {
        const v = s[j]!;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      ys[i]!.push(number(low), number(high));
    });
  }
  return [xs, ...ys];
}

function TrackView(props: {
  run: Run;
  track: Track;
  range: [number, number] | null;
  onRange: (range: [number, number] | null) => void;
  dark: boolean;
  last: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { intervals } = props.run;
  const x = useMemo(
    () => Float64Array.from(intervals.begin, (b, k) => (b + intervals.end[k]!) / 2),
    [props.run],
  );
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const t = theme();
    const wall = Math.max(props.run.wall, intervals.end[intervals.end.length - 1] ?? 0, 1e-6);
    const values = props.track.series.map((s) => s.values);
    const shown =
      x.length === 1 // one reading is a level from its begin to its end, not a point
        ? [
            [intervals.begin[0]!, intervals.end[0]!],
            ...values.map(([v]) => {
              const y = Number.isFinite(v) ? v! : null;
              return [y, y];
            }),
          ]
        : thinned(x, values, 0, wall);
    const band = props.track.series.findIndex((s) => (s.relU ?? 0) > 0);
    const unit = props.track.series[0]!.unit;
    const room = 1.08 + (band >= 0 ? props.track.series[band]!.relU! : 0);
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: props.last ? 132 : 104,
        cursor: { drag: { x: true, y: false, setScale: false }, sync: { key: "time" }, points: { size: 5 } },
        select: { show: true, left: 0, top: 0, width: 0, height: 0 },
        legend: { show: false },
        scales: {
          x: { time: false, range: () => [0, wall] },
          y: { range: (_u, _low, high) => [0, high > 0 ? high * room : 1] },
        },
        axes: [
          {
            stroke: t.ink,
            grid: { stroke: t.grid, width: 1 },
            ticks: { stroke: t.grid },
            values: (_u, ticks) => ticks.map((v) => String(+v.toPrecision(6))),
            ...(props.last ? { label: "time since the start (s)", labelSize: 22 } : { size: 26 }),
          },
          {
            stroke: t.ink,
            grid: { stroke: t.grid, width: 1 },
            ticks: { stroke: t.grid },
            size: 74,
            values: (_u, ticks) =>
              ticks.map((v) =>
                unit === "B" ? bytes(v) : unit === "CPUs" ? String(v) : withPrefix(v, unit, 3),
              ),
          },
        ] as uPlot.Axis[],
        series: [
          {},
          ...props.track.series.map((s, i) => ({
            label: s.name,
            stroke: t.series[i % 6]!,
            width: 1.5,
            ...(s.fill ? { fill: `${t.series[i % 6]!}33` } : {}),
            points: { show: false },
          })),
        ],
        hooks: {
          draw:
            band < 0
              ? []
              : [
                  (u: uPlot) => {
                    // the meter's standard uncertainty as a band
                    const rel = props.track.series[band]!.relU!;
                    const ctx = u.ctx,
                      xs = u.data[0],
                      ys = u.data[band + 1]!;
                    ctx.save();
                    ctx.beginPath();
                    ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
                    ctx.clip();
                    ctx.fillStyle = `${t.series[band % 6]!}22`;
                    ctx.beginPath();
                    xs.forEach((v, k) => {
                      const y = ys[k];
                      if (y != null)
                        ctx.lineTo(u.valToPos(v, "x", true), u.valToPos(y * (1 + rel), "y", true));
                    });
                    for (let k = xs.length; k-- > 0;) {
                      const y = ys[k];
                      if (y != null)
                        ctx.lineTo(
                          u.valToPos(xs[k]!, "x", true),
                          u.valToPos(y * Math.max(0, 1 - rel), "y", true),
                        );
                    }
                    ctx.fill();
                    ctx.restore();
                  },
                ],
          setSelect: [
            (u: uPlot) => {
              if (u.select.width < 2) return;
              props.onRange([
                Math.max(0, u.posToVal(u.select.left, "x")),
                Math.min(wall, u.posToVal(u.select.left + u.select.width, "x")),
              ]);
            },
          ],
        },
      },
      shown as uPlot.AlignedData,
      element,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: props.last ? 132 : 104 }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [props.track, props.dark, props.run]);
  useEffect(() => {
    const u = plot.current;
    if (!u) return;
    const place = () => {
      const left = props.range ? u.valToPos(props.range[0], "x") : 0;
      u.setSelect(
        {
          left,
          width: props.range ? u.valToPos(props.range[1], "x") - left : 0,
          top: 0,
          height: u.over.clientHeight,
        },
        false,
      );
    };
    place();
  }, [props.range, props.dark, props.track]);
  return (
    <div class="track">
      <h3>
        {props.track.title}{" "}
        <span class="keys">
          {props.track.series.map((s, i) => (
            <span key={s.name}>
              <i style={{ background: theme().series[i % 6] }} />
              {s.name}
              {s.relU ? " \u00b1 u" : ""}
            </span>
          ))}
        </span>
      </h3>
      <div ref={box} />
    </div>
  );
}

export function Timeline(props: {
  run: Run;
  range: [number, number] | null;
  onRange: (range: [number, number] | null) => void;
  onPhase: (phase: number) => void;
  phase: number | undefined;
  dark: boolean;
}) {
  const { run } = props;
  const energy = useMemo(() => new EnergyBetween(run), [run]);
  const tracks = useMemo(() => tracksOf(run, energy), [run]);
  const wall = Math.max(run.wall, run.intervals.end[run.intervals.end.length - 1] ?? 0, 1e-6);
  const range = props.range;
  const e = range ? energy.of(range[0], range[1]) : null;
  const gain = run.header.factors?.gain_rel ?? 0;
  const set = (text: string, edge: 0 | 1) => {
    const value = Number(text);
    if (!Number.isFinite(value)) return;
    const next: [number, number] = range ? [...range] : [0, wall];
    next[edge] = Math.max(0, Math.min(wall, value));
    if (next[0] < next[1]) props.onRange(next);
  };
  if (run.intervals.begin.length === 0)
    return <p class="note">The run ended before the first reading: there is no course in time.</p>;
  return (
    <div>
      <p class="range">
        <label>
          from{" "}
          <input
            type="number"
            step="any"
            min="0"
            value={range ? Number(range[0].toPrecision(6)) : 0}
            onChange={(x) => set(x.currentTarget.value, 0)}
          />{" "}
          s
        </label>{" "}
        <label>
          to{" "}
          <input
            type="number"
            step="any"
            min="0"
            value={range ? Number(range[1].toPrecision(6)) : Number(wall.toPrecision(6))}
            onChange={(x) => set(x.currentTarget.value, 1)}
          />{" "}
          s
        </label>{" "}
        {range && <button onClick={() => props.onRange(null)}>whole run</button>}{" "}
        {range && e && (
          <output id="brushed">
            {duration(range[1] - range[0])}
            {run.hasEnergy && (
              <>
                {" "}
                {"\u00b7"} gross {joules(e.gross, gain * e.gross)} (
                {percent(e.gross / Math.max(1e-300, run.header.run.energy.gross.value_j))}) {"\u00b7"} mean{" "}
                {withPrefix(e.gross / (range[1] - range[0]), "W")} {"\u00b7"} the program{" "}
                {joules(e.tree, gain * e.tree)}
                {run.header.factors?.carbon_g_per_j != null && (
                  <>
                    {" "}
                    {"\u00b7"} {withPrefix(e.tree * run.header.factors.carbon_g_per_j, "g CO2e")}
                  </>
                )}
              </>
            )}
          </output>
        )}
        {!range && (
          <span class="note">Drag over the plots to select a stretch of time; every view follows.</span>
        )}
      </p>
      {run.spans.phase.length > 0 && (
        <PhaseRibbon run={run} wall={wall} phase={props.phase} onPhase={props.onPhase} />
      )}
      {tracks.map((track, i) => (
        <TrackView
          key={track.title}
          run={run}
          track={track}
          range={range}
          onRange={props.onRange}
          dark={props.dark}
          last={i === tracks.length - 1}
        />
      ))}
    </div>
  );
}

function PhaseRibbon(props: {
  run: Run;
  wall: number;
  phase: number | undefined;
  onPhase: (phase: number) => void;
}) {
  const { run, wall } = props;
  const depthOf = (p: number) => {
    let d = 0;
    for (let a = run.phases.parent[p]!; a >= 0; a = run.phases.parent[a]!) ++d;
    return d;
  };
  const spans: { phase: number; begin: number; end: number; depth: number }[] = [];
  for (let s = 0; s < run.spans.phase.length && spans.length < 2000; ++s) {
    const phase = run.spans.phase[s]!;
    spans.push({ phase, begin: run.spans.begin[s]!, end: run.spans.end[s]!, depth: depthOf(phase) });
  }
  const rows = 1 + spans.reduce((most, s) => Math.max(most, s.depth), 0);
  const t = theme();
  return (
    <div class="track">
      <h3>Phases</h3>
      <div class="ribbon" style={{ height: `${rows * 20}px` }}>
        {spans.map((s, i) => (
          <button
            key={i}
            title={`${run.text(run.phases.name[s.phase]!)}: ${duration(s.end - s.begin)}`}
            onClick={() => props.onPhase(s.phase)}
            aria-pressed={props.phase === s.phase}
            style={{
              left: `${(100 * s.begin) / wall}%`,
              width: `${Math.max(0.1, (100 * (s.end - s.begin)) / wall)}%`,
              top: `${s.depth * 20}px`,
              background: `${t.series[s.phase % 6]}${props.phase === undefined || props.phase === s.phase ? "" : "55"}`,
            }}
          >
            <bdi>{run.text(run.phases.name[s.phase]!)}</bdi>
          </button>
        ))}
      </div>
    </div>
  );
}
