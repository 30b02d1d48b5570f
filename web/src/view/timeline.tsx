import { useEffect, useMemo, useRef } from "preact/hooks";
import uPlot from "uplot";
import { type Bytes, carbon, type Joules, power, type Seconds, times } from "../model/quantity";
import type { Run } from "../model/run";
import { bytes, duration, grams, joules, percent, watts, withPrefix } from "../model/units";
import { theme as themeOf } from "./colours";

interface Series {
  name: string;
  unit: string;
  colour: number; // of the theme's
  values: Float64Array;
  fill?: boolean;
  relU?: number; // standard uncertainty
}
interface Track {
  title: string;
  series: Series[];
  /** Of each reading: a mean over it, the sum up to its begin and of the whole, or what was seen at its end. */
  of: "mean" | "sum" | "end";
  height?: number; // px
  isSlow?: boolean; // read less often than the meters: its values are joined
  isAboveZero?: boolean; // its scale need not begin at zero
}

// The program has one colour in all tracks.
const colours = { program: 0, others: 1, gross: 2, first: 3 };

function tracksOf(run: Run, sums: EnergyBetween): Track[] {
  const { intervals } = run;
  const length = intervals.begin.map((begin, k) => Math.max(1e-12, intervals.end[k]! - begin));
  const rate = (values: Float64Array) => values.map((value, k) => value / length[k]!);
  const tracks = run.hasEnergy ? energyTracks(run, sums, rate) : [];
  const busy = intervals.user.map((user, k) => user + intervals.system[k]!);
  tracks.push({
    title: "CPUs in use",
    of: "mean",
    series: [
      { name: "the program", unit: "CPUs", colour: colours.program, fill: true, values: rate(busy) },
      { name: "others", unit: "CPUs", colour: colours.others, values: rate(intervals.others) },
    ],
  });
  const one = (title: string, name: string, unit: string, values: Float64Array, more: Partial<Track>) =>
    tracks.push({
      title,
      of: "end",
      series: [{ name, unit, colour: colours.program, values, fill: !more.isSlow }],
      ...more,
    });
  one("Memory", "RSS of the tree", "B", intervals.rss, {});
  const isKnown = (values: Float64Array) => values.filter(Number.isFinite).length > 1;
  if (isKnown(intervals.frequency))
    one("Frequency", "mean of CPUs", "Hz", intervals.frequency, { isSlow: true });
  if (isKnown(intervals.temperature))
    one("Temperature", "hottest", "\u00b0C", intervals.temperature, { isSlow: true, isAboveZero: true });
  if (intervals.read.some((read) => read > 0))
    tracks.push({
      title: "Storage",
      of: "mean",
      series: [
        { name: "read", unit: "B/s", colour: colours.program, values: rate(intervals.read) },
        { name: "written", unit: "B/s", colour: colours.others, values: rate(intervals.written) },
      ],
    });
  return tracks;
}

function energyTracks(run: Run, sums: EnergyBetween, rate: (values: Float64Array) => Float64Array): Track[] {
  const { intervals, domains } = run;
  const count = intervals.begin.length;
  const gain = run.header.factors?.gain_rel ?? 0;
  const rows = Array.from(domains.isTotal, (_, row) => row).filter((row) => domains.isTotal[row]); // others are inside of these
  if (rows.length === 0) return [];
  const steps = (total: Float64Array) => total.slice(1).map((end, k) => end - total[k]!);
  const gross = { name: "gross", colour: colours.gross, relU: gain, fill: true };
  const program = { name: "the program's part", colour: colours.program };
  const ofDomain = (row: number, i: number): Series => ({
    name: `${run.text(domains.name[row]!)} (${run.text(domains.kind[row]!)})`,
    unit: "W",
    colour: colours.first + i,
    values: rate(intervals.gross.subarray(row * count, (row + 1) * count)),
  });
  return [
    {
      title: "Power",
      of: "mean",
      height: 190,
      series: [
        { ...gross, unit: "W", values: rate(steps(sums.gross)) },
        ...(rows.length > 1 ? rows.map(ofDomain) : []),
        { ...program, unit: "W", values: rate(intervals.program) },
      ],
    },
    {
      title: "Energy so far",
      of: "sum",
      series: [
        { ...gross, unit: "J", values: sums.gross },
        { ...program, unit: "J", values: sums.tree },
      ],
    },
  ];
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
  of(from: number, to: number): { gross: Joules; tree: Joules } {
    return {
      gross: (this.upTo(this.gross, to) - this.upTo(this.gross, from)) as Joules,
      tree: (this.upTo(this.tree, to) - this.upTo(this.tree, from)) as Joules,
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

/** "50 W", "2.5 GHz": a tick has no zeros that say nothing. */
function tick(value: number, unit: string): string {
  if (unit === "CPUs") return String(value);
  const isBytes = unit.startsWith("B"); // or bytes a second
  const text = isBytes ? bytes(value as Bytes) + unit.slice(1) : withPrefix(value, unit);
  return text.replace(/(\.\d*?)0+(?= )/, "$1").replace(". ", " ");
}
const powersOfTwo = Array.from({ length: 60 }, (_, k) => 2 ** k);

/** The standard uncertainty of a series as a band. */
function drawBand(plot: uPlot, series: number, relU: number, colour: string, isStepped: boolean): void {
  const { ctx, bbox } = plot;
  const times = plot.data[0];
  const values = plot.data[series + 1]!;
  const lineTo = (k: number, factor: number, value = values[k]) => {
    if (value != null)
      ctx.lineTo(plot.valToPos(times[k]!, "x", true), plot.valToPos(value * factor, "y", true));
  };
  /** A step holds its value up to the next time. */
  const step = (k: number, factor: number) => {
    if (isStepped && k > 0) lineTo(k, factor, values[k - 1]);
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour;
  ctx.beginPath();
  for (let k = 0; k < times.length; ++k) {
    step(k, 1 + relU);
    lineTo(k, 1 + relU);
  }
  for (let k = times.length; k-- > 0;) {
    lineTo(k, Math.max(0, 1 - relU));
    step(k, Math.max(0, 1 - relU));
  }
  ctx.fill();
  ctx.restore();
}

interface TrackProps {
  run: Run;
  track: Track;
  range: [number, number] | null;
  onRange: (range: [number, number] | null) => void;
  dark: boolean;
  last: boolean; // only it has the times below it
}

const heightOf = ({ track, last }: TrackProps): number => (track.height ?? 92) + (last ? 36 : 0);

function dataOf({ intervals: { begin, end } }: Run, { of, series }: Track, wall: number) {
  const last = begin.length - 1;
  /** One more than there are readings. */
  const closed = (values: Float64Array, by: number) =>
    Float64Array.from({ length: last + 2 }, (_, k) => (k <= last ? values[k]! : by));
  const values = series.map(({ values }) => (of === "mean" ? closed(values, values[last]!) : values));
  return thinned(of === "end" ? end : closed(begin, end[last]!), values, 0, wall);
}

function optionsOf(props: TrackProps, width: number, wall: number): uPlot.Options {
  const { track, last } = props;
  const theme = themeOf();
  const colour = (series: Series) => theme.series[series.colour % 6]!;
  const band = track.series.findIndex((series) => (series.relU ?? 0) > 0);
  const { unit, relU = 0 } = track.series[Math.max(0, band)]!;
  const axis = { stroke: theme.ink, grid: { stroke: theme.grid, width: 1 }, ticks: { stroke: theme.grid } };
  const isStepped = track.of === "mean";
  const time = (value: number) => (last ? String(+value.toPrecision(6)) : "");
  return {
    width,
    height: heightOf(props),
    cursor: { drag: { x: true, y: false, setScale: false }, sync: { key: "time" }, points: { size: 5 } },
    select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    legend: { show: false },
    scales: {
      x: { time: false, range: () => [0, wall] },
      y: {
        range: (_plot, low, high) =>
          track.isAboveZero ? [low - 2, high + 2] : [0, high > 0 ? high * (1.08 + relU) : 1],
      },
    },
    axes: [
      {
        ...axis,
        values: (_plot, ticks) => ticks.map(time),
        size: last ? 30 : 8,
        ...(last ? { label: "time since the start (s)", labelSize: 22, labelFont: "12px sans-serif" } : {}),
      },
      {
        ...axis,
        size: 74,
        space: 26,
        ...(unit.startsWith("B") ? { incrs: powersOfTwo } : {}),
        values: (_plot, ticks) => ticks.map((value) => tick(value, unit)),
      },
    ],
    series: [
      {},
      ...track.series.map((series) => ({
        label: series.name,
        stroke: colour(series),
        width: 1.5,
        spanGaps: !!track.isSlow,
        points: { show: series.values.filter(Number.isFinite).length === 1 },
        ...(isStepped ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
        ...(series.fill ? { fill: `${colour(series)}33` } : {}),
      })),
    ],
    hooks: {
      draw:
        band < 0 ? [] : [(plot) => drawBand(plot, band, relU, `${colour(track.series[band]!)}22`, isStepped)],
      setSelect: [
        ({ select, posToVal }) => {
          if (select.width < 2) return;
          const at = (pixel: number) => Math.max(0, Math.min(wall, posToVal(pixel, "x")));
          props.onRange([at(select.left), at(select.left + select.width)]);
        },
      ],
    },
  };
}

const wallOf = ({ wall, intervals }: Run): number =>
  Math.max(wall, intervals.end[intervals.end.length - 1] ?? 0, 1e-6);

function TrackView(props: TrackProps) {
  const { run, track, range, dark } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props); // a plot stays while its callbacks are renewed
  latest.current = props;
  useEffect(() => {
    const element = box.current!;
    const wall = wallOf(run);
    const onRange: TrackProps["onRange"] = (chosen) => latest.current.onRange(chosen);
    const data = dataOf(run, track, wall) as uPlot.AlignedData;
    const chart = new uPlot(optionsOf({ ...props, onRange }, element.clientWidth, wall), data, element);
    plot.current = chart;
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: heightOf(props) }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [track, dark, run]);
  useEffect(() => {
    const chart = plot.current!;
    const [left, right] = (range ?? [0, 0]).map((time) => chart.valToPos(time, "x"));
    const width = range ? right! - left! : 0;
    chart.setSelect({ left: left!, width, top: 0, height: chart.over.clientHeight }, false);
  }, [range, dark, track]);
  return (
    <div class="track">
      <h3>
        {track.title}{" "}
        <span class="keys">
          {track.series.map(({ name, colour, relU }) => (
            <span key={name}>
              <i style={{ background: themeOf().series[colour % 6] }} />
              {name}
              {relU ? " \u00b1 u" : ""}
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
  const { run, range, onRange } = props;
  const energy = useMemo(() => new EnergyBetween(run), [run]);
  const tracks = useMemo(() => tracksOf(run, energy), [run]);
  if (run.intervals.begin.length === 0)
    return <p class="note">The run ended before the first reading: there is no course in time.</p>;
  return (
    <div>
      <p class="range">
        <RangeInputs wall={wallOf(run)} range={range} onRange={onRange} />{" "}
        {range ? (
          <>
            <button onClick={() => onRange(null)}>whole run</button>{" "}
            <output id="brushed">{brushed(run, energy, range)}</output>
          </>
        ) : (
          <span class="note">Drag over the plots to select a stretch of time; every view follows.</span>
        )}
      </p>
      {run.spans.phase.length > 0 && (
        <PhaseRibbon run={run} wall={wallOf(run)} phase={props.phase} onPhase={props.onPhase} />
      )}
      {tracks.map((track, i) => (
        <TrackView
          key={track.title}
          run={run}
          track={track}
          range={range}
          onRange={onRange}
          dark={props.dark}
          last={i === tracks.length - 1}
        />
      ))}
    </div>
  );
}

function RangeInputs(props: {
  wall: number;
  range: [number, number] | null;
  onRange: (range: [number, number]) => void;
}) {
  const { wall, range, onRange } = props;
  const [from, to] = range ?? [0, wall];
  const input = (value: number, change: (value: number) => [number, number]) => (
    <input
      type="number"
      step="any"
      min="0"
      value={Number(value.toPrecision(6))}
      onChange={(event) => {
        const [low, high] = change(Math.max(0, Math.min(wall, Number(event.currentTarget.value))));
        if (low < high) onRange([low, high]);
      }}
    />
  );
  return (
    <>
      <label>from {input(from, (value) => [value, to])} s</label>{" "}
      <label>to {input(to, (value) => [from, value])} s</label>
    </>
  );
}

/** What a stretch of time cost. */
function brushed(run: Run, between: EnergyBetween, [from, to]: [number, number]): string {
  const time = (to - from) as Seconds;
  const { gross, tree } = between.of(from, to);
  const { factors } = run.header;
  if (!factors) return duration(time);
  const whole = run.header.run.energy.gross.value_j ?? Number.NaN;
  const told = (energy: Joules) => joules(energy, times(factors.gain_rel, energy));
  return [
    duration(time),
    `gross ${told(gross)} (${percent(gross / whole)})`,
    `mean ${watts(power(gross, time))}`,
    `the program ${told(tree)}`,
    ...(factors.carbon_g_per_j === null ? [] : [grams(carbon(tree, factors.carbon_g_per_j))]),
  ].join(" \u00b7 ");
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
  const { series } = themeOf();
  return (
    <div class="track">
      <h3>Phases</h3>
      <div class="ribbon" style={{ height: `${rows * 20}px` }}>
        {spans.map((s, i) => (
          <button
            key={i}
            title={`${run.text(run.phases.name[s.phase]!)}: ${duration((s.end - s.begin) as Seconds)}`}
            onClick={() => props.onPhase(s.phase)}
            aria-pressed={props.phase === s.phase}
            style={{
              left: `${(100 * s.begin) / wall}%`,
              width: `${Math.max(0.1, (100 * (s.end - s.begin)) / wall)}%`,
              top: `${s.depth * 20}px`,
              background: `${series[s.phase % 6]}${props.phase === undefined || props.phase === s.phase ? "" : "55"}`,
            }}
          >
            <bdi>{run.text(run.phases.name[s.phase]!)}</bdi>
          </button>
        ))}
      </div>
    </div>
  );
}
