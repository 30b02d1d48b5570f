import type { RunHeader } from "./header";
import type { Column, Joules, Seconds, Watts } from "./quantity";

/** The data of a report (docs/formats/report.md): a JSON header and typed columns. */
export interface Container {
  header: Header;
  f64<Of extends number = number>(name: string): Column<Of>;
  u32(name: string): Uint32Array;
  i32(name: string): Int32Array;
  u8(name: string): Uint8Array;
  text(index: number): string;
}

export interface Header {
  schema: string;
  kind: "run" | "series" | "comparison";
  file: string;
  run: RunHeader;
  profile: {
    period_s: Seconds;
    samples: number;
    rate: string;
    truncated: number;
    dropped: number;
    handler_s: Seconds;
    folded: boolean;
  } | null;
  program: {
    cpu_s: Seconds;
    dynamic_j: Joules | null;
    static_j: Joules | null;
    energy_j: Joules | null;
  };
  factors: {
    static: number;
    gain_rel: number;
    share_r: number;
    net_j: Joules;
    baseline_j: Joules;
    gross_j: Joules;
    step_u_j: Joules;
    idle_u_w: Watts;
    wall_s: Seconds;
    interval_s: Seconds;
    program_part: number;
    carbon_g_per_j: number | null;
    carbon_rel: number;
  } | null;
  sampled_squares_j2: number;
  bucket_s: Seconds | null;
  intervals_merged: number;
  methods: string;
  sources: { file: number; path: string; first_line: number; is_newer: boolean; lines: string[] }[];
  stages: string[];
  columns: Record<string, { type: "f64" | "u32" | "i32" | "u8"; length: number; offset: number }>;
}

export function decode(bytes: Uint8Array<ArrayBuffer>): Container {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  if (header.schema !== "calo.report/1") throw new Error(`the data is of another version: ${header.schema}`);
  const begin = bytes.byteOffset + 4 + length;
  // Typed arrays want their alignment: the header is padded to 8 bytes, and the buffer begins at 0.
  const buffer = begin % 8 === 0 ? bytes.buffer : bytes.slice(4 + length).buffer;
  const base = begin % 8 === 0 ? begin : 0;
  const column = (name: string, type: string) => {
    const found = header.columns[name];
    if (!found || found.type !== type) throw new Error(`the data has no column ${name}`);
    return found;
  };
  const f64 = <Of extends number>(name: string) => {
    const c = column(name, "f64");
    return new Float64Array(buffer, base + c.offset, c.length) as Column<Of>;
  };
  const u32 = (name: string) => {
    const c = column(name, "u32");
    return new Uint32Array(buffer, base + c.offset, c.length);
  };
  const i32 = (name: string) => {
    const c = column(name, "i32");
    return new Int32Array(buffer, base + c.offset, c.length);
  };
  const u8 = (name: string) => {
    const c = column(name, "u8");
    return new Uint8Array(buffer, base + c.offset, c.length);
  };
  const ends = u32("strings.ends");
  const raw = u8("strings.bytes");
  const decoder = new TextDecoder();
  const known: (string | undefined)[] = new Array(ends.length);
  const text = (i: number) =>
    (known[i] ??= decoder.decode(raw.subarray(i === 0 ? 0 : ends[i - 1]!, ends[i]!)));
  return { header, f64, u32, i32, u8, text };
}

/** Base64 of gzip, as it stands in the page. */
export async function unpack(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const binary = atob(base64.trim());
  const packed = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) packed[i] = binary.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
