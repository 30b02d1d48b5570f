import { counted } from "../model/units";
import {
  type Comparison,
  intervalWords,
  metricTitle,
  percentChange,
  type Quantity,
  ticks,
} from "../model/series";
import { AxisX, dots, Figure, fontSize, type Palette, place, type Scale, short, useWidth } from "./plot";

/** Places on a logarithmic axis of ratios. */
function axis(ratios: number[], from: number, to: number) {
  let low = Math.log(Math.min(...ratios, 1)),
    high = Math.log(Math.max(...ratios, 1));
  const room = Math.max(0.002, 0.06 * (high - low));
  low -= room;
  high += room;
  const x = (r: number) => from + ((Math.log(r) - low) / (high - low)) * (to - from);
  const most = Math.max(3, Math.floor(to > from ? (to - from) / 80 : (from - to) / 30));
  let at: number[], places: number;
  if (high - low < 1.4) ({ at, places } = ticks(100 * (Math.exp(low) - 1), 100 * (Math.exp(high) - 1), most));
  else {
    at = [0];
    for (let k = Math.floor(low / Math.LN10); k <= high / Math.LN10; ++k)
      for (const m of high - low < 6 ? [1, 2, 5] : [1]) {
        const r = m * 10 ** k;
        if (Math.log(r) > low && Math.log(r) < high && r !== 1) at.push(100 * (r - 1));
      }
    places = -1;
  }
  return {
    x,
    marks: at.map((percent) => ({
      x: x(1 + percent / 100),
      text:
        places < 0
          ? `\u00d7${+(1 + percent / 100).toPrecision(3)}`
          : percentChange(1 + percent / 100, places),
    })),
  };
}

/** Lines at the marks of such an axis, with what they say, and the line of no change. */
function RatioGrid(props: {
  marks: { x: number; text: string }[];
  equal: number;
  top: number;
  base: number;
  palette: Palette;
}) {
  const { marks, equal, top, base, palette: p } = props;
  return (
    <>
      {marks.map((m) => (
        <g key={m.text}>
          <line x1={m.x} x2={m.x} y1={top} y2={base} stroke={p.grid} />
          <text x={m.x} y={base + 16} text-anchor="middle" fill={p.muted}>
            {m.text}
          </text>
        </g>
      ))}
      <line x1={equal} x2={equal} y1={top} y2={base} stroke={p.ink} stroke-dasharray="4 3" />
    </>
  );
}

/** Where the band begins; a threshold of 100 % has no place on a logarithmic axis. */
const lowest = (threshold: number): number => Math.max(0.01, 1 - threshold);
const finite = (v: number | null): v is number => v !== null && Number.isFinite(v) && v > 0;

/** Ratios B / A with their intervals, against the line of no change and the band of the threshold. */
export function Forest(props: { comparison: Comparison; palette: Palette }) {
  const { comparison: c, palette: p } = props;
  const [box, width] = useWidth();
  const wide = width > 620;
  const left = 110,
    right = wide ? width - 340 : width - 16;
  const rowHeight = wide ? 34 : 46,
    top = 26,
    base = top + c.quantities.length * rowHeight + 4;
  const { x, marks } = axis(
    [
      ...c.quantities.flatMap((q) => [q.ratio, q.ratio_low95, q.ratio_high95].filter(finite)),
      lowest(c.threshold),
      1 + c.threshold,
    ],
    left,
    right,
  );
  const words = c.quantities
    .map(
      (q) =>
        `${metricTitle(q.metric)}: ${percentChange(q.ratio)}, ${intervalWords(q) || "no interval"}, ${q.verdict}`,
    )
    .join("; ");
  return (
    <div ref={box}>
      <Figure width={width} height={base + 42} label={`Ratios of B to A. ${words}`} palette={p}>
        <rect
          x={x(lowest(c.threshold))}
          y={top}
          width={x(1 + c.threshold) - x(lowest(c.threshold))}
          height={base - top}
          fill={p.dim}
          opacity={0.55}
        />
        <RatioGrid marks={marks} equal={x(1)} top={top} base={base} palette={p} />
        <text x={x(1) - 10} y={top - 9} text-anchor="end" fill={p.less}>
          {"\u25c4 B less"}
        </text>
        <text x={x(1) + 10} y={top - 9} fill={p.more}>
          {"B more \u25ba"}
        </text>
        {c.quantities.map((q, i) => {
          const y = top + (i + 0.5) * rowHeight + (wide ? 0 : -6);
          const surely = /^(lower|higher)/.test(q.verdict);
          const colour = !surely ? p.muted : q.ratio < 1 ? p.less : p.more;
          const { ratio_low95: low, ratio_high95: high } = q;
          return (
            <g key={q.metric}>
              <text x={left - 12} y={y + 4} text-anchor="end" fill={p.ink} font-weight="600">
                {metricTitle(q.metric)}
              </text>
              {finite(low) && finite(high) && (
                <path
                  d={`M${x(low)} ${y - 5}v10m0 -5H${x(high)}m0 -5v10`}
                  stroke={colour}
                  stroke-width={2.2}
                  fill="none"
                />
              )}
              <rect
                x={x(q.ratio) - 5}
                y={y - 5}
                width={10}
                height={10}
                fill={finite(low) ? colour : p.panel}
                stroke={colour}
                stroke-width={1.6}
              />
              <text x={wide ? right + 14 : left} y={wide ? y + 4 : y + 21} fill={p.ink}>
                <tspan font-weight="600">{percentChange(q.ratio)}</tspan>
                <tspan
                  fill={p.muted}
                >{`  ${short(!wide ? q.verdict : finite(low) && finite(high) ? `(${percentChange(low)} to ${percentChange(high)})  ${q.verdict}` : q.verdict, 300, fontSize)}`}</tspan>
              </text>
            </g>
          );
        })}
        <text
          x={(left + right) / 2}
          y={base + 34}
          text-anchor="middle"
          fill={p.muted}
        >{`${wide ? "B against A, logarithmic; " : ""}band: within the threshold of ${+(100 * c.threshold).toPrecision(3)} %`}</text>
      </Figure>
    </div>
  );
}

/** ln energy = ln time + ln power, as steps. */
export function Steps(props: { comparison: Comparison; palette: Palette }) {
  const { comparison: c, palette: p } = props;
  const [box, width] = useWidth();
  const d = c.decomposition!;
  const left = 110,
    right = width - 96;
  const rows: [string, number, number][] = [
    ["Time", 0, d.ln_time],
    ["Mean power", d.ln_time, d.ln_time + d.ln_power],
    ["Energy", 0, d.ln_energy],
  ];
  const { x, marks } = axis(
    rows.flatMap(([, a, b]) => [Math.exp(a), Math.exp(b)]),
    left,
    right,
  );
  const top = 8,
    rowHeight = 30,
    base = top + 3 * rowHeight + 4;
  return (
    <div ref={box}>
      <Figure
        width={width}
        height={base + 24}
        label={`Energy ${percentChange(Math.exp(d.ln_energy))} is time ${percentChange(Math.exp(d.ln_time))} times power ${percentChange(Math.exp(d.ln_power))}`}
        palette={p}
      >
        <RatioGrid marks={marks} equal={x(1)} top={top} base={base} palette={p} />
        {rows.map(([name, a, b], i) => {
          const y = top + i * rowHeight + 5,
            xa = x(Math.exp(a)),
            xb = x(Math.exp(b));
          const end = Math.max(xa, xb);
          return (
            <g key={name}>
              <text x={left - 12} y={y + 15} text-anchor="end" fill={p.ink} font-weight="600">
                {name}
              </text>
              <rect
                x={Math.min(xa, xb)}
                y={y}
                width={Math.max(1.5, Math.abs(xb - xa))}
                height={20}
                fill={b < a ? p.less : p.more}
                opacity={i === 2 ? 1 : 0.65}
              />
              {i === 0 && <line x1={xb} x2={xb} y1={y + 20} y2={y + rowHeight} stroke={p.muted} />}
              {i === 1 && <line x1={xb} x2={xb} y1={y + 20} y2={y + rowHeight} stroke={p.muted} />}
              <text x={end + 7} y={y + 15} fill={p.ink}>
                {percentChange(Math.exp(b - a))}
              </text>
            </g>
          );
        })}
      </Figure>
    </div>
  );
}

/** The ratio in each block, in the order of the blocks. */
export function Pairs(props: {
  pairs: { block: number; ratio: number }[];
  quantity: Quantity;
  threshold: number;
  palette: Palette;
}) {
  const { pairs, quantity: q, threshold, palette: p } = props;
  const [box, width] = useWidth();
  const top = 10,
    base = 170,
    left = 70,
    right = width - 14;
  const { ratio_low95: low, ratio_high95: high } = q;
  const { x: y, marks } = axis(
    [...pairs.map((pair) => pair.ratio).filter((r) => finite(r)), lowest(threshold), 1 + threshold],
    base,
    top,
  );
  const room = 0.02 * (pairs[pairs.length - 1]!.block - pairs[0]!.block);
  const x: Scale = {
    low: pairs[0]!.block - room,
    high: pairs[pairs.length - 1]!.block + room,
    from: left,
    to: right,
  };
  const xs = pairs.map((pair) => place(x, pair.block)),
    ys = pairs.map((pair) => y(pair.ratio));
  const wide = pairs.length > 600 ? 3 : pairs.length > 150 ? 4.5 : 7;
  const below = pairs.filter((pair) => pair.ratio < 1).length;
  return (
    <div ref={box}>
      <Figure
        width={width}
        height={base + 38}
        label={`B is less in ${below} of ${counted(pairs.length, "pair")}`}
        palette={p}
      >
        <rect
          x={left}
          y={y(1 + threshold)}
          width={right - left}
          height={y(lowest(threshold)) - y(1 + threshold)}
          fill={p.dim}
          opacity={0.55}
        />
        {marks.map((m) => (
          <g key={m.text}>
            <line x1={left} x2={right} y1={m.x} y2={m.x} stroke={p.grid} />
            <text x={left - 7} y={m.x + 4} text-anchor="end" fill={p.muted}>
              {m.text}
            </text>
          </g>
        ))}
        <AxisX
          whole
          scale={x}
          factor={1}
          y={base}
          top={base}
          title={`block; B is less in ${below} of ${pairs.length}`}
          palette={p}
        />
        {finite(low) && finite(high) && (
          <rect
            x={left}
            y={y(high)}
            width={right - left}
            height={Math.max(1, y(low) - y(high))}
            fill={q.ratio < 1 ? p.less : p.more}
            opacity={0.16}
          />
        )}
        <line x1={left} x2={right} y1={y(1)} y2={y(1)} stroke={p.ink} stroke-dasharray="4 3" />
        <line
          x1={left}
          x2={right}
          y1={y(q.ratio)}
          y2={y(q.ratio)}
          stroke={q.ratio < 1 ? p.less : p.more}
          stroke-width={1.6}
        />
        <path
          d={dots(xs, ys, (i) => pairs[i]!.ratio < 1)}
          stroke={p.less}
          stroke-width={wide}
          stroke-linecap="round"
        />
        <path
          d={dots(xs, ys, (i) => pairs[i]!.ratio >= 1)}
          stroke={p.more}
          stroke-width={wide}
          stroke-linecap="round"
        />
      </Figure>
    </div>
  );
}
