import type { Container } from "./container";
import type { Bytes, Column, Joules, Seconds } from "./quantity";

/** Everything of a run that the views draw from; columns by name, so that a row is an index. */
export class Run {
  readonly header;
  readonly uses;
  readonly nodes;
  readonly functions;
  readonly modules;
  readonly threads;
  readonly processes;
  readonly buckets;
  readonly intervals;
  readonly domains;
  readonly phases;
  readonly spans;
  /** J of each use that the program pays for: dynamic + static * factor. NaN without energies. */
  readonly useEnergy: Column<Joules>;
  /** Of all uses of the run. */
  readonly all: Cost;

  constructor(readonly data: Container) {
    const c = data;
    this.header = c.header;
    this.uses = {
      bucket: c.u32("uses.bucket"),
      thread: c.u32("uses.thread"),
      node: c.u32("uses.node"),
      stage: c.u8("uses.stage"),
      samples: c.u32("uses.samples"),
      cpu: c.f64<Seconds>("uses.cpu_s"),
      dynamic: c.f64<Joules>("uses.dynamic_j"),
      fixed: c.f64<Joules>("uses.static_j"),
      squares: c.f64("uses.squares_j2"),
    };
    this.nodes = {
      parent: c.i32("nodes.parent"),
      function: c.i32("nodes.function"),
      line: c.u32("nodes.line"),
    };
    this.functions = {
      name: c.u32("functions.name"),
      file: c.u32("functions.file"),
      line: c.u32("functions.line"),
      module: c.i32("functions.module"),
      language: c.u8("functions.language"),
    };
    this.modules = { name: c.u32("modules.name") };
    this.threads = {
      process: c.i32("threads.process"),
      tid: c.f64("threads.tid"),
      name: c.u32("threads.name"),
      sampled: c.f64<Seconds>("threads.sampled_s"),
      unsampled: c.f64<Seconds>("threads.unsampled_s"),
      samples: c.f64("threads.samples"),
      truncated: c.f64("threads.truncated"),
    };
    this.processes = {
      pid: c.f64("processes.pid"),
      parent: c.i32("processes.parent"),
      count: c.f64("processes.count"),
      name: c.u32("processes.name"),
      begin: c.f64<Seconds>("processes.begin_s"),
      end: c.f64<Seconds>("processes.end_s"),
      user: c.f64<Seconds>("processes.user_s"),
      system: c.f64<Seconds>("processes.system_s"),
      rss: c.f64<Bytes>("processes.rss_bytes"),
      energy: c.f64<Joules>("processes.energy_j"),
      energyU: c.f64<Joules>("processes.energy_u_j"),
    };
    this.buckets = { begin: c.f64<Seconds>("buckets.begin_s"), end: c.f64<Seconds>("buckets.end_s") };
    this.intervals = {
      begin: c.f64<Seconds>("intervals.begin_s"),
      end: c.f64<Seconds>("intervals.end_s"),
      user: c.f64<Seconds>("intervals.user_s"),
      system: c.f64<Seconds>("intervals.system_s"),
      others: c.f64<Seconds>("intervals.others_s"),
      rss: c.f64<Bytes>("intervals.rss_bytes"),
      program: c.f64<Joules>("intervals.program_j"),
      frequency: c.f64("intervals.frequency_hz"),
      temperature: c.f64("intervals.temperature_c"),
      read: c.f64<Bytes>("intervals.read_bytes"),
      written: c.f64<Bytes>("intervals.written_bytes"),
      gross: c.f64<Joules>("power.gross_j"),
    };
    this.domains = {
      name: c.u32("domains.name"),
      scope: c.u32("domains.scope"),
      kind: c.u32("domains.kind"),
      meter: c.u32("domains.meter"),
      isTotal: c.u8("domains.is_total"),
    };
    this.phases = {
      name: c.u32("phases.name"),
      parent: c.i32("phases.parent"),
      energy: c.f64<Joules>("phases.energy_j"),
      ownEnergy: c.f64<Joules>("phases.own_energy_j"),
      cpu: c.f64<Seconds>("phases.cpu_s"),
      wall: c.f64<Seconds>("phases.wall_s"),
      times: c.f64("phases.times"),
      count: c.f64("phases.count"),
    };
    this.spans = {
      phase: c.i32("spans.phase"),
      process: c.i32("spans.process"),
      begin: c.f64<Seconds>("spans.begin_s"),
      end: c.f64<Seconds>("spans.end_s"),
    };

    const factor = this.header.factors?.static ?? Number.NaN;
    const energy = new Float64Array(this.uses.node.length);
    this.useEnergy = energy as Column<Joules>;
    this.all = noCost();
    for (let i = 0; i < this.useEnergy.length; ++i) {
      energy[i] = this.uses.dynamic[i]! + this.uses.fixed[i]! * factor;
      addUse(this.all, this, i);
    }
  }

  text(i: number): string {
    return this.data.text(i);
  }
  get hasEnergy(): boolean {
    return this.header.factors !== null;
  }
  get hasStacks(): boolean {
    return this.uses.node.length > 0;
  }
  functionName(f: number): string {
    return f < 0 ? "all" : this.text(this.functions.name[f]!);
  }
  moduleName(f: number): string {
    const module = f < 0 ? -1 : this.functions.module[f]!;
    return module < 0 ? "" : this.text(this.modules.name[module]!);
  }
  /** "collision.cpp:29", "libm.so.6". */
  place(f: number): string {
    if (f < 0) return "";
    const file = this.text(this.functions.file[f]!);
    const line = this.functions.line[f]!;
    return file ? baseName(file) + (line ? `:${line}` : "") : baseName(this.moduleName(f));
  }
  language(f: number): string {
    return ["native", "Python", "kernel"][this.functions.language[f] ?? 0] ?? "native";
  }
  threadName(t: number): string {
    return `${this.text(this.threads.name[t]!) || "thread"} ${this.threads.tid[t]}`;
  }
  processName(p: number): string {
    const count = this.processes.count[p]!;
    return `${this.text(this.processes.name[p]!)}${count > 1 ? ` (${count} processes)` : ` ${this.processes.pid[p]}`}`;
  }
  get wall(): Seconds {
    return this.header.run.wall_s ?? (0 as Seconds);
  }
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** What some uses stand for together. */
export interface Cost {
  samples: number;
  cpu: Seconds;
  energy: Joules;
  dynamic: Joules;
  fixed: Joules;
  squares: number; // J^2
}
export const costKeys = ["samples", "cpu", "energy", "dynamic", "fixed", "squares"] as const;
/** The same without units, for sums over all of them. */
export type Numbers = Record<(typeof costKeys)[number], number>;
export const noCost = (): Cost =>
  ({ samples: 0, cpu: 0, energy: 0, dynamic: 0, fixed: 0, squares: 0 }) as Numbers as Cost;

export function addUse(cost: Cost, run: Run, use: number): void {
  const to: Numbers = cost;
  to.samples += run.uses.samples[use]!;
  to.cpu += run.uses.cpu[use]!;
  to.energy += run.useEnergy[use]!;
  to.dynamic += run.uses.dynamic[use]!;
  to.fixed += run.uses.fixed[use]!;
  to.squares += run.uses.squares[use]!;
}

export function addCost(to: Cost, cost: Cost): void {
  for (const key of costKeys) (to as Numbers)[key] += cost[key];
}
