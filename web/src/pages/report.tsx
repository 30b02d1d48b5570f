import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { decode, unpack } from "../model/container";
import { type Filter, isEmpty, select } from "../model/filter";
import { amount, type Metric, metricName, metricsOf, plain, unsampled, weight } from "../model/metric";
import { baseName, type Cost, noCost, addUse, Run } from "../model/run";
import {
  bottomUp,
  byFunction,
  type Edit,
  editNames,
  type FunctionCost,
  topDown,
  type Costs,
} from "../model/tree";
import { programShare, shareInterval } from "../model/uncertainty";
import { bytes, duration, joules, percent } from "../model/units";
import { hueOf, languageHues } from "../view/colours";
import { carbonRows, Facts, Methods } from "../view/facts";
import { FlameView, type FlameLook } from "../view/flame";
import { CallGraph } from "../view/graph";
import { Ledger, ledgerSheet } from "../view/ledger";
import { Name, Panel, visible } from "../view/panel";
import { Source } from "../view/source";
import { Sunburst } from "../view/sunburst";
import { type Column, Table } from "../view/table";
import { Timeline } from "../view/timeline";
import { Verdict } from "../view/verdict";

type Shape = "down" | "up" | "sandwich" | "sunburst";
const tabs = [
  ["overview", "Overview"],
  ["flame", "Call tree"],
  ["functions", "Functions"],
  ["graph", "Call graph"],
  ["source", "Source"],
  ["processes", "Processes and threads"],
  ["carbon", "Carbon"],
  ["method", "How it was measured"],
] as const;
type Tab = (typeof tabs)[number][0];

interface State {
  tab: Tab;
  metric: Metric;
  shape: Shape;
  colour: "module" | "language" | "function";
  filter: Filter;
  edits: Edit[];
  selected?: number | undefined;
  file?: number | undefined;
  search: string;
}

function fromHash(run: Run): State {
  const query = new URLSearchParams(location.hash.slice(1));
  const number = (name: string) => {
    const v = query.get(name);
    return v === null || !Number.isFinite(Number(v)) ? undefined : Number(v);
  };
  const index = (name: string, size: number) => {
    const v = number(name);
    return v !== undefined && Number.isInteger(v) && v >= 0 && v < size ? v : undefined;
  };
  const metrics = metricsOf(run);
  const functions = run.functions.name.length;
  const filter: Filter = {
    from: number("from"),
    to: number("to"),
    process: index("process", run.processes.name.length),
    thread: index("thread", run.threads.name.length),
    phase: index("phase", run.phases.name.length),
    stage: index("stage", run.header.stages.length),
    module: index("module", run.modules.name.length),
    language: index("language", 3),
    function: index("function", functions),
  };
  return {
    tab: tabs.find(([id]) => id === query.get("tab"))?.[0] ?? "overview",
    metric: metrics.find((m) => m === query.get("metric")) ?? metrics[0]!,
    shape: (["down", "up", "sandwich", "sunburst"] as const).find((s) => s === query.get("shape")) ?? "down",
    colour: (["module", "language", "function"] as const).find((s) => s === query.get("colour")) ?? "module",
    edits: (query.get("edits") ?? "")
      .split(".")
      .map((e) => [e[0], Number(e.slice(1))] as unknown as Edit)
      .filter(([k, f]) => k in editNames && f >= 0 && f < functions),
    filter,
    selected: index("selected", functions),
    file: number("file"),
    search: query.get("search") ?? "",
  };
}

function toHash(state: State): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    tab: state.tab,
    metric: state.metric,
    shape: state.shape,
    colour: state.colour,
    selected: state.selected,
    file: state.file,
    search: state.search || undefined,
    edits: state.edits.map((e) => e.join("")).join(".") || undefined,
    ...state.filter,
  })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `#${query}`;
}

const languages = ["native", "Python", "kernel"];

function Chips(props: { run: Run; filter: Filter; onChange: (filter: Filter) => void }) {
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

function App(props: { run: Run }) {
  const { run } = props;
  const [state, setState] = useState(() => fromHash(run));
  const [dark, setDark] = useState(() => document.documentElement.dataset["theme"] === "dark");
  const [help, setHelp] = useState(false);
  const [plainText, setPlainText] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const update = (change: Partial<State>, remember = true) =>
    setState((old) => {
      const next = { ...old, ...change };
      if (toHash(next) !== toHash(old))
        history[remember ? "pushState" : "replaceState"](null, "", toHash(next));
      return next;
    });
  useEffect(() => {
    const back = () => setState(fromHash(run));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [run]);
  const latest = useRef(state); // the handler is renewed later than the page
  latest.current = state;
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      const state = latest.current;
      const target = e.target as HTMLElement;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
        if (e.key === "Escape") target.blur();
        return;
      }
      if ((e.key === "k" && (e.ctrlKey || e.metaKey)) || e.key === "/") {
        e.preventDefault();
        if (state.tab !== "flame" && state.tab !== "functions") update({ tab: "functions" });
        setTimeout(() => searchBox.current?.focus());
        return;
      }
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === "?") setHelp((h) => !h);
      else if (e.key === "Escape") {
        if (help) setHelp(false);
        else if (!isEmpty(state.filter)) update({ filter: {} });
      } else if (e.key === "[") history.back();
      else if (e.key === "]") history.forward();
      else if (e.key === "i") update({ shape: state.shape === "up" ? "down" : "up", tab: "flame" });
      else if (e.key === "m") {
        const all = metricsOf(run);
        update({ metric: all[(all.indexOf(state.metric) + 1) % all.length]! });
      } else if (/^[1-8]$/.test(e.key)) update({ tab: tabs[Number(e.key) - 1]![0] });
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
  useEffect(() => {
    document.getElementById("summary")!.hidden = !plainText;
  }, [plainText]);

  const uses = useMemo(() => select(run, state.filter), [run, state.filter]);
  const shown = useMemo(() => {
    const cost = noCost();
    for (const use of uses) addUse(cost, run, use);
    return cost;
  }, [uses]);
  const metric = state.metric;
  const range: [number, number] | null =
    state.filter.from !== undefined && state.filter.to !== undefined
      ? [state.filter.from, state.filter.to]
      : null;
  const filterBy = (filter: Filter) => update({ filter: { ...state.filter, ...filter } });
  const stacks = run.hasStacks ? null : (
    <p class="note">
      The run holds no stacks
      {run.header.run.processes === null
        ? ": it is of a whole machine"
        : run.header.run.cpu_user_s + run.header.run.cpu_system_s < 0.05
          ? ": it was too short for a sample"
          : " (--no-stacks, or a program that cannot be sampled)"}
      . Totals, processes and the timeline are complete.
    </p>
  );
  const searching = (
    <label class="search">
      search{" "}
      <input
        ref={searchBox}
        type="search"
        value={state.search}
        placeholder="name or regex  (/)"
        onInput={(e) => update({ search: e.currentTarget.value }, false)}
      />
    </label>
  );

  return (
    <div class={dark ? "app dark" : "app"}>
      <Verdict run={run} />
      <nav aria-label="Views">
        {tabs.map(([id, title], i) => (
          <button
            key={id}
            aria-current={state.tab === id ? "page" : undefined}
            onClick={() => update({ tab: id })}
            title={`key ${i + 1}`}
          >
            {title}
          </button>
        ))}
        <span class="space" />
        <label>
          metric{" "}
          <select
            id="metric"
            value={metric}
            onChange={(e) => update({ metric: e.currentTarget.value as Metric })}
          >
            {metricsOf(run).map((m) => (
              <option key={m} value={m}>
                {metricName(run, m)}
              </option>
            ))}
          </select>
        </label>
        <button
          onClick={() => {
            const next = !dark;
            document.documentElement.dataset["theme"] = next ? "dark" : "light";
            setDark(next);
          }}
          aria-pressed={dark}
        >
          {dark ? "Light" : "Dark"}
        </button>
        <button onClick={() => setPlainText(!plainText)} aria-pressed={plainText}>
          Plain tables
        </button>
        <button onClick={() => setHelp(!help)} aria-expanded={help}>
          ?
        </button>
      </nav>
      <Chips run={run} filter={state.filter} onChange={(filter) => update({ filter })} />
      {!isEmpty(state.filter) && run.hasStacks && (
        <p class="selection" id="selection">
          Selected: <b>{amount(run, metric, shown)}</b>, {percent(programShare(run, shown, metric))} of the
          program (95 % from sampling: {shareInterval(run, shown, metric).map(percent).join(" to ")}),{" "}
          {shown.samples} samples
        </p>
      )}
      {help && <Help />}
      {state.tab === "overview" && (
        <>
          <Panel id="timeline" title="Over time" picture>
            <Timeline
              run={run}
              range={range}
              dark={dark}
              phase={state.filter.phase}
              onPhase={(phase) => filterBy({ phase: state.filter.phase === phase ? undefined : phase })}
              onRange={(r) => filterBy({ from: r?.[0], to: r?.[1] })}
            />
          </Panel>
          {run.hasEnergy && (
            <Panel
              id="ledger"
              title="Ledger: each column is the whole"
              note={
                <>
                  Gross energy of the run,{" "}
                  {joules(run.header.run.energy.gross.value_j, run.header.run.energy.gross.u_j)} (
                  {run.header.run.energy.gross.kind}, {run.header.run.energy.scope}), shared out in several
                  ways. Grey is what a column does not tell apart.
                </>
              }
              sheet={() => ledgerSheet(run)}
            >
              <Ledger
                run={run}
                onFilter={(f) => {
                  filterBy(f);
                  update({ tab: "flame" });
                }}
              />
            </Panel>
          )}
          {run.phases.name.length > 0 && <Phases run={run} onPhase={(phase) => filterBy({ phase })} />}
          {stacks ?? (
            <Functions
              run={run}
              uses={uses}
              metric={metric}
              search=""
              selected={state.selected}
              onSelect={(selected) => update({ selected, tab: "functions" })}
              title="Hottest functions"
              height={290}
            />
          )}
        </>
      )}
      {state.tab === "flame" &&
        (stacks ?? (
          <CallTree
            run={run}
            uses={uses}
            state={state}
            update={update}
            dark={dark}
            searching={searching}
            onFunction={(f) => filterBy({ function: f })}
          />
        ))}
      {state.tab === "functions" &&
        (stacks ?? (
          <>
            <Functions
              run={run}
              uses={uses}
              metric={metric}
              search={state.search}
              selected={state.selected}
              onSelect={(selected) => update({ selected })}
              title="Functions"
              height={360}
              tools={searching}
            />
            {state.selected !== undefined && (
              <Panel
                id="neighbourhood"
                title={`Around ${visible(run.functionName(state.selected)).slice(0, 80)}`}
                picture
                tools={
                  <>
                    <button onClick={() => filterBy({ function: state.selected })}>Filter by it</button>
                    <button onClick={() => update({ tab: "flame", shape: "sandwich" })}>Sandwich</button>
                    {run.functions.file[state.selected]! > 0 && (
                      <button
                        onClick={() => update({ tab: "source", file: run.functions.file[state.selected!]! })}
                      >
                        Source
                      </button>
                    )}
                  </>
                }
              >
                <CallGraph
                  run={run}
                  uses={uses}
                  metric={metric}
                  around={state.selected}
                  onSelect={(selected) => update({ selected })}
                />
              </Panel>
            )}
          </>
        ))}
      {state.tab === "graph" &&
        (stacks ?? (
          <Panel
            id="callgraph"
            title={`Call graph by ${metricName(run, metric).toLowerCase()}`}
            picture
            note="Share of the whole in all, and (by itself). Colour and width: what flows through. Click a box for its neighbourhood."
          >
            <CallGraph
              run={run}
              uses={uses}
              metric={metric}
              onSelect={(selected) => update({ selected, tab: "functions" })}
            />
          </Panel>
        ))}
      {state.tab === "source" &&
        (stacks ?? (
          <Panel id="source" title="Source lines">
            <Source
              run={run}
              uses={uses}
              metric={metric}
              file={state.file}
              onFile={(file) => update({ file })}
            />
          </Panel>
        ))}
      {state.tab === "processes" && (
        <Processes
          run={run}
          uses={uses}
          metric={metric}
          onProcess={(process) => filterBy({ process })}
          onThread={(thread) => filterBy({ thread })}
        />
      )}
      {state.tab === "carbon" && (
        <Panel id="carbon" title="Carbon" sheet={() => ({ head: ["", ""], rows: carbonRows(run) })}>
          <Facts rows={carbonRows(run)} />
          <p class="note">
            Location-based. Offsets and certificates do not reduce it. Energy is beside it, since grids
            change.
          </p>
        </Panel>
      )}
      {state.tab === "method" && (
        <Panel id="method" title="How it was measured">
          <Methods run={run} />
        </Panel>
      )}
      <footer>
        calo {run.header.run.calo_version} {"\u00b7"} this file needs no network and asks for nothing{" "}
        {"\u00b7"} keys: ?
      </footer>
    </div>
  );
}

function Help() {
  const keys: [string, string][] = [
    ["1 to 8", "views"],
    ["/ or Ctrl-K", "search functions"],
    ["m", "next metric"],
    ["i", "turn the call tree over"],
    ["Esc", "remove filters"],
    ["[ and ]", "back and forward"],
    ["arrow keys", "move in tables and the call tree"],
    ["Enter", "zoom, or open"],
    [
      "m, h, c, r, f, d",
      "merge the function in the call tree, hide its module, collapse it, or its recursion, focus on it, drop it",
    ],
    ["+ and -, Ctrl-wheel", "zoom the call tree"],
    ["?", "this list"],
  ];
  return (
    <div class="help" role="dialog" aria-label="Keys">
      <table>
        <tbody>
          {keys.map(([k, t]) => (
            <tr key={k}>
              <th scope="row">
                <kbd>{k}</kbd>
              </th>
              <td>{t}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function pattern(search: string): ((text: string) => boolean) | null {
  if (!search) return null;
  try {
    const regex = new RegExp(search, "i");
    return (text) => regex.test(text);
  } catch {
    // half a pattern, while it is being typed
    const lower = search.toLowerCase();
    return (text) => text.toLowerCase().includes(lower);
  }
}

function Functions(props: {
  run: Run;
  uses: Uint32Array;
  metric: Metric;
  search: string;
  selected: number | undefined;
  onSelect: (fn: number) => void;
  title: string;
  height: number;
  tools?: preact.ComponentChildren;
}) {
  const { run, metric } = props;
  const all = useMemo(() => byFunction(run, props.uses), [run, props.uses]);
  const rows = useMemo(() => {
    const fits = pattern(props.search);
    return fits
      ? all.filter((f) =>
          fits(`${run.functionName(f.function)} ${run.text(run.functions.file[f.function]!)}`),
        )
      : all;
  }, [all, props.search]);
  const w = (cost: Cost) => weight(run, metric, cost);
  const shareOf = (cost: Cost) => programShare(run, cost, metric);
  const share = (cost: Cost) => {
    const [low, high] = shareInterval(run, cost, metric);
    return (
      <span title={`95 %, from sampling: ${percent(low)} to ${percent(high)}`}>
        {percent(shareOf(cost))}{" "}
        <small>
          ({percent(low)} to {percent(high)})
        </small>
      </span>
    );
  };
  const columns: Column<FunctionCost>[] = useMemo(
    () => [
      {
        key: "name",
        title: "function",
        value: (r) => run.functionName(r.function),
        cell: (r) => <Name text={run.functionName(r.function)} />,
        wide: true,
      },
      {
        key: "self",
        title: `self: ${metricName(run, metric).toLowerCase()}`,
        value: (r) => w(r.self),
        cell: (r) => (
          <span class="meter" style={{ "--share": shareOf(r.self) }}>
            {amount(run, metric, r.self)}
          </span>
        ),
      },
      { key: "share", title: "share (95 %)", value: (r) => w(r.self), cell: (r) => share(r.self) },
      {
        key: "total",
        title: "with callees",
        value: (r) => w(r.total),
        cell: (r) => (
          <span class="meter cool" style={{ "--share": shareOf(r.total) }}>
            {amount(run, metric, r.total)}
          </span>
        ),
      },
      { key: "cpu", title: "CPU self", value: (r) => r.self.cpu, cell: (r) => duration(r.self.cpu) },
      { key: "samples", title: "samples", value: (r) => r.self.samples, cell: (r) => r.self.samples },
      {
        key: "place",
        title: "where",
        value: (r) => run.place(r.function),
        cell: (r) => <Name text={run.place(r.function)} short={40} />,
      },
    ],
    [run, metric],
  );
  const rest = unsampled(run);
  return (
    <Panel
      id="functions"
      title={props.title}
      tools={props.tools}
      note={
        <>
          {rows.length} functions
          {props.search && (
            <>
              , of {all.length}; matching:{" "}
              {plain(
                metric,
                rows.reduce((s, r) => s + w(r.self), 0),
              )}{" "}
              by themselves
            </>
          )}
          . Not sampled: {metric === "samples" ? "-" : amount(run, metric, rest)}.
          {metric === "power" ? " Mean power is over a function's CPU time." : ""}
        </>
      }
      sheet={() => ({
        head: [
          "function",
          "file",
          "line",
          "module",
          "language",
          "self_samples",
          "self_cpu_s",
          "self_energy_j",
          "share",
          "share_low95",
          "share_high95",
          "total_cpu_s",
          "total_energy_j",
        ],
        rows: [...rows]
          .sort((a, b) => b.self.cpu - a.self.cpu)
          .map((r) => {
            const [low, high] = shareInterval(run, r.self, "energy");
            return [
              run.functionName(r.function),
              run.text(run.functions.file[r.function]!),
              String(run.functions.line[r.function] || ""),
              run.moduleName(r.function),
              run.language(r.function),
              String(r.self.samples),
              String(r.self.cpu),
              String(r.self.energy),
              String(programShare(run, r.self, "energy")),
              String(low),
              String(high),
              String(r.total.cpu),
              String(r.total.energy),
            ];
          }),
      })}
    >
      <Table
        label={props.title}
        columns={columns}
        rows={rows}
        sort="self"
        selected={(r) => r.function === props.selected}
        onSelect={(r) => props.onSelect(r.function)}
        height={props.height}
      />
    </Panel>
  );
}

function CallTree(props: {
  run: Run;
  uses: Uint32Array;
  state: State;
  update: (change: Partial<State>) => void;
  dark: boolean;
  searching: preact.ComponentChildren;
  onFunction: (fn: number) => void;
}) {
  const { run, uses, state } = props;
  const [node, setNode] = useState(0);
  const weigh = useMemo(
    () => (costs: Costs, i: number) => weight(run, state.metric, costs.at(i)),
    [run, state.metric],
  );
  const middle = state.shape === "sandwich" ? state.selected : undefined;
  const tree = useMemo(
    () =>
      state.shape === "up"
        ? bottomUp(run, uses, weigh, undefined, state.edits)
        : topDown(run, uses, weigh, middle, state.edits),
    [run, uses, weigh, state.shape, middle, state.edits],
  );
  const callers = useMemo(
    () => (middle === undefined ? null : bottomUp(run, uses, weigh, middle, state.edits)),
    [run, uses, weigh, middle, state.edits],
  );
  const match = useMemo(() => {
    const fits = pattern(state.search);
    return fits
      ? Uint8Array.from(run.functions.name, (_, f) =>
          fits(`${run.functionName(f)} ${run.text(run.functions.file[f]!)}`) ? 1 : 0,
        )
      : null;
  }, [run, state.search]);
  const matched = useMemo(() => {
    // outermost matches of the tree, so that nothing counts twice
    if (!match || state.shape === "up") return null;
    let sum = 0;
    for (let n = 1; n < tree.size; ++n)
      if (match[tree.function[n]!]) {
        sum += tree.width[n]!;
        n = tree.end[n]! - 1;
      }
    return sum;
  }, [match, tree]);
  const lookOf = (of: typeof tree, upwards: boolean): FlameLook => ({
    name: (fn) => visible(fn < 0 ? "all" : run.functionName(fn)),
    colour: (fn) =>
      state.colour === "language"
        ? languageHues[run.functions.language[fn]!]!
        : hueOf(
            state.colour === "function"
              ? run.functionName(fn)
              : run.functions.module[fn]! >= 0
                ? baseName(run.moduleName(fn))
                : baseName(run.text(run.functions.file[fn]!)),
          ),
    tell: (n) => {
      const fn = of.function[n]!,
        total = of.total.at(n);
      return `${visible(fn < 0 ? "everything selected" : run.functionName(fn))}${fn < 0 ? "" : `  ${visible(run.place(fn))}`}: ${amount(run, state.metric, total)}, ${percent(of.width[n]! / (of.width[0] || 1))} of what is shown, ${percent(programShare(run, total, state.metric))} of the program; itself ${amount(run, state.metric, of.self.at(n))}`;
    },
    match,
    upwards,
  });
  const look = useMemo(() => lookOf(tree, false), [tree, match, state.colour, state.metric, props.dark]);
  const above = useMemo(
    () => (callers ? lookOf(callers, true) : null),
    [callers, match, state.colour, state.metric, props.dark],
  );
  useEffect(() => setNode(0), [tree]);
  const edit = (kind: string, n = node) => {
    if (tree.function[n]! >= 0)
      props.update({ edits: [...state.edits, [kind as Edit[0], tree.function[n]!]] });
  };
  const shapes: [Shape, string][] = [
    ["down", "Top-down"],
    ["up", "Bottom-up"],
    ["sandwich", "Sandwich"],
    ["sunburst", "Sunburst"],
  ];
  const path: number[] = [];
  for (let n = node; n > 0; n = tree.parent[n]!) path.unshift(n);
  return (
    <Panel
      id="calltree"
      title={`Call tree by ${metricName(run, state.metric).toLowerCase()}`}
      picture
      note={
        <>
          {tree.size - 1} contexts
          {state.search && matched !== null && (
            <>
              {" "}
              {"\u00b7"} matching: <b id="matched">{plain(state.metric, matched)}</b> (
              {percent(matched / (tree.width[0] || 1))})
            </>
          )}
          . Width is what a function cost with what it called{state.metric === "power" ? " (energy)" : ""};
          right click filters by it.
        </>
      }
      tools={
        <>
          <span role="group" aria-label="Shape">
            {shapes.map(([s, title]) => (
              <button key={s} aria-pressed={state.shape === s} onClick={() => props.update({ shape: s })}>
                {title}
              </button>
            ))}
          </span>
          <label>
            colour{" "}
            <select
              value={state.colour}
              onChange={(e) => props.update({ colour: e.currentTarget.value as State["colour"] })}
            >
              <option value="module">module</option>
              <option value="language">language</option>
              <option value="function">function</option>
            </select>
          </label>
          <select aria-label="Change the tree" value="" onChange={(e) => edit(e.currentTarget.value)}>
            <option value="">change by the selected</option>
            {Object.entries(editNames).map(([k, name]) => (
              <option key={k} value={k}>
                {name} ({k})
              </option>
            ))}
          </select>
          {props.searching}
        </>
      }
      sheet={() => ({
        head: ["depth", "function", "where", "total", "self", "share"],
        rows: Array.from({ length: Math.min(tree.size, 20000) }, (_, n) => n)
          .slice(1)
          .map((n) => [
            String(tree.depth[n]),
            run.functionName(tree.function[n]!),
            run.place(tree.function[n]!),
            amount(run, state.metric, tree.total.at(n)),
            amount(run, state.metric, tree.self.at(n)),
            percent(tree.width[n]! / (tree.width[0] || 1)),
          ]),
      })}
    >
      {state.edits.map(([k, f], i) => (
        <button
          key={i}
          class="chip"
          onClick={() => props.update({ edits: state.edits.filter((_, j) => j !== i) })}
        >
          {editNames[k]} <Name text={run.functionName(f)} short={40} /> {"\u00d7"}
        </button>
      ))}
      {state.shape === "sandwich" && middle === undefined && (
        <p class="note">Select a function (in the table of functions, or here) to put it in the middle.</p>
      )}
      {callers && above && (
        <>
          <h3>Callers</h3>
          <FlameView
            tree={callers}
            look={above}
            label="Callers, bottom-up"
            onSelect={() => {}}
            onMenu={(n) => props.onFunction(callers.function[n]!)}
          />
          <h3>Callees</h3>
        </>
      )}
      {state.shape === "sunburst" ? (
        <Sunburst tree={tree} root={node} name={look.name} colour={look.colour} onSelect={setNode} />
      ) : (
        <FlameView
          tree={tree}
          look={look}
          label={shapes.find(([s]) => s === state.shape)![1]}
          onSelect={setNode}
          onEdit={edit}
          onMenu={(n) => {
            if (tree.function[n]! >= 0) props.onFunction(tree.function[n]!);
          }}
        />
      )}
      <p class="path" aria-label="Path">
        {path.map((n) => (
          <button
            key={n}
            onClick={() => props.update({ selected: tree.function[n]! })}
            title="select this function"
          >
            <Name text={run.functionName(tree.function[n]!)} short={28} />
          </button>
        ))}
      </p>
      <details>
        <summary>As a tree of text</summary>
        <TextTree run={run} tree={tree} metric={state.metric} root={node} />
      </details>
    </Panel>
  );
}

/** The same tree for the keyboard and screen readers: nodes above half a per cent. */
function TextTree(props: { run: Run; tree: ReturnType<typeof topDown>; metric: Metric; root: number }) {
  const { run, tree } = props;
  const rows: number[] = [];
  for (let n = props.root; n < tree.end[props.root]! && rows.length < 400; ++n) {
    if (tree.width[n]! < 0.005 * (tree.width[0] || 1)) {
      n = tree.end[n]! - 1;
      continue;
    }
    rows.push(n);
  }
  return (
    <table role="treegrid" aria-label="Call tree">
      <tbody>
        {rows.map((n) => (
          <tr key={n} role="row" aria-level={tree.depth[n]! - tree.depth[props.root]! + 1}>
            <td
              class="wide"
              style={{ paddingLeft: `${Math.min(40, tree.depth[n]! - tree.depth[props.root]!) * 12}px` }}
            >
              <Name text={tree.function[n]! < 0 ? "all" : run.functionName(tree.function[n]!)} />
            </td>
            <td>{amount(run, props.metric, tree.total.at(n))}</td>
            <td>{percent(tree.width[n]! / (tree.width[0] || 1))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Phases(props: { run: Run; onPhase: (phase: number) => void }) {
  const { run } = props;
  const depth = (p: number) => {
    let d = 0;
    for (let a = run.phases.parent[p]!; a >= 0; a = run.phases.parent[a]!) ++d;
    return d;
  };
  const rows = Array.from(run.phases.name, (_, p) => p);
  const u = (p: number): number => run.header.run.phases[p]?.energy?.u_j ?? 0;
  const energy = (p: number) => (run.hasEnergy ? joules(run.phases.energy[p]!, u(p)) : "unavailable");
  return (
    <Panel
      id="phases"
      title="Phases"
      sheet={() => ({
        head: ["phase", "depth", "energy (J)", "CPU (s)", "time (s)", "times", "count"],
        rows: rows.map((p) => [
          run.text(run.phases.name[p]!),
          String(depth(p)),
          String(run.phases.energy[p]),
          String(run.phases.cpu[p]),
          String(run.phases.wall[p]),
          String(run.phases.times[p]),
          String(run.phases.count[p]),
        ]),
      })}
    >
      <table aria-label="Phases">
        <thead>
          <tr>
            <th scope="col" class="wide">
              phase
            </th>
            <th scope="col">energy, with what is inside</th>
            <th scope="col">share</th>
            <th scope="col">CPU time</th>
            <th scope="col">time</th>
            <th scope="col">mean power</th>
            <th scope="col">times</th>
            <th scope="col">count</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((p) => (
            <tr key={p} onClick={() => props.onPhase(p)}>
              <td class="wide" style={{ paddingLeft: `${8 + 16 * depth(p)}px` }}>
                <Name text={run.text(run.phases.name[p]!)} />
              </td>
              <td>{energy(p)}</td>
              <td>
                {run.hasEnergy ? percent(run.phases.energy[p]! / (run.header.program.energy_j || 1)) : "-"}
              </td>
              <td>{duration(run.phases.cpu[p]!)}</td>
              <td>{duration(run.phases.wall[p]!)}</td>
              <td>
                {run.hasEnergy && run.phases.wall[p]! > 0
                  ? `${(run.phases.energy[p]! / run.phases.wall[p]!).toPrecision(3)} W`
                  : "-"}
              </td>
              <td>{run.phases.times[p]}</td>
              <td>{run.phases.count[p] || "-"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Processes(props: {
  run: Run;
  uses: Uint32Array;
  metric: Metric;
  onProcess: (p: number) => void;
  onThread: (t: number) => void;
}) {
  const { run } = props;
  const threads = useMemo(() => {
    const costs = Array.from(run.threads.name, () => noCost());
    for (const use of props.uses) addUse(costs[run.uses.thread[use]!]!, run, use);
    return costs.map((cost, thread) => ({ thread, cost }));
  }, [run, props.uses]);
  const processes = useMemo(() => Array.from(run.processes.name, (_, p) => p), [run]);
  const energy = (p: number) =>
    run.hasEnergy ? joules(run.processes.energy[p]!, run.processes.energyU[p]!) : "unavailable";
  const columns: Column<number>[] = [
    {
      key: "name",
      title: "process",
      value: (p) => run.text(run.processes.name[p]!),
      cell: (p) => <Name text={run.processName(p)} />,
      wide: true,
    },
    { key: "energy", title: "energy", value: (p) => run.processes.energy[p] || 0, cell: energy },
    {
      key: "cpu",
      title: "CPU time",
      value: (p) => run.processes.user[p]! + run.processes.system[p]!,
      cell: (p) => duration(run.processes.user[p]! + run.processes.system[p]!),
    },
    {
      key: "begin",
      title: "began",
      value: (p) => run.processes.begin[p]!,
      cell: (p) => duration(run.processes.begin[p]!),
    },
    {
      key: "end",
      title: "ended",
      value: (p) => run.processes.end[p] || 0,
      cell: (p) => (Number.isFinite(run.processes.end[p]!) ? duration(run.processes.end[p]!) : "running"),
    },
    {
      key: "rss",
      title: "peak RSS",
      value: (p) => run.processes.rss[p]!,
      cell: (p) => bytes(run.processes.rss[p]!),
    },
    {
      key: "parent",
      title: "parent",
      value: (p) => run.processes.parent[p]!,
      cell: (p) =>
        run.processes.parent[p]! >= 0 ? (
          <Name text={run.processName(run.processes.parent[p]!)} short={30} />
        ) : (
          "-"
        ),
    },
  ];
  const threadColumns: Column<(typeof threads)[number]>[] = [
    {
      key: "name",
      title: "thread",
      value: (r) => run.threadName(r.thread),
      cell: (r) => <Name text={run.threadName(r.thread)} />,
      wide: true,
    },
    {
      key: "cost",
      title: metricName(run, props.metric).toLowerCase(),
      value: (r) => weight(run, props.metric, r.cost),
      cell: (r) => amount(run, props.metric, r.cost),
    },
    { key: "cpu", title: "CPU sampled", value: (r) => r.cost.cpu, cell: (r) => duration(r.cost.cpu) },
    {
      key: "rest",
      title: "not sampled",
      value: (r) => run.threads.unsampled[r.thread]!,
      cell: (r) => duration(run.threads.unsampled[r.thread]!),
    },
    { key: "samples", title: "samples", value: (r) => r.cost.samples, cell: (r) => r.cost.samples },
    {
      key: "process",
      title: "process",
      value: (r) => run.threads.process[r.thread]!,
      cell: (r) =>
        run.threads.process[r.thread]! >= 0 ? (
          <Name text={run.processName(run.threads.process[r.thread]!)} short={30} />
        ) : (
          "-"
        ),
    },
  ];
  return (
    <>
      <Panel
        id="processes"
        title="Processes"
        note="Whole run; click one to filter all views by it and its children."
        sheet={() => ({
          head: ["process", "pid", "count", "energy_j", "cpu_s", "begin_s", "end_s", "peak_rss_bytes"],
          rows: processes.map((p) => [
            run.text(run.processes.name[p]!),
            String(run.processes.pid[p]),
            String(run.processes.count[p]),
            String(run.processes.energy[p]),
            String(run.processes.user[p]! + run.processes.system[p]!),
            String(run.processes.begin[p]),
            String(run.processes.end[p]),
            String(run.processes.rss[p]),
          ]),
        })}
      >
        <Table
          label="Processes"
          columns={columns}
          rows={processes}
          sort={run.hasEnergy ? "energy" : "cpu"}
          onSelect={props.onProcess}
          height={380}
          note="No process was seen."
        />
      </Panel>
      {run.hasStacks && (
        <Panel id="threads" title="Threads" note="Under the present filter; click one to filter by it.">
          <Table
            label="Threads"
            columns={threadColumns}
            rows={threads}
            sort="cost"
            onSelect={(r) => props.onThread(r.thread)}
            height={320}
          />
        </Panel>
      )}
    </>
  );
}

async function main(): Promise<void> {
  const root = document.getElementById("app")!;
  document.documentElement.dataset["theme"] = matchMedia("(prefers-color-scheme: dark)").matches
    ? "dark"
    : "light";
  try {
    const data = decode(await unpack(document.getElementById("calo-data")!.textContent ?? ""));
    if (data.header.kind !== "run") throw new Error(`this page cannot show a ${data.header.kind}`);
    document.getElementById("summary")!.hidden = true;
    render(<App run={new Run(data)} />, root);
    document.documentElement.dataset["ready"] = "yes";
  } catch (error) {
    // the plain summary stays
    const note = document.createElement("p");
    note.className = "warning";
    note.textContent = `The interactive part cannot be shown (${error instanceof Error ? error.message : String(error)}). The summary above is complete.`;
    root.append(note);
    document.getElementById("summary")!.hidden = false;
    document.documentElement.dataset["ready"] = "failed";
  }
}
void main();
