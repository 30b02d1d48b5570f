import type { Container } from "./container";
import { novelty, signed, told } from "./series";
import { laidOutBy, type Layout } from "./layout";

export type Which = "total" | "self";

/**
 * The calling contexts of two sides in one tree. A frame is as wide as the larger of both own costs and all that it called,
 * so that what is new and what is gone both have room. `function` is the node itself: colours and names go by node.
 */
export class Difference implements Layout {
  readonly size;
  readonly parent;
  readonly function;
  readonly depth;
  readonly x;
  readonly width;
  readonly end;
  readonly rows;
  readonly selfA;
  readonly selfB;
  readonly totalA;
  readonly totalB;
  readonly u;
  /** Changes below this are too small to be seen: 0.2 % of the larger side. */
  readonly least: number;
  /** The largest change that is coloured, for the scale. */
  readonly largest: { total: number; self: number };
  private readonly row: Int32Array; // of the table
  private readonly names;
  private readonly files;

  constructor(
    private readonly data: Container,
    readonly unit: string,
  ) {
    this.names = data.u32("nodes.name");
    this.files = data.u32("nodes.file");
    const parents = data.i32("nodes.parent");
    const column = (name: string) => data.f64(`nodes.${name}`);
    const size = parents.length;
    const selfA = column("self_a"),
      selfB = column("self_b");
    const weight = new Float64Array(size);
    for (let n = size - 1; n >= 0; --n) {
      weight[n]! += Math.max(0, selfA[n]! || 0, selfB[n]! || 0);
      if (n > 0) weight[parents[n]!]! += weight[n]!;
    }
    const { order, ...places } = laidOutBy(parents, weight);
    this.row = order;
    this.size = size;
    this.parent = places.parent;
    this.function = Int32Array.from(order, (_, at) => (at === 0 ? -1 : at));
    this.depth = places.depth;
    this.x = places.x;
    this.width = places.width;
    this.end = places.end;
    this.rows = places.rows;
    const ordered = (values: Float64Array) => Float64Array.from(this.row, (n) => values[n]!);
    this.selfA = ordered(selfA);
    this.selfB = ordered(selfB);
    this.totalA = ordered(column("total_a"));
    this.totalB = ordered(column("total_b"));
    this.u = ordered(column("u"));
    this.least = size ? 0.002 * Math.max(Math.abs(this.totalA[0]!), Math.abs(this.totalB[0]!)) : 0;
    this.largest = { total: 0, self: 0 };
    for (let n = 0; n < size; ++n)
      for (const which of ["total", "self"] as const)
        if (this.direction(n, which))
          this.largest[which] = Math.max(this.largest[which], Math.abs(this.change(n, which)));
  }

  name(n: number): string {
    return this.data.text(this.names[this.row[n]!]!);
  }
  file(n: number): string {
    return this.data.text(this.files[this.row[n]!]!);
  }
  a(n: number, which: Which): number {
    return which === "total" ? this.totalA[n]! : this.selfA[n]!;
  }
  b(n: number, which: Which): number {
    return which === "total" ? this.totalB[n]! : this.selfB[n]!;
  }
  change(n: number, which: Which): number {
    return this.b(n, which) - this.a(n, which);
  }
  novelty(n: number): "new" | "gone" | "" {
    return novelty(this.totalA[n]!, this.totalB[n]!);
  }
  /** -1 B less, +1 B more, 0: within twice its uncertainty, or too small. Own changes are held against the uncertainty of the node. */
  direction(n: number, which: Which): -1 | 0 | 1 {
    const c = this.change(n, which),
      u = this.u[n]!;
    if (!(Math.abs(c) > this.least) || (Number.isFinite(u) && Math.abs(c) < 2 * u)) return 0;
    return c < 0 ? -1 : 1;
  }
  /** -5 to 5, by the square root of the change: small ones stay visible beside the largest. */
  level(n: number, which: Which): number {
    const way = this.direction(n, which);
    return way === 0
      ? 0
      : way *
          Math.max(
            1,
            Math.round(5 * Math.sqrt(Math.abs(this.change(n, which)) / (this.largest[which] || 1))),
          );
  }
  changeText(n: number, which: Which): string {
    return signed(this.unit, this.change(n, which), which === "total" ? this.u[n] : Number.NaN);
  }
  /** "name: A 3.21 J, B 2.80 J, -0.41 ± 0.05 J". */
  tell(n: number, which: Which): string {
    const unlike = this.novelty(n);
    const word = unlike ? `${unlike === "new" ? "only in B" : "only in A"}, ` : "";
    const both = (w: Which) =>
      `A ${told(this.unit, this.a(n, w))}, B ${told(this.unit, this.b(n, w))}, ${this.changeText(n, w)}`;
    const sure = this.direction(n, which) ? "" : " (not told from zero)";
    return which === "total"
      ? `${word}${both("total")}${sure}; by itself ${signed(this.unit, this.change(n, "self"))}`
      : `${word}by itself ${both("self")}${sure}; with what it called ${this.changeText(n, "total")}`;
  }
}
