import { useMemo } from "preact/hooks";
import { type Filter, isEmpty, select } from "../model/filter";
import { amount, type Metric, metricName, metricsOf, metricWord, weighBy } from "../model/metric";
import { addUse, noCost, Run } from "../model/run";
import { fromHash, type State, type Tab, toHash } from "../model/state";
import { topDown, type Trunk, trunksOf } from "../model/tree";
import { programShare, shareInterval } from "../model/uncertainty";
import { counted, percent } from "../model/units";
import { CallTree } from "../tabs/calltree";
import { Functions } from "../tabs/functions";
import { Overview } from "../tabs/overview";
import { Processes } from "../tabs/processes";
import { FoldButton, type Scene, Stacks } from "../tabs/scene";
import { Chips } from "../view/chips";
import { carbonRows, Facts, Methods } from "../view/facts";
import { CallGraph } from "../view/graph";
import { Panel } from "../view/panel";
import { Shell, start, useAddress, useTheme } from "../view/shell";
import { Source } from "../view/source";
import { Verdict } from "../view/verdict";
import { Warnings } from "../view/warnings";

const tabs: { id: Tab; title: string; render: (scene: Scene) => preact.JSX.Element }[] = [
  { id: "overview", title: "Overview", render: Overview },
  { id: "flame", title: "Call tree", render: CallTree },
  { id: "functions", title: "Functions", render: Functions },
  { id: "graph", title: "Call graph", render: WholeGraph },
  { id: "source", title: "Source", render: SourceLines },
  { id: "processes", title: "Processes and threads", render: Processes },
  { id: "carbon", title: "Carbon", render: Carbon },
  { id: "method", title: "How it was measured", render: Method },
];

function WholeGraph({ run, uses, state, update }: Scene) {
  const { metric, unfolded } = state;
  const trunks = useMemo(() => trunksOf(topDown(run, uses, weighBy(run, metric))), [run, uses, metric]);
  return (
    <Stacks run={run}>
      <Panel
        id="callgraph"
        title={`Call graph by ${metricWord(run, metric)}`}
        picture
        note="Share of the whole in all, and (by itself). Colour and width: what flows through. Click a box for its neighbourhood."
        tools={<FoldButton trunks={trunks} unfolded={unfolded} update={update} />}
      >
        <CallGraph
          run={run}
          uses={uses}
          metric={metric}
          trunks={unfolded ? none : trunks}
          onSelect={(selected) => update({ selected, tab: "functions" })}
          onUnfold={() => update({ unfolded: true })}
        />
      </Panel>
    </Stacks>
  );
}
const none: Trunk[] = [];

function SourceLines({ run, uses, state, update }: Scene) {
  return (
    <Stacks run={run}>
      <Panel id="source" title="Source lines">
        <Source
          run={run}
          uses={uses}
          metric={state.metric}
          file={state.file}
          onFile={(file) => update({ file })}
        />
      </Panel>
    </Stacks>
  );
}

function Carbon({ run }: Scene) {
  return (
    <Panel id="carbon" title="Carbon" sheet={() => ({ head: ["", ""], rows: carbonRows(run) })}>
      <Facts rows={carbonRows(run)} />
      <p class="note">
        Location-based. Offsets and certificates do not reduce it. Energy is beside it, since grids change.
      </p>
    </Panel>
  );
}

function Method({ run }: Scene) {
  return (
    <Panel id="method" title="How it was measured">
      <Methods run={run} />
    </Panel>
  );
}

const keys: [string, string][] = [
  ["/ or Ctrl-K", "search functions"],
  ["m", "next metric"],
  ["i", "turn the call tree over"],
  ["Esc", "remove filters"],
  ["arrow keys", "move in tables and the call tree"],
  ["Enter", "zoom, or open"],
  [
    "m, h, c, r, f, d",
    "merge the function in the call tree, hide its module, collapse it, or its recursion, focus on it, drop it",
  ],
  ["+ and -, Ctrl-wheel", "zoom the call tree"],
];

/** What pressing a key changes. */
function pressed(run: Run, state: State, key: string): Partial<State> {
  const metrics = metricsOf(run);
  if (key === "Escape" && !isEmpty(state.filter)) return { filter: {} };
  if (key === "i") return { shape: state.shape === "up" ? "down" : "up", tab: "flame" };
  if (key === "m") return { metric: metrics[(metrics.indexOf(state.metric) + 1) % metrics.length]! };
  return {};
}

/** What the filters leave. */
function Selection({ run, uses, state: { metric } }: Scene) {
  const cost = useMemo(() => {
    const sum = noCost();
    for (const use of uses) addUse(sum, run, use);
    return sum;
  }, [uses]);
  return (
    <p class="selection" id="selection">
      Selected: <b>{amount(run, metric, cost)}</b>, {percent(programShare(run, cost, metric))} of the program
      (95 % from sampling: {shareInterval(run, cost, metric).map(percent).join(" to ")}),{" "}
      {counted(cost.samples, "sample")}
    </p>
  );
}

function App({ run }: { run: Run }) {
  const [state, update] = useAddress<State>((hash) => fromHash(run, hash), toHash);
  const theme = useTheme();
  const uses = useMemo(() => select(run, state.filter), [run, state.filter]);
  const filterBy = (filter: Filter) => update((old) => ({ filter: { ...old.filter, ...filter } }));
  const scene: Scene = { run, uses, state, dark: theme[0], update, filterBy };
  const Present = tabs.find(({ id }) => id === state.tab)!.render;
  return (
    <Shell
      answer={
        <>
          <Verdict run={run} />
          <Warnings warnings={run.header.run.warnings.map(({ text }) => text)} />
        </>
      }
      views={tabs}
      view={state.tab}
      onView={(tab) => update({ tab })}
      theme={theme}
      tools={
        <label>
          metric{" "}
          <select
            id="metric"
            value={state.metric}
            onChange={(event) => update({ metric: event.currentTarget.value as Metric })}
          >
            {metricsOf(run).map((metric) => (
              <option key={metric} value={metric}>
                {metricName(run, metric)}
              </option>
            ))}
          </select>
        </label>
      }
      keys={keys}
      onKey={(key) => update((old) => pressed(run, old, key))}
      onSearch={() => update((old) => (old.tab === "flame" ? {} : { tab: "functions" }))}
      version={run.header.run.calo_version}
    >
      <Chips run={run} filter={state.filter} onChange={(filter) => update({ filter })} />
      {!isEmpty(state.filter) && run.hasStacks && <Selection {...scene} />}
      <Present {...scene} />
    </Shell>
  );
}

void start(["run"], (data) => <App run={new Run(data)} />);
