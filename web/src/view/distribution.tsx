import { counted } from "../model/units";
import { useMemo } from "preact/hooks";
import {
  binned,
  binWidth,
  metricTitle,
  perUnit,
  quantile,
  type Runs,
  scaleOf,
  told,
  toldRange,
} from "../model/series";
import {
  AxisX,
  AxisY,
  dots,
  Figure,
  type Palette,
  place,
  type Scale,
  seriesColour,
  short,
  useWidth,
  widened,
} from "./plot";

export interface Look {
  runs: Runs;
  metric: string;
  same: boolean;
  palette: Palette;
}

export const axisTitle = (look: Look, unit: string): string =>
  `${metricTitle(look.metric)}${perUnit(look.runs.header, look.metric)} (${unit})`;
export const unitOf = (runs: Runs, metric: string): string =>
  runs.header.metrics.find((m) => m.name === metric)?.unit ?? "";
const mean = (values: Float64Array): number => values.reduce((s, v) => s + v, 0) / values.length;

/** From the lowest to the highest value of all series; 0 to 1 where none is known. */
export function common(samples: ArrayLike<number>[]): [number, number] {
  let low = Infinity,
    high = -Infinity;
  for (const s of samples)
    for (let i = 0; i < s.length; ++i) {
      const v = s[i]!;
      if (Number.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
  return low <= high ? [low, high] : [0, 1];
}

/** A histogram for each series below each other, with mean, median, quartiles and a tick for each run. */
export function Histograms(props: Look) {
  const { runs, metric, same, palette: p } = props;
  const [box, width] = useWidth(0.6);
  const drawn = useMemo(() => {
    const samples = runs.rows.map((_, s) => runs.sample(s, metric));
    const all = common(samples);
    const widths = samples
      .map(binWidth)
      .filter((w) => w > 0)
      .sort((a, b) => a - b);
    const usual = widths[Math.floor(widths.length / 2)] ?? 0;
    const count = (range: [number, number], w: number) =>
      Math.max(5, Math.min(60, w > 0 ? Math.ceil((range[1] - range[0]) / w) : 10));
    return samples.map((sample) => {
      const range = widened(...(same ? all : common([sample])), 0);
      const bins = count(range, same ? usual : binWidth(sample));
      return { sample, range, bins, counts: binned(sample, range[0], range[1], bins) };
    });
  }, [runs, metric, same]);
  const many = drawn.length > 4,
    rowHeight = many ? 104 : 158;
  const highest = Math.max(...drawn.map((d) => Math.max(...d.counts)));
  const unit = unitOf(runs, metric);
  const parts = useMemo(
    () =>
      drawn.map((d, s) => {
        const top = s * rowHeight + 22,
          base = (s + 1) * rowHeight - 42;
        const [low, high] = widened(...d.range, 0.02);
        const x: Scale = { low, high, from: 52, to: width - 12 };
        const scale = scaleOf(unit, Math.max(Math.abs(d.range[0]), Math.abs(d.range[1])));
        const y: Scale = {
          low: 0,
          high: 1.06 * (same ? highest : Math.max(1, ...d.counts)),
          from: base,
          to: top,
        };
        const colour = seriesColour(p, s, runs.header.kind === "comparison");
        if (!d.sample.length)
          return (
            <text key={s} x={52} y={top + 20} fill={p.muted}>
              {short(runs.label(s), width / 2)}: no run knows it
            </text>
          );
        const m = place(x, quantile(d.sample, 0.5)),
          q1 = place(x, quantile(d.sample, 0.25)),
          q3 = place(x, quantile(d.sample, 0.75)),
          a = place(x, mean(d.sample));
        const wide = (d.range[1] - d.range[0]) / d.bins;
        return (
          <g key={s}>
            <text x={52} y={top - 8} fill={p.ink} font-weight="600">
              {short(runs.label(s), width - 170)}
              <tspan fill={p.muted} font-weight="400">{`  n = ${d.sample.length}`}</tspan>
            </text>
            <rect
              x={q1}
              y={top}
              width={Math.max(1, q3 - q1)}
              height={base - top}
              fill={colour}
              opacity={0.13}
            />
            <AxisY scale={y} factor={1} x={52} right={width - 12} most={many ? 2 : 4} whole palette={p} />
            <AxisX
              scale={x}
              factor={scale.factor}
              y={base}
              top={base}
              palette={p}
              title={!many || s === drawn.length - 1 ? axisTitle(props, scale.unit) : ""}
            />
            {Array.from(
              d.counts,
              (n, i) =>
                n > 0 && (
                  <rect
                    key={i}
                    class="bin"
                    x={place(x, d.range[0] + i * wide) + 0.5}
                    width={Math.max(
                      1,
                      place(x, d.range[0] + (i + 1) * wide) - place(x, d.range[0] + i * wide) - 1,
                    )}
                    y={place(y, n)}
                    height={base - place(y, n)}
                    fill={colour}
                    opacity={0.72}
                  >
                    <title>{`${toldRange(unit, d.range[0] + i * wide, d.range[0] + (i + 1) * wide)}: ${counted(n, "run")}`}</title>
                  </rect>
                ),
            )}
            <path
              d={dots(
                Float64Array.from(d.sample, (v) => place(x, v)),
                new Float64Array(d.sample.length).fill(base),
              ).replace(/h0/g, "v-5")}
              stroke={p.ink}
              stroke-width={1}
              opacity={0.55}
            />
            <line x1={m} x2={m} y1={top} y2={base} stroke={p.ink} stroke-width={1.6} />
            <line x1={a} x2={a} y1={top} y2={base} stroke={p.ink} stroke-width={1.4} stroke-dasharray="5 3" />
          </g>
        );
      }),
    [drawn, width, p, same, metric],
  );
  const words = drawn
    .map(
      (d, s) =>
        `${runs.header.series[s]!.name}: ${counted(d.sample.length, "run")}, median ${told(unit, quantile(d.sample, 0.5))}, mean ${told(unit, mean(d.sample))}, quartiles ${told(unit, quantile(d.sample, 0.25))} and ${told(unit, quantile(d.sample, 0.75))}`,
    )
    .join("; ");
  return (
    <div ref={box}>
      <Figure
        width={width}
        height={drawn.length * rowHeight + 4}
        label={`Distribution. ${words}`}
        palette={p}
      >
        {parts}
      </Figure>
    </div>
  );
}

/** Box, all runs as a strip, and the interval of the median, for each series on one axis. */
export function Boxes(props: Look & { share: number }) {
  const { runs, metric, palette: p } = props;
  const [box, width] = useWidth(props.share);
  const unit = unitOf(runs, metric);
  // With an axis of its own for each, spreads are what can be compared: in per cent of each median.
  const relative = !props.same && runs.rows.length > 1;
  const [samples, middles] = useMemo(() => {
    const own = runs.rows.map((_, s) => runs.sample(s, metric));
    const medians = own.map((sample) => quantile(sample, 0.5));
    return [relative ? own.map((sample, s) => sample.map((v) => 100 * (v / medians[s]! - 1))) : own, medians];
  }, [runs, metric, relative]);
  const range = common(samples);
  const scale = relative
    ? { factor: 1, unit: "%" }
    : scaleOf(unit, Math.max(Math.abs(range[0]), Math.abs(range[1])));
  const left = Math.min(190, Math.max(90, width * 0.22));
  const [low, high] = widened(...range, 0.04);
  const x: Scale = { low, high, from: left, to: width - 16 };
  const rowHeight = samples.length > 8 ? 44 : 72,
    base = samples.length * rowHeight + 8;
  const parts = useMemo(
    () =>
      samples.map((sample, s) => {
        const info = runs.header.series[s]!;
        const colour = seriesColour(p, s, runs.header.kind === "comparison");
        const top = 8 + s * rowHeight,
          middle = top + rowHeight * 0.32,
          half = rowHeight * 0.17;
        const name = (
          <>
            <text x={left - 12} y={middle + 1} text-anchor="end" fill={p.ink} font-weight="600">
              {short(runs.label(s), left - 14, 12.5)}
            </text>
            <text x={left - 12} y={middle + 16} text-anchor="end" fill={p.muted}>
              n = {sample.length}
            </text>
          </>
        );
        if (!sample.length) return <g key={s}>{name}</g>;
        const q1 = quantile(sample, 0.25),
          q3 = quantile(sample, 0.75),
          reach = 1.5 * (q3 - q1);
        const lowest = sample.find((v) => v >= q1 - reach)!;
        let k = sample.length - 1;
        while (sample[k]! > q3 + reach) --k;
        const at = (v: number) => place(x, v);
        const estimate = info.summary[metric];
        const end = (v: number) => at(relative ? 100 * (v / middles[s]! - 1) : v);
        const strip = top + rowHeight * 0.72,
          jitter = rowHeight * 0.13;
        return (
          <g key={s}>
            {name}
            <line x1={at(lowest)} x2={at(q1)} y1={middle} y2={middle} stroke={p.ink} />
            <line x1={at(q3)} x2={at(sample[k]!)} y1={middle} y2={middle} stroke={p.ink} />
            <rect
              x={at(q1)}
              y={middle - half}
              width={Math.max(1, at(q3) - at(q1))}
              height={2 * half}
              fill={colour}
              fill-opacity={0.4}
              stroke={p.ink}
            />
            <line
              x1={at(quantile(sample, 0.5))}
              x2={at(quantile(sample, 0.5))}
              y1={middle - half}
              y2={middle + half}
              stroke={p.ink}
              stroke-width={2.2}
            />
            <path d={shapesDiamond(at(mean(sample)), middle)} fill={p.panel} stroke={p.ink} />
            {estimate && estimate.low95 !== null && estimate.high95 !== null && (
              <path
                d={`M${end(estimate.low95)} ${middle + half + 5}v4m0 -2H${end(estimate.high95)}m0 -2v4`}
                stroke={p.ink}
                fill="none"
                stroke-width={1.6}
              />
            )}
            <path
              d={dots(
                Float64Array.from(sample, at),
                Float64Array.from(sample, (_, i) => strip + jitter * (2 * ((i * 0.6180339887) % 1) - 1)),
              )}
              stroke={colour}
              stroke-width={sample.length > 500 ? 2.5 : 4.4}
              stroke-linecap="round"
              opacity={sample.length > 500 ? 0.5 : 0.75}
            />
          </g>
        );
      }),
    [samples, width, p, metric, relative],
  );
  return (
    <div ref={box}>
      <Figure
        width={width}
        height={base + 40}
        label={`${metricTitle(metric)} of all series side by side`}
        palette={p}
      >
        <AxisX
          scale={x}
          factor={scale.factor}
          y={base}
          top={8}
          title={relative ? `${metricTitle(metric)} against the median (%)` : axisTitle(props, scale.unit)}
          palette={p}
        />
        {parts}
      </Figure>
    </div>
  );
}
const shapesDiamond = (x: number, y: number): string => `M${x} ${y - 4}l4 4l-4 4l-4 -4z`;
