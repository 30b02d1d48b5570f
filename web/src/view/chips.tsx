import type { Filter } from "../model/filter";
import { baseName, type Run } from "../model/run";
import { Name, visible } from "./panel";

const languages = ["native", "Python", "kernel"];

/** The present filters, each with a way to remove it, and what else can be chosen. */
export function Chips(props: { run: Run; filter: Filter; onChange: (filter: Filter) => void }) {
  const { run, filter } = props;
  const stacks = run.hasStacks ? 1 : 0,
    threads = run.threads.name.length;
  // How many there are to choose from, and what they are called.
  const kinds: [kind: Exclude<keyof Filter, "from" | "to">, count: number, name: (i: number) => string][] = [
    ["phase", run.phases.name.length, (i) => run.text(run.phases.name[i]!)],
    ["stage", stacks * run.header.stages.length, (i) => run.header.stages[i]!],
    ["module", stacks * run.modules.name.length, (i) => baseName(run.text(run.modules.name[i]!))],
    ["language", stacks * 3, (i) => languages[i]!],
    ["thread", threads > 1 ? threads : 0, (i) => run.threadName(i)],
    ["process", 0, (i) => run.processName(i)],
    ["function", 0, (i) => run.functionName(i)],
  ];
  const chips: [string, string, Filter][] = [];
  if (filter.from !== undefined || filter.to !== undefined)
    chips.push([
      "time",
      `${(filter.from ?? 0).toPrecision(4)} to ${(filter.to ?? run.wall).toPrecision(4)} s`,
      { from: undefined, to: undefined },
    ]);
  for (const [kind, , name] of kinds)
    if (filter[kind] !== undefined) chips.push([kind, name(filter[kind]), { [kind]: undefined }]);
  return (
    <div class="chips" aria-label="Filters">
      {chips.map(([kind, name, without]) => (
        <button
          key={kind}
          class="chip"
          aria-label={`remove the filter ${kind}`}
          onClick={() => props.onChange({ ...filter, ...without })}
        >
          {kind}: <Name text={name} short={40} /> {"\u00d7"}
        </button>
      ))}
      {chips.length > 1 && <button onClick={() => props.onChange({})}>remove all</button>}
      {kinds.map(
        ([kind, count, name]) =>
          count > 0 && (
            <Pick
              key={kind}
              label={kind}
              value={filter[kind]}
              names={Array.from({ length: count }, (_, i) => name(i))}
              onPick={(v) => props.onChange({ ...filter, [kind]: v })}
            />
          ),
      )}
    </div>
  );
}

function Pick(props: {
  label: string;
  value: number | undefined;
  names: string[];
  onPick: (value: number | undefined) => void;
}) {
  const order = props.names.map((name, i) => [visible(name), i] as const).slice(0, 2000);
  return (
    <select
      aria-label={`filter by ${props.label}`}
      value={props.value === undefined ? "" : String(props.value)}
      onChange={(e) => props.onPick(e.currentTarget.value === "" ? undefined : Number(e.currentTarget.value))}
    >
      <option value="">any {props.label}</option>
      {order.map(([name, i]) => (
        <option key={i} value={String(i)}>
          {name.slice(0, 80)}
        </option>
      ))}
    </select>
  );
}
