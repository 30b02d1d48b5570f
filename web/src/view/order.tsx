import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { driftWords, metricTitle, quantile, scaleOf, told } from "../model/series";
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

/** Values in the order in which the runs began. What does not count is hollow; marks have shapes of their own. */
export function Order(props: Look & { selected: number | undefined; onSelect: (run: number) => void }) {
  const { runs, metric, same, palette: p } = props;
  const [box, width] = useWidth();
  const [at, setAt] = useState(-1);
  const line = useRef<HTMLParagraphElement>(null);
  const unit = unitOf(runs, metric);
  const rowHeight = runs.rows.length > 4 ? 150 : 196;
  const drawn = useMemo(() => {
    const values = runs.values(metric);
    const every = common(runs.rows.map((rows) => Float64Array.from(rows, (r) => values[r]!)));
    return runs.rows.map((rows, s) => {
      const own = Float64Array.from(rows, (r) => values[r]!);
      const range = same ? every : common([own]);
      const top = s * rowHeight + 40,
        base = (s + 1) * rowHeight - 26;
      const [low, high] = widened(...range, 0.08);
      const x: Scale = {
        low: 0.5 - 0.01 * rows.length,
        high: rows.length + 0.5 + 0.01 * rows.length,
        from: 66,
        to: width - 12,
      };
      const y: Scale = { low, high, from: base, to: top };
      return {
        rows,
        top,
        base,
        x,
        y,
        range,
        xs: Float64Array.from(rows, (_, i) => place(x, i + 1)),
        ys: Float64Array.from(own, (v) => place(y, v)),
        sample: runs.sample(s, metric),
      };
    });
  }, [runs, metric, same, width]);
  const parts = useMemo(
    () =>
      drawn.map((d, s) => {
        const colour = seriesColour(p, s, runs.header.kind === "comparison");
        const scale = scaleOf(unit, Math.max(Math.abs(d.range[0]), Math.abs(d.range[1])));
        const counts = (i: number) => runs.counted[d.rows[i]!] === 1;
        const isFailed = (i: number) => runs.failed[d.rows[i]!] === 1;
        const off = (i: number) => counts(i) && runs.outlier[d.rows[i]!] === 1;
        const disturbed = (i: number) => counts(i) && !off(i) && runs.isDisturbed(d.rows[i]!);
        const many = d.rows.length > 600,
          wide = many ? 3 : d.rows.length > 150 ? 4.5 : 6.5;
        const info = runs.header.series[s]!;
        const known = d.sample.length > 0;
        const middle = place(d.y, quantile(d.sample, 0.5)),
          q1 = place(d.y, quantile(d.sample, 0.25)),
          q3 = place(d.y, quantile(d.sample, 0.75));
        return (
          <g key={s}>
            <text x={66} y={d.top - 24} fill={p.ink} font-weight="600">
              {short(runs.label(s), width - 120)}
            </text>
            <text x={66} y={d.top - 9} fill={info.drift && info.drift.p < 0.01 ? p.more : p.muted}>
              {short(driftWords(info), width - 76)}
            </text>
            {known && (
              <rect
                x={d.x.from}
                y={q3}
                width={d.x.to - d.x.from}
                height={Math.max(1, q1 - q3)}
                fill={colour}
                opacity={0.12}
              />
            )}
            <AxisY
              scale={d.y}
              factor={scale.factor}
              x={66}
              right={width - 12}
              title={rowHeight < 160 ? scale.unit : axisTitle(props, scale.unit)}
              palette={p}
            />
            <AxisX whole scale={d.x} factor={1} y={d.base} top={d.base} palette={p} />
            {known && (
              <line x1={d.x.from} x2={d.x.to} y1={middle} y2={middle} stroke={p.ink} stroke-dasharray="5 3" />
            )}
            <path
              class="points"
              d={dots(d.xs, d.ys, (i) => counts(i) && !off(i) && !disturbed(i))}
              stroke={colour}
              stroke-width={wide}
              stroke-linecap="round"
              opacity={many ? 0.6 : 1}
            />
            <path
              d={dots(d.xs, d.ys, (i) => !counts(i) && !isFailed(i))}
              stroke={p.muted}
              stroke-width={Math.max(7, wide + 1)}
              stroke-linecap="round"
            />
            <path
              d={dots(d.xs, d.ys, (i) => !counts(i) && !isFailed(i))}
              stroke={p.panel}
              stroke-width={Math.max(4, wide - 2)}
              stroke-linecap="round"
            />
            <path
              d={shapes(d.xs, d.ys, isFailed, "cross", 3.4)}
              stroke={p.muted}
              fill="none"
              stroke-width={1.6}
            />
            <path
              d={shapes(d.xs, d.ys, disturbed, "triangle", many ? 3.4 : 4.6)}
              fill={colour}
              stroke={p.ink}
              stroke-width={1.1}
            />
            <path
              d={shapes(d.xs, d.ys, off, "diamond", many ? 4.2 : 5.6)}
              fill={p.select}
              stroke={p.ink}
              stroke-width={1.1}
            />
          </g>
        );
      }),
    [drawn, p],
  );
  const seriesOf = (run: number) => runs.series[run]!;
  const spot = (run: number): [number, number] | null => {
    const d = drawn[seriesOf(run)];
    const i = d ? d.rows.indexOf(run) : -1;
    return d && i >= 0 && Number.isFinite(d.ys[i]!) ? [d.xs[i]!, d.ys[i]!] : null;
  };
  const tell = (run: number): string => {
    if (run < 0) return "";
    const info = runs.header.series[seriesOf(run)]!,
      reason = runs.reason(run);
    return `${visible(runs.name(run))} (${visible(info.name)}, run ${drawn[seriesOf(run)]!.rows.indexOf(run) + 1}): ${told(unit, runs.values(metric)[run]!)}${reason ? `; ${visible(reason)}` : ""}`;
  };
  const shown = at >= 0 ? at : (props.selected ?? -1);
  useLayoutEffect(() => {
    if (line.current)
      line.current.textContent = tell(shown) || "Point at a run, or walk with the arrow keys.";
  }, [shown, metric, drawn]);
  const nearest = (e: MouseEvent): number => {
    const area = (e.currentTarget as Element).getBoundingClientRect();
    const px = e.clientX - area.left,
      py = e.clientY - area.top;
    const d = drawn[Math.floor(py / rowHeight)];
    if (!d) return -1;
    let best = 400,
      found = -1;
    for (let i = 0; i < d.xs.length; ++i) {
      const far = (d.xs[i]! - px) ** 2 + (d.ys[i]! - py) ** 2;
      if (far < best) {
        best = far;
        found = d.rows[i]!;
      }
    }
    return found;
  };
  const key = (e: KeyboardEvent) => {
    const now = shown >= 0 ? shown : (drawn[0]?.rows[0] ?? -1);
    if (now < 0) return;
    const s = seriesOf(now),
      rows = drawn[s]!.rows,
      i = rows.indexOf(now);
    let to: number | undefined;
    if (e.key === "ArrowRight") to = shown < 0 ? now : rows[Math.min(rows.length - 1, i + 1)];
    else if (e.key === "ArrowLeft") to = rows[Math.max(0, i - 1)];
    else if (e.key === "Home") to = rows[0];
    else if (e.key === "End") to = rows[rows.length - 1];
    else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      const other = drawn[s + (e.key === "ArrowDown" ? 1 : -1)]?.rows;
      to = other?.[Math.min(i, other.length - 1)];
    } else if (e.key === "Enter") {
      props.onSelect(now);
      return;
    } else return;
    e.preventDefault();
    if (to !== undefined) setAt(to);
  };
  const ring = shown >= 0 ? spot(shown) : null;
  return (
    <div ref={box}>
      <div
        class="walk"
        tabIndex={0}
        role="application"
        aria-label={`${metricTitle(metric)} in the order of the runs. Arrow keys walk from run to run, up and down change the series, Enter finds the run in the table.`}
        onMouseMove={(e) => setAt(nearest(e))}
        onMouseLeave={() => setAt(-1)}
        onClick={(e) => {
          const run = nearest(e);
          if (run >= 0) props.onSelect(run);
        }}
        onKeyDown={key}
        onBlur={() => setAt(-1)}
      >
        <Figure
          width={width}
          height={drawn.length * rowHeight}
          label={`${metricTitle(metric)} in the order of the runs. ${runs.header.series.map((s) => `${s.name}: ${driftWords(s)}`).join("; ")}`}
          palette={p}
        >
          {parts}
          {ring && <circle cx={ring[0]} cy={ring[1]} r={8.5} fill="none" stroke={p.ink} stroke-width={2} />}
        </Figure>
      </div>
      <p class="told one" ref={line} aria-live="polite" />
    </div>
  );
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
