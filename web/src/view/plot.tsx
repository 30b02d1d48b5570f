import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { visible } from "./panel";
import { theme } from "./colours";
import { ticks } from "../model/series";

/** Colours as attributes: a figure that is saved has no style sheet. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const dark = document.documentElement.dataset["theme"] === "dark";
  return {
    ...theme(),
    panel: style.getPropertyValue("--panel").trim(),
    less: dark ? "#56B4E9" : "#0072B2",
    more: dark ? "#F0903C" : "#D55E00",
    dark,
  };
}
export type Palette = ReturnType<typeof palette>;
/** Two series are A, the grey reference, and B; blue and orange are left for less and more. */
export const seriesColour = (p: Palette, series: number, isComparison: boolean): string =>
  isComparison
    ? (p.dark ? ["#B4BCC6", "#2DC799"] : ["#5B6470", "#00855F"])[series]!
    : p.series[series % p.series.length]!;

/** The width of an element, followed; of a panel that has this share of the page. Guessed at first, so that large figures are drawn once. */
export function useWidth(share = 1) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(() => {
    const screen = document.documentElement.clientWidth,
      page = Math.min(1500, screen) - (screen > 760 ? 36 : 16);
    return Math.max(240, Math.floor(share < 1 && screen > 1000 ? (page - 14) * share : page) - 30);
  });
  useEffect(() => {
    const box = ref.current!;
    const see = () => setWidth(Math.max(240, Math.floor(box.clientWidth)));
    see();
    const observer = new ResizeObserver(see);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}

export const fontSize = 11.5;
/** Text that fits into a width in pixels, by the mean width of letters. */
export function short(text: string, width: number, size = fontSize): string {
  const room = Math.max(3, Math.floor(width / (0.56 * size)));
  const shown = visible(text);
  return shown.length <= room ? shown : `${shown.slice(0, room - 1)}\u2026`;
}

export function Figure(props: {
  width: number;
  height: number;
  label: string;
  children: ComponentChildren;
  palette: Palette;
}) {
  const { width, height } = props;
  return (
    <svg
      class="figure"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={props.label}
      font-family="system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
      font-size={fontSize}
    >
      <rect width={width} height={height} fill={props.palette.panel} />
      {props.children}
    </svg>
  );
}

export interface Scale {
  low: number;
  high: number;
  from: number;
  to: number;
}
export const place = (s: Scale, v: number): number =>
  s.from + ((v - s.low) / (s.high - s.low || 1)) * (s.to - s.from);
/** A range with room at both ends; one value gets a range of its own. */
export function widened(low: number, high: number, by: number): [number, number] {
  if (!(high > low)) {
    const d = Math.abs(low) * 0.01 || 1;
    return [low - d, low + d];
  }
  return [low - by * (high - low), high + by * (high - low)];
}

const label = (v: number, places: number): string =>
  v
    .toFixed(places)
    .replace(/^-(?=[\d.]*[1-9])/, "\u2212")
    .replace(/^-/, "");

/** Below a plot; values are divided by `factor`. */
export function AxisX(props: {
  scale: Scale;
  factor: number;
  y: number;
  top: number;
  title?: string;
  whole?: boolean;
  palette: Palette;
}) {
  const { scale: s, factor, palette: p } = props;
  const t = ticks(
    s.low / factor,
    s.high / factor,
    Math.max(2, Math.floor(Math.abs(s.to - s.from) / 85)),
    props.whole,
  );
  return (
    <g>
      {t.at.map((v) => {
        const x = place(s, v * factor);
        return (
          <g key={v}>
            <line x1={x} x2={x} y1={props.top} y2={props.y} stroke={p.grid} />
            <text x={x} y={props.y + 14} text-anchor="middle" fill={p.muted}>
              {label(v, t.places)}
            </text>
          </g>
        );
      })}
      <line x1={s.from} x2={s.to} y1={props.y} y2={props.y} stroke={p.dim} />
      {props.title && (
        <text x={(s.from + s.to) / 2} y={props.y + 30} text-anchor="middle" fill={p.muted}>
          {props.title}
        </text>
      )}
    </g>
  );
}

/** Left of a plot. */
export function AxisY(props: {
  scale: Scale;
  factor: number;
  x: number;
  right: number;
  title?: string;
  most?: number;
  whole?: boolean;
  palette: Palette;
}) {
  const { scale: s, factor, palette: p } = props;
  const t = ticks(
    s.low / factor,
    s.high / factor,
    props.most ?? Math.max(2, Math.floor(Math.abs(s.to - s.from) / 27)),
    props.whole,
  );
  return (
    <g>
      {t.at.map((v) => {
        const y = place(s, v * factor);
        return (
          <g key={v}>
            <line x1={props.x} x2={props.right} y1={y} y2={y} stroke={p.grid} />
            <text x={props.x - 6} y={y + 4} text-anchor="end" fill={p.muted}>
              {label(v, t.places)}
            </text>
          </g>
        );
      })}
      {props.title && (
        <text
          transform={`translate(12 ${(s.from + s.to) / 2}) rotate(-90)`}
          text-anchor="middle"
          fill={p.muted}
        >
          {props.title}
        </text>
      )}
    </g>
  );
}

/** Many dots as one path of points that round caps make visible; of those on one half pixel (one pixel, if there are thousands), one is drawn. */
export function dots(xs: ArrayLike<number>, ys: ArrayLike<number>, which?: (i: number) => boolean): string {
  const fine = xs.length > 2000 ? 1 : 2;
  const seen = new Set<number>();
  let path = "";
  for (let i = 0; i < xs.length; ++i) {
    if (!Number.isFinite(ys[i]!) || !Number.isFinite(xs[i]!) || (which && !which(i))) continue;
    const x = Math.round(fine * xs[i]!),
      y = Math.round(fine * ys[i]!),
      key = x * 16384 + y;
    if (seen.has(key)) continue;
    seen.add(key);
    path += `M${x / fine} ${y / fine}h0`;
  }
  return path;
}
/** The same as closed shapes. */
export function shapes(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  which: (i: number) => boolean,
  form: "diamond" | "triangle" | "cross",
  r = 4.6,
): string {
  let path = "";
  for (let i = 0; i < xs.length; ++i) {
    if (!Number.isFinite(ys[i]!) || !which(i)) continue;
    const x = xs[i]!.toFixed(1),
      y = ys[i]!.toFixed(1);
    path +=
      form === "diamond"
        ? `M${x} ${y}m0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`
        : form === "triangle"
          ? `M${x} ${y}m0 ${-r}l${r} ${1.8 * r}h${-2 * r}z`
          : `M${x} ${y}m${-r} ${-r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
  }
  return path;
}
