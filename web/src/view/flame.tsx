import { useEffect, useRef } from "preact/hooks";
import type { Layout } from "../model/layout";
import { editNames, folded } from "../model/tree";
import { type Theme, theme } from "./colours";

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
  onUnfold: (() => void) | undefined;
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
    canvas.onmousemove = (event) => {
      const node = this.at(event.offsetX, event.offsetY);
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
    canvas.onclick = (event) => {
      const node = this.at(event.offsetX, event.offsetY);
      if (node >= 0) this.open(node);
    };
    canvas.oncontextmenu = (event) => {
      const node = this.at(event.offsetX, event.offsetY);
      if (node > 0) {
        event.preventDefault();
        this.select(node);
        this.onMenu(node);
      }
    };
    canvas.onwheel = (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.scale(event.offsetX, Math.exp(event.deltaY * 0.002));
        return;
      }
      const before = this.top;
      this.top = this.clampTop(this.top + event.deltaY);
      if (this.top !== before) {
        event.preventDefault();
        this.request();
      }
    };
    canvas.onkeydown = (event) => this.key(event);
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
  private open(node: number): void {
    if (this.tree.function[node]! <= folded) this.onUnfold?.();
    else this.zoom(node);
  }
  zoom(node: number): void {
    this.select(node);
    const { from, to, tree } = this;
    const begin = tree.x[node]!;
    const end = begin + Math.max(tree.width[node]!, (tree.width[0] || 1) * 1e-12);
    const started = performance.now();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = (now: number) => {
      const time = still ? 1 : Math.min(1, (now - started) / 180);
      const way = time * time * (3 - 2 * time);
      this.from = from + (begin - from) * way;
      this.to = to + (end - to) * way;
      this.draw();
      this.animation = time < 1 ? requestAnimationFrame(step) : 0;
    };
    cancelAnimationFrame(this.animation);
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

  private key(event: KeyboardEvent): void {
    const { tree, selected: node } = this;
    const key = this.look.upwards ? (turned[event.key] ?? event.key) : event.key;
    const to = this.neighbour(node, key);
    if (to !== undefined) {
      this.select(to);
      if (tree.x[to]! < this.from || tree.x[to]! + tree.width[to]! > this.to) this.zoom(to);
      event.preventDefault();
    } else if (key === "Enter") {
      this.open(node);
      event.preventDefault();
    } else if (key === "Escape") {
      this.zoom(0);
      event.stopPropagation();
    } else if (key === "+") this.scale(this.width / 2, 0.7);
    else if (key === "-") this.scale(this.width / 2, 1.4);
    else if (this.onEdit && key in editNames && !event.ctrlKey && !event.metaKey) {
      this.onEdit(key, node);
      event.stopPropagation();
    } else if (key === "f") this.onMenu(node);
  }

  /** Where an arrow key goes from a node; nowhere by other keys. */
  private neighbour(node: number, key: string): number | undefined {
    const { tree } = this;
    const row = tree.rows[tree.depth[node]!]!;
    const at = firstIndex(row.length, (i) => row[i]! >= node);
    switch (key) {
      case "ArrowUp":
        return Math.max(0, tree.parent[node]!);
      case "ArrowDown":
        return tree.end[node]! > node + 1 ? node + 1 : node;
      case "ArrowRight":
        return row[Math.min(row.length - 1, at + 1)];
      case "ArrowLeft":
        return row[Math.max(0, at - 1)];
      case "Home":
        return 0;
      default:
        return undefined;
    }
  }

  private at(x: number, y: number): number {
    const depth = Math.floor(((this.look.upwards ? this.height - y : y) + this.top) / rowHeight);
    const row = this.tree.rows[depth];
    if (!row) return -1;
    const value = this.from + (x / this.width) * (this.to - this.from);
    const found = row[this.endsAfter(row, value, 0)];
    return found !== undefined && this.tree.x[found]! <= value ? found : -1;
  }

  /** The first in a row, from `low` on, that ends after a value: galloping, for it is near as a rule. */
  private endsAfter(row: Int32Array, value: number, low: number): number {
    const { x, width } = this.tree;
    const ends = (i: number) => x[row[i]!]! + width[row[i]!]! > value;
    let high = low;
    for (let step = 1; high < row.length && !ends(high); step *= 2) {
      low = high + 1;
      high += step;
    }
    return firstIndex(Math.min(high, row.length), ends, low);
  }

  /** Pixels from the left. */
  private left(node: number): number {
    return ((this.tree.x[node]! - this.from) / (this.to - this.from)) * this.width;
  }
  private right(node: number): number {
    return this.left(node) + (this.tree.width[node]! / (this.to - this.from)) * this.width;
  }

  draw(): void {
    const begin = performance.now();
    const { context, tree, width, height } = this;
    const colours = theme();
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, width, height);
    context.font = "12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";
    context.textBaseline = "middle";
    const letter = context.measureText("MMMMMMMMMM").width / 10;
    const first = Math.floor(this.top / rowHeight);
    const last = Math.min(tree.rows.length, Math.ceil((this.top + height) / rowHeight) + 1);
    const labelled: number[] = [];
    for (let depth = first; depth < last; ++depth) this.drawRow(depth, colours, 3 * letter, labelled);
    for (const node of labelled) this.drawLabel(node, colours, letter);
    if (this.zoomed > 1.001) {
      // which part of the whole is in view
      const scale = width / tree.width[0]!;
      context.fillStyle = colours.grid;
      context.fillRect(0, 0, width, 4);
      context.fillStyle = colours.ink;
      context.fillRect(this.from * scale, 0, Math.max(2, (this.to - this.from) * scale), 4);
    }
    this.times.push(performance.now() - begin);
    if (this.times.length > 500) this.times.shift();
  }

  /** Frames of a row; those with room for a name are put into `labelled`. */
  private drawRow(depth: number, colours: Theme, room: number, labelled: number[]): void {
    const { context, width } = this;
    const row = this.tree.rows[depth]!;
    const y = this.y(depth);
    for (let i = this.endsAfter(row, this.from, 0); i < row.length;) {
      const node = row[i]!;
      const left = Math.max(0, this.left(node));
      const right = Math.min(width, this.right(node));
      if (left >= width) break;
      if (this.right(node) - this.left(node) < least) {
        const [next, end] = this.narrow(row, i);
        context.fillStyle = colours.dim;
        context.fillRect(left, y, Math.max(least, Math.min(width, end) - left), rowHeight - 1);
        i = next;
        continue;
      }
      context.fillStyle = this.colour(node, colours);
      context.fillRect(left, y, Math.max(least, right - left - 0.6), rowHeight - 1);
      if (right - left > room) labelled.push(node);
      ++i;
    }
  }

  /** Where a run of frames that are narrower than a pixel ends: the next frame, and the pixel. */
  private narrow(row: Int32Array, i: number): [next: number, end: number] {
    let end = this.right(row[i]!);
    for (let from = this.left(row[i]!); ;) {
      const pixel = Math.max(end, from + least);
      i = this.endsAfter(row, this.from + (pixel / this.width) * (this.to - this.from), i + 1);
      if (i >= row.length) return [i, pixel];
      from = this.left(row[i]!);
      const right = this.right(row[i]!);
      if (from > pixel + 0.5 || right - from >= least || from >= this.width) return [i, pixel];
      end = Math.max(right, pixel);
    }
  }

  private matches(node: number): boolean {
    const fn = this.tree.function[node]!;
    return !this.look.match || fn < 0 || !!this.look.match[fn];
  }

  private colour(node: number, colours: Theme): string {
    const fn = this.tree.function[node]!;
    if (node === this.selected || node === this.hover) return colours.select;
    if (!this.matches(node)) return colours.dim;
    return fn < 0 ? colours.grid : this.look.colour(fn);
  }

  private drawLabel(node: number, colours: Theme, letter: number): void {
    const left = Math.max(0, this.left(node));
    const room = Math.floor((Math.min(this.width, this.right(node)) - left - 6) / letter);
    const fn = this.tree.function[node]!;
    const name = this.look.name(fn);
    const isBright = node === this.selected || (this.matches(node) && fn >= 0);
    this.context.fillStyle = isBright ? "#111" : colours.ink;
    this.context.fillText(
      name.length <= room ? name : `${name.slice(0, room - 1)}\u2026`,
      left + 3,
      this.y(this.tree.depth[node]!) + rowHeight / 2,
    );
  }
}

/** Arrow keys of a tree that grows upwards. */
const turned: Record<string, string> = { ArrowUp: "ArrowDown", ArrowDown: "ArrowUp" };

/** The first index from `low` on that fits, if all after it do; `high` if none does. */
function firstIndex(high: number, fits: (i: number) => boolean, low = 0): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(middle)) high = middle;
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
  onUnfold?: () => void;
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
    const drawn = flame.current!;
    drawn.onSelect = (node) => {
      tell(node);
      props.onSelect(node);
    };
    drawn.onMenu = props.onMenu;
    drawn.onEdit = props.onEdit;
    drawn.onUnfold = props.onUnfold;
    drawn.onHover = tell;
    drawn.show(props.tree, props.look);
    tell(drawn.selected);
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
