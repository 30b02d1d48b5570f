import { useMemo } from "preact/hooks";
import { Difference, type Which } from "../model/difference";
import { pattern } from "../model/pattern";
import { type Comparison, metricNoun, metricTitle, perUnit, Runs } from "../model/series";
import { ComparisonAnswer, SeriesAnswer } from "../view/answer";
import { Changes } from "../view/changes";
import { DiffTree } from "../view/difftree";
import { Boxes, Histograms } from "../view/distribution";
import { Facts } from "../view/facts";
import { Forest, Pairs, Steps } from "../view/forest";
import { Order, OrderKeys } from "../view/order";
import { Name, Panel, type Sheet, visible } from "../view/panel";
import { type Palette, palette as paletteOf } from "../view/plot";
import { Numbers, RunTable } from "../view/runs";
import { copy } from "../view/save";
import { Warnings } from "../view/warnings";
import { Search, Shell, start, type Update, useAddress, useTheme } from "../view/shell";

type Tab = "compare" | "changes" | "tree" | "runs" | "table" | "method";

interface State {
  tab: Tab;
  metric: string;
  same: boolean; // one axis for all series
  which: Which;
  search: string;
  run?: number | undefined;
}

/** What each view of a series is drawn from. */
interface Scene {
  runs: Runs;
  comparison: Comparison | undefined;
  tree: Difference | null;
  state: State;
  palette: Palette;
  fits: ReturnType<typeof pattern>; // the search
  warnings: string[];
  update: Update<State>;
}

interface Shown {
  id: Tab;
  title: string;
  render: (scene: Scene) => preact.JSX.Element;
}
const ofComparison: Shown[] = [
  { id: "compare", title: "Compare", render: Compared },
  { id: "changes", title: "What changed", render: Changed },
  { id: "tree", title: "Both call trees", render: BothTrees },
];
const ofSeries: Shown[] = [
  { id: "runs", title: "Runs", render: Spreads },
  { id: "table", title: "Every run", render: EveryRun },
  { id: "method", title: "How it was measured", render: Method },
];
const comparisonOf = ({ header }: Runs) => (header.kind === "comparison" ? header.comparison : undefined);
const tabsOf = (runs: Runs) => (comparisonOf(runs) ? [...ofComparison, ...ofSeries] : ofSeries);

function fromHash(runs: Runs, hash: string): State {
  const query = new URLSearchParams(hash.slice(1));
  const tabs = tabsOf(runs),
    run = Number(query.get("run") ?? Number.NaN);
  return {
    tab: tabs.find(({ id }) => id === query.get("tab"))?.id ?? tabs[0]!.id,
    metric: runs.metrics.find((m) => m.name === query.get("metric"))?.name ?? runs.metrics[0]?.name ?? "time",
    same: query.get("axis") === "own" ? false : query.get("axis") === "same" || sameByItself(runs),
    which: query.get("change") === "self" ? "self" : "total",
    search: query.get("search") ?? "",
    run: Number.isInteger(run) && run >= 0 && run < runs.size ? run : undefined,
  };
}
const toHash = (s: State): string =>
  `#${new URLSearchParams({ tab: s.tab, metric: s.metric, axis: s.same ? "same" : "own", change: s.which, ...(s.search ? { search: s.search } : {}), ...(s.run !== undefined ? { run: String(s.run) } : {}) })}`;

/** One axis for all, unless the series are so far apart that nothing would be seen of their spreads. */
function sameByItself(runs: Runs): boolean {
  const spans = runs.header.series
    .map((s) => s.summary[runs.metrics[0]?.name ?? ""])
    .filter((q) => q !== null && q !== undefined);
  const all = Math.max(...spans.map((q) => q.q3)) - Math.min(...spans.map((q) => q.q1));
  return spans.every((q) => q.n < 2 || q.q3 - q.q1 > all / 20);
}

function Compared({ runs, state, palette, ...scene }: Scene) {
  const comparison = scene.comparison!;
  const quantity = comparison.quantities.find((q) => q.metric === state.metric);
  const pairs = useMemo(() => runs.pairs(state.metric), [runs, state.metric]);
  return (
    <>
      <Panel id="forest" title="B against A" picture sheet={() => comparisonSheet(comparison)}>
        <Forest comparison={comparison} palette={palette} />
      </Panel>
      {comparison.decomposition && (
        <Panel id="steps" title={"Energy is time \u00d7 power"} picture>
          <Steps comparison={comparison} palette={palette} />
        </Panel>
      )}
      {quantity?.paired && pairs.length > 1 && (
        <Panel
          id="pairs"
          title={`Each pair: ${metricNoun(state.metric)} of B against A`}
          picture
          note={`${pairs.length} blocks, in which both versions ran once. Line and band: the estimate with its 95 %; grey: within the threshold.`}
          sheet={() => ({
            head: ["block", "ratio"],
            rows: pairs.map((pair) => [String(pair.block), String(pair.ratio)]),
          })}
        >
          <Pairs pairs={pairs} quantity={quantity} threshold={comparison.threshold} palette={palette} />
        </Panel>
      )}
      <Panel
        id="sidebyside"
        title={`${metricTitle(state.metric)}${perUnit(runs.header, state.metric)} of both`}
        picture
      >
        <Boxes runs={runs} metric={state.metric} palette={palette} same share={1} />
      </Panel>
    </>
  );
}

function comparisonSheet(comparison: Comparison): Sheet {
  return {
    head: [
      "metric",
      "a_median",
      "b_median",
      "unit",
      "ratio",
      "low95",
      "high95",
      "verdict",
      "p",
      "cliffs_delta",
      "paired",
      "runs_needed",
    ],
    rows: comparison.quantities.map((q) =>
      [
        q.metric,
        q.a_median,
        q.b_median,
        q.unit,
        q.ratio,
        q.ratio_low95 ?? "",
        q.ratio_high95 ?? "",
        q.verdict,
        q.p,
        q.cliffs_delta,
        q.paired ? "yes" : "no",
        q.runs_needed ?? "",
      ].map(String),
    ),
  };
}

const SceneSearch = ({ state, update }: Scene) => (
  <Search text={state.search} onText={(search) => update({ search }, false)} />
);

function Changed(scene: Scene) {
  const { runs, palette, fits } = scene;
  const tools = <SceneSearch {...scene} />;
  return (
    <Changes
      comparison={scene.comparison!}
      perUnit={runs.header.per_unit}
      palette={palette}
      fits={fits}
      tools={tools}
    />
  );
}

function BothTrees(scene: Scene) {
  const { runs, tree, state, palette, fits, update } = scene;
  if (!tree)
    return (
      <p class="note">
        A side has no stacks (--no-stacks, or programs that cannot be sampled): there is no tree to compare.
      </p>
    );
  return (
    <DiffTree
      tree={tree}
      which={state.which}
      onWhich={(which) => update({ which })}
      palette={palette}
      fits={fits}
      search={state.search}
      onSearch={(search) => update({ search })}
      tools={<SceneSearch {...scene} />}
      names={[scene.comparison!.a, scene.comparison!.b]}
      perUnit={runs.header.per_unit}
    />
  );
}

function Spreads({ runs, state, palette, update }: Scene) {
  const { metric, same } = state;
  const look = { runs, metric, same, palette };
  const several = runs.header.series.length > 1;
  return (
    <>
      <div class="two">
        <Panel
          id="histograms"
          title={`Distribution of ${metricNoun(metric)}${perUnit(runs.header, metric)}`}
          picture
          note="Line: median; dashed: mean; band: quartiles; a tick for each run."
        >
          <Histograms {...look} />
        </Panel>
        <Panel
          id="boxes"
          title={several ? "Side by side" : "Quartiles"}
          picture
          note={`${several && !same ? "Each against its own median. " : ""}Box: quartiles and median; diamond: mean; whiskers: 1.5 quartile distances; below: 95 % of the median, and each run.`}
        >
          <Boxes {...look} share={0.4} />
        </Panel>
      </div>
      <Panel id="order" title="In the order of the runs" picture tools={<OrderKeys palette={palette} />}>
        <Order {...look} selected={state.run} onSelect={(run) => update({ run, tab: "table" })} />
      </Panel>
      <Numbers runs={runs} metric={metric} />
    </>
  );
}

function EveryRun(scene: Scene) {
  const { runs, state, fits, update } = scene;
  const tools = <SceneSearch {...scene} />;
  return (
    <RunTable
      runs={runs}
      selected={state.run}
      onSelect={(run) => update({ run })}
      fits={fits}
      tools={tools}
    />
  );
}

/** What pressing a key changes. */
function pressed(runs: Runs, tree: Difference | null, old: State, key: string): Partial<State> {
  const metrics = runs.metrics.map((m) => m.name);
  if (key === "Escape") return { search: "" };
  if (key === "m" && metrics.length)
    return { metric: metrics[(metrics.indexOf(old.metric) + 1) % metrics.length]! };
  if (key === "a") return { same: !old.same };
  if (key === "s" && tree) return { which: old.which === "total" ? "self" : "total", tab: "tree" };
  return {};
}

function Tools({ runs, state, update }: Scene) {
  // Where no figure is of one metric, choosing one goes to those that are.
  const tab = state.tab === "compare" ? "compare" : "runs";
  return (
    <>
      <label>
        metric{" "}
        <select
          id="metric"
          value={state.metric}
          onChange={(event) => update({ metric: event.currentTarget.value, tab })}
        >
          {runs.metrics.map((m) => (
            <option key={m.name} value={m.name}>
              {metricTitle(m.name)}
            </option>
          ))}
        </select>
      </label>
      {runs.header.series.length > 1 && state.tab === "runs" && (
        <button aria-pressed={state.same} title="key a" onClick={() => update({ same: !state.same })}>
          Same axis
        </button>
      )}
    </>
  );
}

function App({ runs, tree }: { runs: Runs; tree: Difference | null }) {
  const comparison = comparisonOf(runs);
  const [state, update] = useAddress<State>((hash) => fromHash(runs, hash), toHash);
  const theme = useTheme();
  const palette = useMemo(paletteOf, [theme[0]]);
  const fits = useMemo(() => pattern(state.search), [state.search]);
  const warnings = [...new Set([...runs.header.warnings, ...(comparison?.warnings ?? [])])];
  const scene: Scene = { runs, comparison, tree, state, palette, fits, warnings, update };
  const Present = tabsOf(runs).find(({ id }) => id === state.tab)!.render;
  return (
    <Shell
      answer={
        <>
          {comparison ? (
            <ComparisonAnswer runs={runs} comparison={comparison} palette={palette} />
          ) : (
            <SeriesAnswer runs={runs} palette={palette} />
          )}
          <Warnings warnings={warnings} />
        </>
      }
      views={tabsOf(runs)}
      view={state.tab}
      onView={(tab) => update({ tab })}
      theme={theme}
      tools={<Tools {...scene} />}
      keys={keysOf(tree !== null)}
      onKey={(key) => update((old) => pressed(runs, tree, old, key))}
      onSearch={() =>
        update(({ tab }) =>
          tab === "changes" || tab === "tree" || tab === "table"
            ? {}
            : { tab: comparison ? "changes" : "table" },
        )
      }
    >
      <Present {...scene} />
    </Shell>
  );
}

function Method(props: Scene) {
  const { header } = props.runs;
  const facts: [string, string][] = [];
  for (const [label, of] of [
    ["machine", "machine"],
    ["governor", "governor"],
    ["kind of energy", "kind"],
    ["scope", "scope"],
    ["static power", "policy"],
  ] as const) {
    const values = header.series.map((s) => s[of] ?? "unavailable");
    if (new Set(values).size === 1) facts.push([label, values[0]!]);
    else
      header.series.forEach((s, i) =>
        facts.push([`${label} of ${visible(s.name).slice(0, 40)}`, values[i]!]),
      );
  }
  header.series.forEach((s) =>
    facts.push([`runs of ${visible(s.name).slice(0, 40)}`, `${s.counted} of ${s.runs} count`]),
  );
  const notes = header.series.flatMap((s) =>
    s.notes.map((n) => (header.series.length > 1 && !n.startsWith(s.name) ? `${s.name}: ${n}` : n)),
  );
  return (
    <Panel id="method" title="How it was measured">
      {props.warnings.length > 0 && (
        <>
          <h3>What to keep in mind</h3>
          <ul class="warnings">
            {props.warnings.map((w) => (
              <li key={w}>
                <bdi>{visible(w)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <Facts rows={facts} />
      {notes.length > 0 && (
        <>
          <h3>Notes</h3>
          <ul class="warnings">
            {notes.map((n, i) => (
              <li key={i}>
                <Name text={n} short={600} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>
        For a paper <button onClick={() => copy(header.methods)}>Copy</button>
      </h3>
      <p class="methods">
        <bdi>{visible(header.methods)}</bdi>
      </p>
    </Panel>
  );
}

const keysOf = (tree: boolean): [string, string][] => [
  ["m", "next metric"],
  ["a", "one axis for all series, or one for each"],
  ["/ or Ctrl-K", "search"],
  ["Esc", "remove the search"],
  ["arrow keys", "move in tables, in the order of the runs, in the call tree"],
  ["Enter", "open: a run in the table, a frame"],
  ...((tree
    ? [
        ["s", "change by itself, or with callees"],
        ["f", "search for the function (call tree)"],
        ["+ and -, Ctrl-wheel", "zoom the call tree"],
      ]
    : []) as [string, string][]),
];

void start(["series", "comparison"], (data) => {
  const runs = new Runs(data);
  const hasTree = (data.header.columns["nodes.parent"]?.length ?? 0) > 1 && runs.header.comparison;
  const tree = hasTree ? new Difference(data, runs.header.comparison!.functions_unit) : null;
  return <App runs={runs} tree={tree} />;
});
