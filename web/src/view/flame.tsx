import { useEffect, useRef } from "preact/hooks";
import { editNames, type Layout } from "../model/tree";
import { theme } from "./colours";

export interface FlameLook {
  name(fn: number): string;
  colour(fn: number): string;
  /** What is told of a node, for the line below and for screen readers. */
  tell(node: number): string;
  match: Uint8Array | null; // by function
  upwards: boolean; // callers below callees
}

const rowHeight = 18;
const least = 1; // px: narrower frames are drawn as one dim bar

/** Draws a tree on a canvas as large as the view; frames narrower than a pixel are merged in runs. */
export class Flame {
  private readonly context: CanvasRenderingContext2D;
  private from = 0;
  private to = 1;
  private top = 0;
  private hover = -1;
  selected = 0;
  private width = 0;
  private height = 0;
  private frame = 0;
  private animation = 0;
  private readonly observer: ResizeObserver;
  onSelect: (node: number) => void = () => {};
  onMenu: (node: number) => void = () => {};
  onEdit: ((kind: string, node: number) => void) | undefined;
  onHover: (node: number) => void = () => {};
  /** ms, of the last drawings: for benchmarks. */
  times: number[] = [];

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private tree: Layout,
    private look: FlameLook,
  ) {
    this.context = canvas.getContext("2d", { alpha: false })!;
    this.reset();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas.parentElement!);
    canvas.onmousemove = (e) => {
      const node = this.at(e.offsetX, e.offsetY);
      if (node !== this.hover) {
        this.hover = node;
        this.onHover(node);
        this.request();
      }
    };
    canvas.onmouseleave = () => {
      this.hover = -1;
      this.onHover(-1);
      this.request();
    };
    canvas.onclick = (e) => {
      const node = this.at(e.offsetX, e.offsetY);
      if (node >= 0) this.zoom(node);
    };
    canvas.oncontextmenu = (e) => {
      const node = this.at(e.offsetX, e.offsetY);
      if (node > 0) {
        e.preventDefault();
        this.select(node);
        this.onMenu(node);
      }
    };
    canvas.onwheel = (e) => {
      if (e.ctrlKey || e.metaKey) {
        e.preventDefault();
        this.scale(e.offsetX, Math.exp(e.deltaY * 0.002));
        return;
      }
      const before = this.top;
      this.top = this.clampTop(this.top + e.deltaY);
      if (this.top !== before) {
        e.preventDefault();
        this.request();
      }
    };
    canvas.onkeydown = (e) => this.key(e);
    this.resize();
  }

  close(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.animation);
  }

  show(tree: Layout, look: FlameLook): void {
    const isNew = tree !== this.tree;
    this.tree = tree;
    this.look = look;
    if (isNew) this.reset();
    this.request();
  }
  private reset(): void {
    this.from = 0;
    this.to = this.tree.width[0] || 1;
    this.selected = 0;
    this.top = 0;
  }

  private resize(): void {
    const box = this.canvas.parentElement!;
    const ratio = devicePixelRatio || 1;
    this.width = box.clientWidth;
    this.height = box.clientHeight;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.canvas.style.width = `${this.width}px`;
    this.canvas.style.height = `${this.height}px`;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.request();
  }
  private request(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }
  private clampTop(top: number): number {
    return Math.max(0, Math.min(Math.max(0, this.tree.rows.length * rowHeight - this.height), top));
  }
  private y(depth: number): number {
    return this.look.upwards
      ? this.height - (depth + 1) * rowHeight + this.top
      : depth * rowHeight - this.top;
  }

  scale(x: number, by: number): void {
    const all = this.tree.width[0] || 1;
    const at = this.from + (x / this.width) * (this.to - this.from);
    const wide = Math.min(all, Math.max(all * 1e-9, (this.to - this.from) * by));
    this.from = Math.max(0, Math.min(all - wide, at - (x / this.width) * wide));
    this.to = this.from + wide;
    this.request();
  }
  zoom(node: number): void {
    this.select(node);
    const from = this.from,
      to = this.to,
      x = this.tree.x[node]!,
      end = x + Math.max(this.tree.width[node]!, (this.tree.width[0] || 1) * 1e-12);
    cancelAnimationFrame(this.animation);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.from = x;
      this.to = end;
      this.request();
      return;
    }
    const begin = performance.now();
    const step = (now: number) => {
      const t = Math.min(1, (now - begin) / 180),
        e = t * t * (3 - 2 * t);
      this.from = from + (x - from) * e;
      this.to = to + (end - to) * e;
      this.draw();
      this.animation = t < 1 ? requestAnimationFrame(step) : 0;
    };
    this.animation = requestAnimationFrame(step);
  }
  get zoomed(): number {
    return (this.tree.width[0] || 1) / (this.to - this.from);
  }
  select(node: number): void {
    this.selected = node;
    const depth = this.tree.depth[node]!;
    if (depth * rowHeight < this.top) this.top = this.clampTop(depth * rowHeight);
    if ((depth + 2) * rowHeight > this.top + this.height)
      this.top = this.clampTop((depth + 2) * rowHeight - this.height);
    this.onSelect(node);
    this.request();
  }

  private key(e: KeyboardEvent): void {
    const t = this.tree,
      n = this.selected;
    const row = t.rows[t.depth[n]!]!;
    const i = lowerBound(row, n);
    const up = this.look.upwards ? "ArrowDown" : "ArrowUp",
      down = this.look.upwards ? "ArrowUp" : "ArrowDown";
    let to = n;
    if (e.key === up) to = Math.max(0, t.parent[n]!);
    else if (e.key === down) to = t.end[n]! > n + 1 ? n + 1 : n;
    else if (e.key === "ArrowRight") to = row[Math.min(row.length - 1, i + 1)]!;
    else if (e.key === "ArrowLeft") to = row[Math.max(0, i - 1)]!;
    else if (e.key === "Home") to = 0;
    else if (e.key === "Enter") {
      this.zoom(n);
      e.preventDefault();
      return;
    } else if (e.key === "Escape") {
      this.zoom(0);
      e.stopPropagation();
      return;
    } else if (e.key === "+") {
      this.scale(this.width / 2, 0.7);
      return;
    } else if (e.key === "-") {
      this.scale(this.width / 2, 1.4);
      return;
    } else if (this.onEdit && e.key in editNames && !e.ctrlKey && !e.metaKey) {
      this.onEdit(e.key, n);
      e.stopPropagation();
      return;
    } else if (e.key === "f") {
      this.onMenu(n);
      return;
    } else return;
    e.preventDefault();
    this.select(to);
    if (t.x[to]! < this.from || t.x[to]! + t.width[to]! > this.to) this.zoom(to);
  }

  private at(x: number, y: number): number {
    const depth = this.look.upwards
      ? Math.floor((this.height - y + this.top) / rowHeight)
      : Math.floor((y + this.top) / rowHeight);
    const row = this.tree.rows[depth];
    if (!row) return -1;
    const value = this.from + (x / this.width) * (this.to - this.from);
    const k = this.endsAfter(row, value, 0);
    return k < row.length && this.tree.x[row[k]!]! <= value ? row[k]! : -1;
  }

  /** The first in a row, from `low` on, that ends after a value: galloping, for it is near as a rule. */
  private endsAfter(row: Int32Array, value: number, low: number): number {
    const { x, width } = this.tree;
    let step = 1,
      high = low;
    while (high < row.length && x[row[high]!]! + width[row[high]!]! <= value) {
      low = high + 1;
      high += step;
      step *= 2;
    }
    high = Math.min(high, row.length);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x[row[middle]!]! + width[row[middle]!]! > value) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  draw(): void {
    const begin = performance.now();
    const { context: c, tree: t, look, width: w, height: h } = this;
    const colours = theme();
    const scale = w / (this.to - this.from);
    c.fillStyle = colours.paper;
    c.fillRect(0, 0, w, h);
    c.font = "12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";
    c.textBaseline = "middle";
    const letter = c.measureText("MMMMMMMMMM").width / 10;
    let fill = "";
    const paint = (colour: string) => {
      if (colour !== fill) {
        c.fillStyle = colour;
        fill = colour;
      }
    };
    const labels: number[] = [];
    const first = Math.floor(this.top / rowHeight),
      last = Math.min(t.rows.length, Math.ceil((this.top + h) / rowHeight) + 1);
    for (let depth = first; depth < last; ++depth) {
      const row = t.rows[depth]!;
      const y = this.y(depth);
      for (let k = this.endsAfter(row, this.from, 0); k < row.length;) {
        const n = row[k]!;
        let left = (t.x[n]! - this.from) * scale;
        if (left >= w) break;
        let right = left + t.width[n]! * scale;
        if (right - left < least) {
          const a = left;
          let e = right;
          while (k < row.length) {
            const pixel = Math.max(e, a + least);
            k = this.endsAfter(row, this.from + pixel / scale, k + 1);
            if (k >= row.length) {
              e = Math.max(e, pixel);
              break;
            }
            const xa = (t.x[row[k]!]! - this.from) * scale,
              xb = xa + t.width[row[k]!]! * scale;
            if (xa > pixel + 0.5 || xb - xa >= least || xa >= w) {
              e = pixel;
              break;
            }
            e = Math.max(xb, pixel);
          }
          paint(colours.dim);
          c.fillRect(a, y, Math.max(least, Math.min(w, e) - a), rowHeight - 1);
          continue;
        }
        left = Math.max(0, left);
        right = Math.min(w, right);
        const fn = t.function[n]!;
        const hit = !look.match || fn < 0 || look.match[fn];
        paint(
          n === this.selected || n === this.hover
            ? colours.select
            : !hit
              ? colours.dim
              : fn < 0
                ? colours.grid
                : look.colour(fn),
        );
        c.fillRect(left, y, Math.max(least, right - left - 0.6), rowHeight - 1);
        if (right - left > 3 * letter) labels.push(n, left, right, y, hit ? 1 : 0);
        ++k;
      }
    }
    for (let i = 0; i < labels.length; i += 5) {
      const room = Math.floor((labels[i + 2]! - labels[i + 1]! - 6) / letter);
      if (room < 2) continue;
      const fn = t.function[labels[i]!]!;
      const name = look.name(fn);
      paint((labels[i + 4] && fn >= 0) || labels[i] === this.selected ? "#111" : colours.ink);
      c.fillText(
        name.length <= room ? name : `${name.slice(0, room - 1)}\u2026`,
        labels[i + 1]! + 3,
        labels[i + 3]! + rowHeight / 2,
      );
    }
    // Which part of the whole is in view.
    if (this.zoomed > 1.001) {
      const all = w / t.width[0]!;
      c.fillStyle = colours.grid;
      c.fillRect(0, 0, w, 4);
      c.fillStyle = colours.ink;
      c.fillRect(this.from * all, 0, Math.max(2, (this.to - this.from) * all), 4);
    }
    this.times.push(performance.now() - begin);
    if (this.times.length > 500) this.times.shift();
  }
}

function lowerBound(row: Int32Array, value: number): number {
  let low = 0,
    high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function FlameView(props: {
  tree: Layout;
  look: FlameLook;
  label: string;
  onSelect: (node: number) => void;
  onEdit?: Flame["onEdit"];
  onMenu: (node: number) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const line = useRef<HTMLParagraphElement>(null);
  const flame = useRef<Flame | null>(null);
  const tell = (node: number) => {
    if (line.current)
      line.current.textContent = props.look.tell(node >= 0 ? node : (flame.current?.selected ?? 0));
  };
  useEffect(() => {
    flame.current = new Flame(canvas.current!, props.tree, props.look);
    (canvas.current as unknown as { flame: Flame }).flame = flame.current;
    return () => flame.current?.close();
  }, []);
  useEffect(() => {
    const f = flame.current!;
    f.onSelect = (n) => {
      tell(n);
      props.onSelect(n);
    };
    f.onMenu = props.onMenu;
    f.onEdit = props.onEdit;
    f.onHover = tell;
    f.show(props.tree, props.look);
    tell(f.selected);
  }, [props.tree, props.look]);
  const rows = props.tree.rows.length;
  return (
    <>
      <div class="flame" style={{ height: `${Math.max(90, Math.min(480, rows * rowHeight + 4))}px` }}>
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={`${props.label}. Arrow keys move, Enter zooms, Escape shows all.`}
        />
      </div>
      <p class="told" ref={line} aria-live="polite" />
    </>
  );
}
