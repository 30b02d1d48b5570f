import { type Container, decode } from "../src/model/container";
import { Run } from "../src/model/run";

type Column = { type: "f64" | "u32" | "i32" | "u8"; values: number[] };
const f64 = (...values: number[]): Column => ({ type: "f64", values });
const u32 = (...values: number[]): Column => ({ type: "u32", values });
const i32 = (...values: number[]): Column => ({ type: "i32", values });
const u8 = (...values: number[]): Column => ({ type: "u8", values });
const arrays = { f64: Float64Array, u32: Uint32Array, i32: Int32Array, u8: Uint8Array };

export function container(header: object, columns: Record<string, Column>): Container {
  const area: Uint8Array[] = [];
  let offset = 0;
  const described: Record<string, object> = {};
  for (const [name, column] of Object.entries(columns)) {
    const bytes = new Uint8Array(new arrays[column.type](column.values).buffer);
    described[name] = { type: column.type, length: column.values.length, offset };
    const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
    padded.set(bytes);
    area.push(padded);
    offset += padded.length;
  }
  let head = JSON.stringify({ schema: "calo.report/1", ...header, columns: described });
  while ((4 + new TextEncoder().encode(head).length) % 8 !== 0) head += " ";
  const encoded = new TextEncoder().encode(head);
  const all = new Uint8Array(4 + encoded.length + offset);
  new DataView(all.buffer).setUint32(0, encoded.length, true);
  all.set(encoded, 4);
  let at = 4 + encoded.length;
  for (const bytes of area) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return decode(all);
}

/** Stacks as "main;f;g", each with CPU seconds; a joule a second; one thread, a bucket each. */
export function runOf(
  stacks: [string, number][],
  options: { files?: Record<string, string>; fixed?: number[]; dynamic?: number[]; paid?: number } = {},
): Run {
  const strings = [""];
  const text = (s: string) => {
    const i = strings.indexOf(s);
    return i >= 0 ? i : strings.push(s) - 1;
  };
  const names: string[] = [];
  const parent = [-1],
    fn = [-1],
    known = new Map<string, number>();
  const uses: { node: number; cpu: number }[] = [];
  for (const [stack, cpu] of stacks) {
    let node = 0,
      path = "";
    for (const name of stack.split(";")) {
      path += `;${name}`;
      let f = names.indexOf(name);
      if (f < 0) f = names.push(name) - 1;
      let next = known.get(path);
      if (next === undefined) {
        next = parent.push(node) - 1;
        fn.push(f);
        known.set(path, next);
      }
      node = next;
    }
    uses.push({ node, cpu });
  }
  const total = uses.reduce((s, u) => s + u.cpu, 0);
  const zero = (n: number) => f64(...new Array(n).fill(0));
  const n = uses.length;
  const dynamic = options.dynamic ?? uses.map((u) => u.cpu),
    fixed = options.fixed ?? uses.map(() => 0),
    paid = options.paid ?? 0;
  const sum = (values: number[]) => values.reduce((s, v) => s + v, 0);
  const dynamicJ = sum(dynamic),
    energyJ = dynamicJ + paid * sum(fixed);
  const nameIndex = names.map(text),
    fileIndex = names.map((name) => text(options.files?.[name] ?? ""));
  const encoded = strings.map((s) => new TextEncoder().encode(s));
  let end = 0;
  const ends = encoded.map((e) => (end += e.length));
  const columns: Record<string, Column> = {
    "uses.bucket": u32(...uses.map((_, i) => i)),
    "uses.thread": u32(...uses.map(() => 0)),
    "uses.node": u32(...uses.map((u) => u.node)),
    "uses.stage": u8(...uses.map(() => 2)),
    "uses.samples": u32(...uses.map(() => 1)),
    "uses.cpu_s": f64(...uses.map((u) => u.cpu)),
    "uses.dynamic_j": f64(...dynamic),
    "uses.static_j": f64(...fixed),
    "uses.squares_j2": f64(...dynamic.map((j) => j ** 2)),
    "nodes.parent": i32(...parent),
    "nodes.function": i32(...fn),
    "nodes.line": u32(...parent.map((_, i) => i)),
    "functions.name": u32(...nameIndex),
    "functions.file": u32(...fileIndex),
    "functions.line": u32(...names.map(() => 1)),
    "functions.module": i32(...names.map(() => 0)),
    "functions.language": u8(...names.map(() => 0)),
    "modules.name": u32(0),
    "modules.interpreter": u8(0),
    "threads.process": i32(0),
    "threads.tid": f64(1),
    "threads.name": u32(0),
    "threads.sampled_s": f64(total),
    "threads.unsampled_s": f64(0),
    "threads.samples": f64(n),
    "threads.truncated": f64(0),
    "buckets.begin_s": f64(...uses.map((_, i) => i)),
    "buckets.end_s": f64(...uses.map((_, i) => i + 1)),
    "processes.parent": i32(-1),
    "processes.name": u32(0),
    "domains.name": u32(0),
    "domains.scope": u32(0),
    "domains.kind": u32(0),
    "domains.meter": u32(0),
    "domains.is_total": u8(1),
    "phases.name": u32(0, 0),
    "phases.parent": i32(-1, 0),
    "spans.phase": i32(0, 1),
    "spans.process": i32(0, 0),
    "spans.begin_s": f64(0, 1),
    "spans.end_s": f64(2, 2),
    "strings.bytes": u8(...encoded.flatMap((e) => [...e])),
    "strings.ends": u32(...ends),
  };
  for (const name of [
    "pid",
    "count",
    "begin_s",
    "end_s",
    "user_s",
    "system_s",
    "rss_bytes",
    "energy_j",
    "energy_u_j",
  ])
    columns[`processes.${name}`] = f64(1);
  for (const name of [
    "begin_s",
    "end_s",
    "user_s",
    "system_s",
    "others_s",
    "own_s",
    "rss_bytes",
    "threads",
    "frequency_hz",
    "temperature_c",
    "read_bytes",
    "written_bytes",
    "program_j",
  ])
    columns[`intervals.${name}`] = zero(1);
  for (const name of [
    "gross_j",
    "idle_j",
    "tree_dynamic_j",
    "own_dynamic_j",
    "other_dynamic_j",
    "tree_static_j",
  ])
    columns[`power.${name}`] = zero(1);
  for (const name of ["energy_j", "own_energy_j", "cpu_s", "wall_s", "times", "count"])
    columns[`phases.${name}`] = zero(2);
  const header = {
    kind: "run",
    file: "x.calo",
    run: { wall_s: n, energy: { gross: { value_j: total } } },
    profile: null,
    stages: ["start-up", "imports", "main", "exit"],
    sources: [],
    methods: "",
    program: { cpu_s: total, dynamic_j: dynamicJ, static_j: sum(fixed), energy_j: energyJ },
    factors: {
      static: paid,
      gain_rel: 0.03,
      share_r: 0.12,
      net_j: dynamicJ,
      baseline_j: 0,
      gross_j: total,
      step_u_j: 0,
      idle_u_w: 0,
      wall_s: n,
      interval_s: 0.1,
      program_part: 0,
      carbon_g_per_j: 1e-4,
      carbon_rel: 0.1,
    },
    sampled_squares_j2: 0,
    bucket_s: 1,
    intervals_merged: 1,
  };
  return new Run(container(header, columns));
}
