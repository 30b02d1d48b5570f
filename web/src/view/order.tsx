import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { driftWords, metricTitle, quantile, type Runs, scaleOf, told } from "../model/series";
import { axisTitle, common, type Look, unitOf } from "./distribution";
import { visible } from "./panel";
import {
  AxisX,
  AxisY,
  dots,
  Figure,
  place,
  type Scale,
  seriesColour,
  shapes,
  short,
  useWidth,
  widened,
} from "./plot";

const left = 66; // px, for the axis
const right = 12;

/** A series as it is drawn. */
interface Row {
  rows: Int32Array;
  top: number;
  base: number;
  x: Scale;
  y: Scale;
  range: [number, number];
  xs: Float64Array;
  ys: Float64Array;
  sample: Float64Array;
}

function rowsOf({ runs, metric, same }: Look, width: number, rowHeight: number): Row[] {
  const values = runs.values(metric);
  const own = runs.rows.map((rows) => Float64Array.from(rows, (run) => values[run]!));
  const every = common(own);
  return runs.rows.map((rows, i) => {
    const range = same ? every : common([own[i]!]);
    const [top, base] = [i * rowHeight + 40, (i + 1) * rowHeight - 26];
    const [low, high] = widened(...range, 0.08);
    const room = 0.5 + 0.01 * rows.length;
    const x: Scale = { low: 1 - room, high: rows.length + room, from: left, to: width - right };
    const y: Scale = { low, high, from: base, to: top };
    const xs = Float64Array.from(rows, (_, at) => place(x, at + 1));
    const ys = own[i]!.map((value) => place(y, value));
    return { rows, top, base, x, y, range, xs, ys, sample: runs.sample(i, metric) };
  });
}

/** The dots of a series: what does not count is hollow, marks have shapes of their own. */
function Dots(props: { look: Look; row: Row; colour: string }) {
  const { row, colour } = props;
  const { runs, palette } = props.look;
  const { xs, ys } = row;
  const counts = (i: number) => runs.counted[row.rows[i]!] === 1;
  const isFailed = (i: number) => runs.failed[row.rows[i]!] === 1;
  const isOff = (i: number) => counts(i) && runs.outlier[row.rows[i]!] === 1;
  const isDisturbed = (i: number) => counts(i) && !isOff(i) && runs.isDisturbed(row.rows[i]!);
  const isMany = row.rows.length > 600;
  const wide = isMany ? 3 : row.rows.length > 150 ? 4.5 : 6.5;
  const hollow = dots(xs, ys, (i) => !counts(i) && !isFailed(i));
  return (
    <>
      <path
        class="points"
        d={dots(xs, ys, (i) => counts(i) && !isOff(i) && !isDisturbed(i))}
        stroke={colour}
        stroke-width={wide}
        stroke-linecap="round"
        opacity={isMany ? 0.6 : 1}
      />
      <path d={hollow} stroke={palette.muted} stroke-width={Math.max(7, wide + 1)} stroke-linecap="round" />
      <path d={hollow} stroke={palette.panel} stroke-width={Math.max(4, wide - 2)} stroke-linecap="round" />
      <path
        d={shapes(xs, ys, isFailed, "cross", 3.4)}
        stroke={palette.muted}
        fill="none"
        stroke-width={1.6}
      />
      <path
        d={shapes(xs, ys, isDisturbed, "triangle", isMany ? 3.4 : 4.6)}
        fill={colour}
        stroke={palette.ink}
        stroke-width={1.1}
      />
      <path
        d={shapes(xs, ys, isOff, "diamond", isMany ? 4.2 : 5.6)}
        fill={palette.select}
        stroke={palette.ink}
        stroke-width={1.1}
      />
    </>
  );
}

function SeriesRow(props: { look: Look; row: Row; series: number; width: number; isLow: boolean }) {
  const { look, row, series, width } = props;
  const { runs, metric, palette } = look;
  const colour = seriesColour(palette, series, runs.header.kind === "comparison");
  const scale = scaleOf(unitOf(runs, metric), Math.max(Math.abs(row.range[0]), Math.abs(row.range[1])));
  const info = runs.header.series[series]!;
  const isKnown = row.sample.length > 0;
  const [first, middle, third] = [0.25, 0.5, 0.75].map((share) => place(row.y, quantile(row.sample, share)));
  return (
    <g>
      <text x={left} y={row.top - 24} fill={palette.ink} font-weight="600">
        {short(runs.label(series), width - 120)}
      </text>
      <text x={left} y={row.top - 9} fill={info.drift && info.drift.p < 0.01 ? palette.more : palette.muted}>
        {short(driftWords(info), width - 76)}
      </text>
      {isKnown && (
        <rect
          x={row.x.from}
          y={third}
          width={row.x.to - row.x.from}
          height={Math.max(1, first! - third!)}
          fill={colour}
          opacity={0.12}
        />
      )}
      <AxisY
        scale={row.y}
        factor={scale.factor}
        x={left}
        right={width - right}
        title={props.isLow ? scale.unit : axisTitle(look, scale.unit)}
        palette={palette}
      />
      <AxisX whole scale={row.x} factor={1} y={row.base} top={row.base} palette={palette} />
      {isKnown && (
        <line
          x1={row.x.from}
          x2={row.x.to}
          y1={middle}
          y2={middle}
          stroke={palette.ink}
          stroke-dasharray="5 3"
        />
      )}
      <Dots look={look} row={row} colour={colour} />
    </g>
  );
}

/** The run within 20 pixels of a point, or -1. */
function nearest(row: Row | undefined, x: number, y: number): number {
  let best = 400;
  let found = -1;
  row?.xs.forEach((at, i) => {
    const far = (at - x) ** 2 + (row.ys[i]! - y) ** 2;
    if (far < best) [best, found] = [far, row.rows[i]!];
  });
  return found;
}

/** Where a key walks from a run: -1 for nowhere, undefined by other keys. */
function walked(drawn: Row[], series: number, run: number, key: string): number | undefined {
  const { rows } = drawn[series]!;
  const at = rows.indexOf(run);
  const beside = (row: Row | undefined) => row?.rows[Math.min(at, row.rows.length - 1)] ?? -1;
  switch (key) {
    case "ArrowRight":
      return rows[Math.min(rows.length - 1, at + 1)];
    case "ArrowLeft":
      return rows[Math.max(0, at - 1)];
    case "Home":
      return rows[0];
    case "End":
      return rows[rows.length - 1];
    case "ArrowDown":
      return beside(drawn[series + 1]);
    case "ArrowUp":
      return beside(drawn[series - 1]);
    default:
      return undefined;
  }
}

/** Values in the order in which the runs began. */
export function Order(props: Look & { selected: number | undefined; onSelect: (run: number) => void }) {
  const { runs, metric, same, palette, onSelect } = props;
  const [box, width] = useWidth();
  const [at, setAt] = useState(-1);
  const line = useRef<HTMLParagraphElement>(null);
  const rowHeight = runs.rows.length > 4 ? 150 : 196;
  const drawn = useMemo(() => rowsOf(props, width, rowHeight), [runs, metric, same, width]);
  const parts = useMemo(
    () =>
      drawn.map((row, i) => (
        <SeriesRow key={i} look={props} row={row} series={i} width={width} isLow={rowHeight < 160} />
      )),
    [drawn, palette],
  );
  const shown = at >= 0 ? at : (props.selected ?? -1);
  useLayoutEffect(() => {
    line.current!.textContent = tell(runs, metric, shown) || "Point at a run, or walk with the arrow keys.";
  }, [shown, metric, drawn]);
  const below = (event: MouseEvent): number => {
    const area = (event.currentTarget as Element).getBoundingClientRect();
    const [x, y] = [event.clientX - area.left, event.clientY - area.top];
    return nearest(drawn[Math.floor(y / rowHeight)], x, y);
  };
  const key = (event: KeyboardEvent) => {
    const from = shown >= 0 ? shown : (drawn[0]?.rows[0] ?? -1);
    if (from < 0) return;
    if (event.key === "Enter") return onSelect(from);
    const to = walked(drawn, runs.series[from]!, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0) setAt(shown < 0 && event.key === "ArrowRight" ? from : to);
  };
  const row = shown >= 0 ? drawn[runs.series[shown]!] : undefined;
  const spot = row?.rows.indexOf(shown) ?? -1;
  return (
    <div ref={box}>
      <div
        class="walk"
        tabIndex={0}
        role="application"
        aria-label={`${metricTitle(metric)} in the order of the runs. Arrow keys walk from run to run, up and down change the series, Enter finds the run in the table.`}
        onMouseMove={(event) => setAt(below(event))}
        onMouseLeave={() => setAt(-1)}
        onClick={(event) => {
          const run = below(event);
          if (run >= 0) onSelect(run);
        }}
        onKeyDown={key}
        onBlur={() => setAt(-1)}
      >
        <Figure
          width={width}
          height={drawn.length * rowHeight}
          label={`${metricTitle(metric)} in the order of the runs. ${runs.header.series.map((series) => `${series.name}: ${driftWords(series)}`).join("; ")}`}
          palette={palette}
        >
          {parts}
          {row && Number.isFinite(row.ys[spot]) && (
            <circle
              cx={row.xs[spot]}
              cy={row.ys[spot]}
              r={8.5}
              fill="none"
              stroke={palette.ink}
              stroke-width={2}
            />
          )}
        </Figure>
      </div>
      <p class="told one" ref={line} aria-live="polite" />
    </div>
  );
}

function tell(runs: Runs, metric: string, run: number): string {
  if (run < 0) return "";
  const series = runs.series[run]!;
  const reason = runs.reason(run);
  const order = runs.rows[series]!.indexOf(run) + 1;
  const value = told(unitOf(runs, metric), runs.values(metric)[run]!);
  return `${visible(runs.name(run))} (${visible(runs.header.series[series]!.name)}, run ${order}): ${value}${reason ? `; ${visible(reason)}` : ""}`;
}

/** What the shapes mean. */
export function OrderKeys(props: { palette: Look["palette"] }) {
  const p = props.palette;
  const mark = (d: string, look: object) => (
    <svg width={16} height={14} aria-hidden="true">
      <path d={d} {...look} />
    </svg>
  );
  return (
    <span class="keys">
      <span>{mark("M8 7h0", { stroke: p.muted, "stroke-width": 7, "stroke-linecap": "round" })}counts</span>
      <span>
        <svg width={16} height={14} aria-hidden="true">
          <circle cx={8} cy={7} r={3.4} fill="none" stroke={p.muted} stroke-width={1.4} />
        </svg>
        warm-up
      </span>
      <span>
        {mark(
          shapes([8], [7], () => true, "cross", 3.4),
          { stroke: p.muted, fill: "none", "stroke-width": 1.6 },
        )}
        failed
      </span>
      <span>
        {mark(
          shapes([8], [7], () => true, "diamond", 5),
          { fill: p.select, stroke: p.ink },
        )}
        outlier
      </span>
      <span>
        {mark(
          shapes([8], [7], () => true, "triangle", 4.4),
          { fill: p.muted, stroke: p.ink },
        )}
        disturbed
      </span>
      <span>dashed: median, band: quartiles</span>
    </span>
  );
}
