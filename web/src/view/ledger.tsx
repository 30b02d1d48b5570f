import { useMemo } from "preact/hooks";
import type { Filter } from "../model/filter";
import type { Joules } from "../model/quantity";
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

/** Columns that each sum to the gross energy. What a column does not tell apart is grey. */
export function ledger(run: Run): { total: number; columns: Part[] } {
  const { gross, attributed, domains } = run.header.run.energy;
  const program = attributed.value_j ?? Number.NaN;
  const outside = outsideOf(run);
  const columns: Part[] = [
    {
      title: "Domain",
      blocks: domains
        .filter((domain) => domain.role === "total" && domain.value_j !== null)
        .map((domain) => ({ name: `${domain.name} (${domain.kind})`, value: domain.value_j! })),
    },
    { title: "Who", blocks: [{ name: "the program", value: program }, ...outside] },
    { title: "Process", blocks: topped(processBlocks(run), program, outside) },
  ];
  if (run.phases.name.length > 0)
    columns.push({ title: "Phase (own)", blocks: topped(phaseBlocks(run), program, outside) });
  if (run.hasStacks) {
    const rest = [{ name: "not sampled", value: program - run.all.energy, rest: true }, ...outside];
    columns.push(
      { title: "Module", blocks: topped(moduleBlocks(run), run.all.energy, rest) },
      { title: "Function (self)", blocks: topped(functionBlocks(run), run.all.energy, rest) },
    );
  }
  return { total: gross.value_j ?? Number.NaN, columns };
}

/** What is not the program's. Calo's own is null without an idle baseline: nobody knows whose the idle energy is. */
function outsideOf(run: Run): Block[] {
  const { own, other, idle } = run.header.run.energy;
  const others = own.value_j === null ? "others, idle" : "other programs";
  return [
    { name: "calo itself", value: own.value_j ?? 0, rest: true },
    { name: others, value: (other.value_j ?? 0) - (own.value_j ?? 0), rest: true },
    { name: "idle, charged to nobody", value: idle.value_j ?? 0, rest: true },
  ].filter(({ value }) => value !== 0);
}

/** Sums by a key. */
function summed<Key>(
  count: number,
  keyOf: (i: number) => Key,
  value: (i: number) => number,
): [Key, number][] {
  const sums = new Map<Key, number>();
  for (let i = 0; i < count; ++i) sums.set(keyOf(i), (sums.get(keyOf(i)) ?? 0) + value(i));
  return [...sums];
}

function processBlocks(run: Run): Block[] {
  const { name, energy } = run.processes;
  return summed(
    name.length,
    (i) => run.text(name[i]!),
    (i) => energy[i]!,
  ).map(([name, value]) => ({ name, value }));
}

function phaseBlocks(run: Run): Block[] {
  const { name, ownEnergy } = run.phases;
  return Array.from(ownEnergy, (value, phase) => ({
    name: run.text(name[phase]!),
    value,
    filter: { phase },
  }));
}

const functionOf = (run: Run, use: number): number => run.nodes.function[run.uses.node[use]!]!;

function moduleBlocks(run: Run): Block[] {
  const moduleOf = (use: number) => {
    const fn = functionOf(run, use);
    if (fn < 0) return "unknown";
    return run.functions.module[fn]! >= 0 ? baseName(run.moduleName(fn)) : run.language(fn);
  };
  const modules = summed(run.uses.node.length, moduleOf, (use) => run.useEnergy[use]!);
  return modules.map(([name, value]) => ({ name, value }));
}

function functionBlocks(run: Run): Block[] {
  return summed(
    run.uses.node.length,
    (use) => functionOf(run, use),
    (use) => run.useEnergy[use]!,
  ).map(([fn, value]) => ({ name: run.functionName(fn), value, filter: { function: fn } }));
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
  const { run, onFilter } = props;
  const books = useMemo(() => ledger(run), [run]);
  return (
    <div class="ledger" role="list">
      {books.columns.map(({ title, blocks }) => (
        <div role="listitem" key={title}>
          <h3>{title}</h3>
          <Stack blocks={blocks.filter(({ value }) => value > 0)} total={books.total} onFilter={onFilter} />
        </div>
      ))}
    </div>
  );
}

function Stack(props: { blocks: Block[]; total: number; onFilter: (filter: Filter) => void }) {
  let above = "";
  return (
    <div class="stack">
      {props.blocks.map(({ name, value, rest, filter }) => {
        const share = percent(value / props.total);
        above = rest ? "" : hueOf(name, above);
        return (
          <button
            key={name}
            disabled={!filter}
            onClick={() => filter && props.onFilter(filter)}
            class={rest ? "rest" : ""}
            title={`${visible(name)}: ${joules(value as Joules)}, ${share} of the gross energy`}
            style={{ flexBasis: `${(100 * value) / props.total}%`, background: above }}
          >
            {value / props.total > 0.047 && (
              <>
                <small>{share}</small> <Name text={name} short={60} />
              </>
            )}
          </button>
        );
      })}
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
