import { useMemo } from "preact/hooks";
import type { Filter } from "../model/filter";
import { type Joules, missing } from "../model/quantity";
import { baseName, type Run } from "../model/run";
import { joules, percent } from "../model/units";
import { hueOf } from "./colours";
import { Name, visible } from "./panel";

interface Block {
  name: string;
  value: number;
  rest?: boolean;
  filter?: Filter;
  note?: string;
}
interface Part {
  title: string;
  blocks: Block[];
}

/** Columns that each sum to the gross energy: domain, who, process, phase, module, function. What a column does not tell apart is grey. */
export function ledger(run: Run): { total: number; columns: Part[] } {
  const energy = run.header.run.energy;
  const total = energy.gross.value_j ?? missing<Joules>();
  const program = energy.attributed.value_j ?? missing<Joules>();
  const own = energy.own.value_j; // null without an idle baseline: nobody knows whose the idle energy is
  const outside: Block[] = [
    ...(own ? [{ name: "calo itself", value: own, rest: true }] : []),
    {
      name: own === null ? "others, idle" : "other programs",
      value: (energy.other.value_j ?? 0) - (own ?? 0),
      rest: true,
    },
    ...(energy.idle.value_j
      ? [{ name: "idle, charged to nobody", value: energy.idle.value_j, rest: true }]
      : []),
  ];
  const columns: Part[] = [];
  columns.push({
    title: "Domain",
    blocks: energy.domains
      .filter((d) => d.role === "total" && d.value_j !== null)
      .map((d) => ({ name: `${d.name} (${d.kind})`, value: d.value_j! })),
  });
  columns.push({ title: "Who", blocks: [{ name: "the program", value: program }, ...outside] });
  const byName = new Map<string, number>();
  for (let p = 0; p < run.processes.name.length; ++p) {
    const name = run.text(run.processes.name[p]!);
    byName.set(name, (byName.get(name) ?? 0) + run.processes.energy[p]!);
  }
  columns.push({
    title: "Process",
    blocks: topped(
      [...byName].map(([name, value]) => ({ name, value })),
      program,
      outside,
    ),
  });
  if (run.phases.name.length > 0) {
    const phases = Array.from(run.phases.ownEnergy, (value, p) => ({
      name: run.text(run.phases.name[p]!),
      value,
      filter: { phase: p },
    }));
    columns.push({ title: "Phase (own)", blocks: topped(phases, program, outside) });
  }
  if (run.hasStacks) {
    const modules = new Map<string, number>(),
      functions = new Map<number, number>();
    for (let i = 0; i < run.uses.node.length; ++i) {
      const fn = run.nodes.function[run.uses.node[i]!]!;
      const key =
        fn < 0 ? "unknown" : run.functions.module[fn]! >= 0 ? baseName(run.moduleName(fn)) : run.language(fn);
      modules.set(key, (modules.get(key) ?? 0) + run.useEnergy[i]!);
      functions.set(fn, (functions.get(fn) ?? 0) + run.useEnergy[i]!);
    }
    const unseen = { name: "not sampled", value: program - run.all.energy, rest: true };
    columns.push({
      title: "Module",
      blocks: topped(
        [...modules].map(([name, value]) => ({ name, value })),
        run.all.energy,
        [unseen, ...outside],
      ),
    });
    columns.push({
      title: "Function (self)",
      blocks: topped(
        [...functions].map(([fn, value]) => ({
          name: run.functionName(fn),
          value,
          filter: { function: fn },
        })),
        run.all.energy,
        [unseen, ...outside],
      ),
    });
  }
  return { total, columns };
}

/** The largest twelve, the rest as one block, then what is outside. */
function topped(blocks: Block[], sum: number, outside: Block[]): Block[] {
  const sorted = blocks.filter((b) => b.value > 0).sort((a, b) => b.value - a.value);
  const shown = sorted.filter((b, i) => i < 12 && b.value > 0.004 * sum);
  const rest = sum - shown.reduce((s, b) => s + b.value, 0);
  if (Math.abs(rest) > 1e-9 * Math.abs(sum))
    shown.push({ name: `${sorted.length - shown.length} more`, value: rest, rest: true });
  return [...shown, ...outside];
}

export function Ledger(props: { run: Run; onFilter: (filter: Filter) => void }) {
  const { run } = props;
  const books = useMemo(() => ledger(run), [run]);
  const height = 360;
  return (
    <div class="ledger" role="list">
      {books.columns.map((column) => (
        <div role="listitem" key={column.title}>
          <h3>{column.title}</h3>
          <div class="stack" style={{ height: `${height}px` }}>
            {column.blocks
              .filter((b) => b.value > 0)
              .map((block) => (
                <button
                  key={block.name}
                  disabled={!block.filter}
                  onClick={() => block.filter && props.onFilter(block.filter)}
                  class={block.rest ? "rest" : ""}
                  title={`${visible(block.name)}: ${joules(block.value as Joules)}, ${percent(block.value / books.total)} of the gross energy`}
                  style={{
                    flexBasis: `${(100 * block.value) / books.total}%`,
                    background: block.rest ? undefined : hueOf(block.name),
                  }}
                >
                  {block.value / books.total > 0.045 && (
                    <>
                      <Name text={block.name} short={34} />{" "}
                      <small>{percent(block.value / books.total)}</small>
                    </>
                  )}
                </button>
              ))}
          </div>
        </div>
      ))}
    </div>
  );
}

export function ledgerSheet(run: Run): { head: string[]; rows: string[][] } {
  const books = ledger(run);
  return {
    head: ["column", "part", "energy (J)", "share of gross"],
    rows: books.columns.flatMap((c) =>
      c.blocks.map((b) => [c.title, b.name, String(b.value), percent(b.value / books.total)]),
    ),
  };
}
