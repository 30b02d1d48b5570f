import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { decode, unpack } from "../model/container";
import { Difference, type Which } from "../model/difference";
import { metricNoun, metricTitle, perUnit, Runs } from "../model/series";
import { ComparisonAnswer, SeriesAnswer } from "../view/answer";
import { Changes } from "../view/changes";
import { DiffTree } from "../view/difftree";
import { Boxes, Histograms } from "../view/distribution";
import { Facts } from "../view/facts";
import { Forest, Pairs, Steps } from "../view/forest";
import { Order, OrderKeys } from "../view/order";
import { Name, Panel, visible } from "../view/panel";
import { palette as paletteOf } from "../view/plot";
import { Numbers, RunTable } from "../view/runs";
import { copy } from "../view/save";

const titles = {
  compare: "Compare",
  changes: "What changed",
  tree: "Both call trees",
  runs: "Runs",
  table: "Every run",
  method: "How it was measured",
} as const;
type Tab = keyof typeof titles;
const tabsOf = (runs: Runs): Tab[] =>
  runs.header.kind === "comparison" && runs.header.comparison
    ? ["compare", "changes", "tree", "runs", "table", "method"]
    : ["runs", "table", "method"];

interface State {
  tab: Tab;
  metric: string;
  same: boolean;
  which: Which;
  search: string;
  run?: number | undefined;
}

function fromHash(runs: Runs): State {
  const query = new URLSearchParams(location.hash.slice(1));
  const tabs = tabsOf(runs),
    run = Number(query.get("run") ?? Number.NaN);
  return {
    tab: tabs.find((t) => t === query.get("tab")) ?? tabs[0]!,
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

function App(props: { runs: Runs; tree: Difference | null }) {
  const { runs, tree } = props;
  const { header } = runs;
  const comparison = header.kind === "comparison" ? header.comparison : undefined;
  const tabs = tabsOf(runs);
  const [state, setState] = useState(() => fromHash(runs));
  const [dark, setDark] = useState(() => document.documentElement.dataset["theme"] === "dark");
  const [help, setHelp] = useState(false);
  const [plainText, setPlainText] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const palette = useMemo(paletteOf, [dark]);
  const fits = useMemo(() => pattern(state.search), [state.search]);
  const update = (change: Partial<State> | ((old: State) => Partial<State>), remember = true) =>
    setState((old) => {
      const next = { ...old, ...(typeof change === "function" ? change(old) : change) };
      if (toHash(next) !== toHash(old))
        history[remember ? "pushState" : "replaceState"](null, "", toHash(next));
      return next;
    });
  useEffect(() => {
    const back = () => setState(fromHash(runs));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [runs]);
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
        if (e.key === "Escape") target.blur();
        return;
      }
      if ((e.key === "k" && (e.ctrlKey || e.metaKey)) || e.key === "/") {
        e.preventDefault();
        if (state.tab !== "changes" && state.tab !== "tree" && state.tab !== "table")
          update({ tab: comparison ? "changes" : "table" });
        setTimeout(() => searchBox.current?.focus());
        return;
      }
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const n = Number(e.key);
      if (e.key === "?") setHelp((h) => !h);
      else if (e.key === "Escape") {
        if (help) setHelp(false);
        else if (state.search) update({ search: "" });
      } else if (e.key === "[") history.back();
      else if (e.key === "]") history.forward();
      else if (e.key === "m") {
        const all = runs.metrics.map((m) => m.name);
        if (all.length) update((old) => ({ metric: all[(all.indexOf(old.metric) + 1) % all.length]! }));
      } else if (e.key === "a") update((old) => ({ same: !old.same }));
      else if (e.key === "s" && tree)
        update((old) => ({ which: old.which === "total" ? "self" : "total", tab: "tree" }));
      else if (n >= 1 && n <= tabs.length) update({ tab: tabs[n - 1]! });
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
  useEffect(() => {
    document.getElementById("summary")!.hidden = !plainText;
  }, [plainText]);

  const look = { runs, metric: state.metric, same: state.same, palette };
  const several = header.series.length > 1;
  const title = metricTitle(state.metric) + perUnit(header, state.metric);
  const quantity = comparison?.quantities.find((q) => q.metric === state.metric);
  const pairs = useMemo(() => (comparison ? runs.pairs(state.metric) : []), [runs, state.metric]);
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
  const warnings = [...new Set([...header.warnings, ...(comparison?.warnings ?? [])])];
  return (
    <div class={dark ? "app dark" : "app"}>
      {comparison ? (
        <ComparisonAnswer runs={runs} comparison={comparison} palette={palette} />
      ) : (
        <SeriesAnswer runs={runs} palette={palette} />
      )}
      {warnings.length > 0 && (
        <ul class="warning warnings" aria-label="Warnings">
          {warnings.slice(0, 4).map((w) => (
            <li key={w}>
              <bdi>{visible(w)}</bdi>
            </li>
          ))}
          {warnings.length > 4 && <li>{warnings.length - 4} more under How it was measured</li>}
        </ul>
      )}
      <nav aria-label="Views">
        {tabs.map((id, i) => (
          <button
            key={id}
            aria-current={state.tab === id ? "page" : undefined}
            onClick={() => update({ tab: id })}
            title={`key ${i + 1}`}
          >
            {titles[id]}
          </button>
        ))}
        <span class="space" />
        <label>
          metric{" "}
          <select
            id="metric"
            value={state.metric}
            onChange={(e) =>
              update({
                metric: e.currentTarget.value,
                ...(state.tab === "runs" || state.tab === "compare" ? {} : { tab: "runs" as const }),
              })
            }
          >
            {runs.metrics.map((m) => (
              <option key={m.name} value={m.name}>
                {metricTitle(m.name)}
              </option>
            ))}
          </select>
        </label>
        {several && state.tab === "runs" && (
          <button aria-pressed={state.same} title="key a" onClick={() => update({ same: !state.same })}>
            Same axis
          </button>
        )}
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
      {help && <Help tabs={tabs.length} tree={tree !== null} />}
      {state.tab === "compare" && comparison && (
        <>
          <Panel
            id="forest"
            title="B against A"
            picture
            sheet={() => ({
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
              rows: comparison.quantities.map((q) => [
                q.metric,
                String(q.a_median),
                String(q.b_median),
                q.unit,
                String(q.ratio),
                String(q.ratio_low95 ?? ""),
                String(q.ratio_high95 ?? ""),
                q.verdict,
                String(q.p),
                String(q.cliffs_delta),
                q.paired ? "yes" : "no",
                String(q.runs_needed ?? ""),
              ]),
            })}
          >
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
                rows: pairs.map((p) => [String(p.block), String(p.ratio)]),
              })}
            >
              <Pairs pairs={pairs} quantity={quantity} threshold={comparison.threshold} palette={palette} />
            </Panel>
          )}
          <Panel id="sidebyside" title={`${title} of both`} picture>
            <Boxes {...look} same share={1} />
          </Panel>
        </>
      )}
      {state.tab === "changes" && comparison && (
        <Changes
          comparison={comparison}
          perUnit={header.per_unit}
          palette={palette}
          fits={fits}
          tools={searching}
        />
      )}
      {state.tab === "tree" &&
        comparison &&
        (tree ? (
          <DiffTree
            tree={tree}
            which={state.which}
            onWhich={(which) => update({ which })}
            palette={palette}
            fits={fits}
            search={state.search}
            onSearch={(search) => update({ search })}
            tools={searching}
            names={[comparison.a, comparison.b]}
            perUnit={header.per_unit}
          />
        ) : (
          <p class="note">
            A side has no stacks (--no-stacks, or programs that cannot be sampled): there is no tree to
            compare.
          </p>
        ))}
      {state.tab === "runs" && (
        <>
          <div class="two">
            <Panel
              id="histograms"
              title={`Distribution of ${metricNoun(state.metric)}${perUnit(header, state.metric)}`}
              picture
              note="Line: median; dashed: mean; band: quartiles; a tick for each run."
            >
              <Histograms {...look} />
            </Panel>
            <Panel
              id="boxes"
              title={several ? "Side by side" : "Quartiles"}
              picture
              note={`${several && !state.same ? "Each against its own median. " : ""}Box: quartiles and median; diamond: mean; whiskers: 1.5 quartile distances; below: 95 % of the median, and each run.`}
            >
              <Boxes {...look} share={0.4} />
            </Panel>
          </div>
          <Panel id="order" title="In the order of the runs" picture tools={<OrderKeys palette={palette} />}>
            <Order {...look} selected={state.run} onSelect={(run) => update({ run, tab: "table" })} />
          </Panel>
          <Numbers runs={runs} metric={state.metric} />
        </>
      )}
      {state.tab === "table" && (
        <RunTable
          runs={runs}
          selected={state.run}
          onSelect={(run) => update({ run })}
          fits={fits}
          tools={searching}
        />
      )}
      {state.tab === "method" && <Method runs={runs} warnings={warnings} />}
      <footer>
        calo {"\u00b7"} this file needs no network and asks for nothing {"\u00b7"} keys: ?
      </footer>
    </div>
  );
}

function Method(props: { runs: Runs; warnings: string[] }) {
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

function Help(props: { tabs: number; tree: boolean }) {
  const keys: [string, string][] = [
    [`1 to ${props.tabs}`, "views"],
    ["m", "next metric"],
    ["a", "one axis for all series, or one for each"],
    ["/ or Ctrl-K", "search"],
    ["Esc", "remove the search"],
    ["[ and ]", "back and forward"],
    ["arrow keys", "move in tables, in the order of the runs, in the call tree"],
    ["Enter", "open: a run in the table, a frame"],
  ];
  if (props.tree)
    keys.push(
      ["s", "change by itself, or with callees"],
      ["f", "search for the function (call tree)"],
      ["+ and -, Ctrl-wheel", "zoom the call tree"],
    );
  keys.push(["?", "this list"]);
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

async function main(): Promise<void> {
  const root = document.getElementById("app")!;
  document.documentElement.dataset["theme"] = matchMedia("(prefers-color-scheme: dark)").matches
    ? "dark"
    : "light";
  try {
    const data = decode(await unpack(document.getElementById("calo-data")!.textContent ?? ""));
    if (data.header.kind !== "series" && data.header.kind !== "comparison")
      throw new Error(`this page cannot show a ${data.header.kind}`);
    const runs = new Runs(data);
    const hasTree = (data.header.columns["nodes.parent"]?.length ?? 0) > 1 && runs.header.comparison;
    const tree = hasTree ? new Difference(data, runs.header.comparison!.functions_unit) : null;
    document.getElementById("summary")!.hidden = true;
    render(<App runs={runs} tree={tree} />, root);
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
