import { useEffect, useMemo, useState } from "preact/hooks";
import { amount, type Metric, metricWord, plain, weighBy } from "../model/metric";
import { pattern } from "../model/pattern";
import { baseName, type Cost, type Run } from "../model/run";
import { colourings, type Shape, shapes, type State } from "../model/state";
import {
  bottomUp,
  type Edit,
  editNames,
  fold,
  folded,
  topDown,
  type Tree,
  type Trunk,
  trunkName,
  trunksOf,
} from "../model/tree";
import { programShare } from "../model/uncertainty";
import { counted, percent } from "../model/units";
import { hueOf, languageHues } from "../view/colours";
import { type FlameLook, FlameView } from "../view/flame";
import { Name, Panel, type Sheet, visible } from "../view/panel";
import { Sunburst } from "../view/sunburst";
import { FoldButton, type Scene, SceneSearch, Stacks } from "./scene";

const titles: Record<Shape, string> = {
  down: "Top-down",
  up: "Bottom-up",
  sandwich: "Sandwich",
  sunburst: "Sunburst",
};

/** Call trees: from the root down, from the leaves up, both around a function, and as rings. */
export function CallTree(scene: Scene) {
  return (
    <Stacks run={scene.run}>
      <Trees {...scene} />
    </Stacks>
  );
}

/** The tree, with its trunks folded unless they shall not be, and the callers of the function in the middle. */
function useTrees({ run, uses, state }: Scene) {
  const { shape, metric, edits, unfolded } = state;
  const middle = shape === "sandwich" ? state.selected : undefined;
  const [all, callers] = useMemo(() => {
    const weigh = weighBy(run, metric);
    return [
      shape === "up"
        ? bottomUp(run, uses, weigh, undefined, edits)
        : topDown(run, uses, weigh, middle, edits),
      middle === undefined ? null : bottomUp(run, uses, weigh, middle, edits),
    ];
  }, [run, uses, metric, shape, middle, edits]);
  const trunks = useMemo(() => (hasTrunk(state) ? trunksOf(all) : []), [all]);
  const tree = useMemo(() => (unfolded ? all : fold(all, trunks)), [all, trunks, unfolded]);
  return { all, tree, trunks, callers };
}

function Trees(scene: Scene) {
  const { run, state, dark, update, filterBy } = scene;
  const { shape, metric, edits, colour } = state;
  const [node, setNode] = useState(0);
  const { all, tree, trunks, callers } = useTrees(scene);
  const match = useMemo(() => matching(run, state.search), [run, state.search]);
  const look = useMemo(() => lookOf(scene, tree, trunks, match, false), [tree, match, colour, dark]);
  useEffect(() => setNode(0), [tree]);
  const filterByFunction = (fn: number) => {
    if (fn >= 0) filterBy({ function: fn });
  };
  const edit = (kind: string, n = node) => {
    if (tree.function[n]! >= 0) update({ edits: [...edits, [kind as Edit[0], tree.function[n]!]] });
  };
  return (
    <Panel
      id="calltree"
      title={`Call tree by ${metricWord(run, metric)}`}
      picture
      note={
        <>
          {counted(all.size - 1, "context")}
          {match && shape !== "up" && <Matched scene={scene} tree={all} match={match} />}. Width is what a
          function cost with what it called{metric === "power" ? " (energy)" : ""}; right click filters by it.
        </>
      }
      tools={<Tools scene={scene} trunks={trunks} onEdit={edit} />}
      sheet={() => treeSheet(run, metric, all)}
    >
      <Edits {...scene} />
      {shape === "sandwich" && !callers && (
        <p class="note">Select a function (in the table of functions, or here) to put it in the middle.</p>
      )}
      {callers && <Callers scene={scene} tree={callers} match={match} onFunction={filterByFunction} />}
      {shape === "sunburst" ? (
        <Sunburst tree={tree} root={node} name={look.name} colour={look.colour} onSelect={setNode} />
      ) : (
        <FlameView
          tree={tree}
          look={look}
          label={titles[shape]}
          onSelect={setNode}
          onEdit={edit}
          onMenu={(n) => filterByFunction(tree.function[n]!)}
          onUnfold={() => update({ unfolded: true })}
        />
      )}
      <Path
        tree={tree}
        node={node}
        look={look}
        onFunction={(selected) => update(selected <= folded ? { unfolded: true } : { selected })}
      />
      <details>
        <summary>As a tree of text</summary>
        <TextTree run={run} tree={tree} metric={metric} root={node} look={look} />
      </details>
    </Panel>
  );
}

/** The upper half of a sandwich. */
function Callers(props: {
  scene: Scene;
  tree: Tree;
  match: Uint8Array | null;
  onFunction: (fn: number) => void;
}) {
  const { scene, tree, match } = props;
  const look = useMemo(
    () => lookOf(scene, tree, [], match, true),
    [tree, match, scene.state.colour, scene.dark],
  );
  return (
    <>
      <h3>Callers</h3>
      <FlameView
        tree={tree}
        look={look}
        label="Callers, bottom-up"
        onSelect={() => {}}
        onMenu={(node) => props.onFunction(tree.function[node]!)}
      />
      <h3>Callees</h3>
    </>
  );
}

/** Only from the root down there is a way to where it branches; what a change focuses on stays in sight. */
const hasTrunk = ({ shape, edits }: State): boolean =>
  (shape === "down" || shape === "sunburst") && !edits.some(([kind]) => kind === "f");

/** Which functions a search finds. */
function matching(run: Run, search: string): Uint8Array | null {
  const fits = pattern(search);
  if (!fits) return null;
  const text = (fn: number) => `${run.functionName(fn)} ${run.text(run.functions.file[fn]!)}`;
  return Uint8Array.from(run.functions.name, (_, fn) => (fits(text(fn)) ? 1 : 0));
}

/** What the outermost matches cost, so that nothing counts twice. */
function Matched(props: { scene: Scene; tree: Tree; match: Uint8Array }) {
  const { tree, match } = props;
  let sum = 0;
  for (let n = 1; n < tree.size; ++n)
    if (match[tree.function[n]!]) {
      sum += tree.width[n]!;
      n = tree.end[n]! - 1;
    }
  return (
    <>
      {" "}
      {"\u00b7"} matching: <b id="matched">{plain(props.scene.state.metric, sum)}</b> (
      {percent(sum / (tree.width[0] || 1))})
    </>
  );
}

function lookOf(
  { run, state }: Scene,
  tree: Tree,
  trunks: Trunk[],
  match: Uint8Array | null,
  upwards: boolean,
): FlameLook {
  const family = (fn: number) => {
    if (state.colour === "function") return run.functionName(fn);
    const inModule = run.functions.module[fn]! >= 0;
    return baseName(inModule ? run.moduleName(fn) : run.text(run.functions.file[fn]!));
  };
  const name = (fn: number) =>
    visible(fn <= folded ? trunkName(run, trunks[folded - fn]!) : run.functionName(fn));
  return {
    name,
    colour: (fn) =>
      fn < 0
        ? "var(--dim)"
        : state.colour === "language"
          ? languageHues[run.functions.language[fn]!]!
          : hueOf(family(fn)),
    tell: (node) => {
      const fn = tree.function[node]!;
      const total = tree.total.at(node);
      const told = (cost: Cost) => amount(run, state.metric, cost);
      const ofShown = percent(tree.width[node]! / (tree.width[0] || 1));
      const ofProgram = percent(programShare(run, total, state.metric));
      return `${fn === -1 ? "everything selected" : `${name(fn)}  ${visible(run.place(fn))}`}: ${told(total)}, ${ofShown} of what is shown, ${ofProgram} of the program; itself ${told(tree.self.at(node))}`;
    },
    match,
    upwards,
  };
}

function Tools(props: { scene: Scene; trunks: Trunk[]; onEdit: (kind: string) => void }) {
  const { state, update } = props.scene;
  return (
    <>
      <span role="group" aria-label="Shape">
        {shapes.map((shape) => (
          <button key={shape} aria-pressed={state.shape === shape} onClick={() => update({ shape })}>
            {titles[shape]}
          </button>
        ))}
      </span>
      <label>
        colour{" "}
        <select
          value={state.colour}
          onChange={(event) => update({ colour: event.currentTarget.value as State["colour"] })}
        >
          {colourings.map((colour) => (
            <option key={colour} value={colour}>
              {colour}
            </option>
          ))}
        </select>
      </label>
      <select
        aria-label="Change the tree"
        value=""
        onChange={(event) => props.onEdit(event.currentTarget.value)}
      >
        <option value="">change by the selected</option>
        {Object.entries(editNames).map(([kind, name]) => (
          <option key={kind} value={kind}>
            {name} ({kind})
          </option>
        ))}
      </select>
      <FoldButton trunks={props.trunks} unfolded={state.unfolded} update={update} />
      <SceneSearch {...props.scene} />
    </>
  );
}

/** A chip for each change of the tree, which takes it back. */
function Edits({ run, state, update }: Scene) {
  return (
    <>
      {state.edits.map(([kind, fn], i) => (
        <button
          key={i}
          class="chip"
          onClick={() => update({ edits: state.edits.filter((_, other) => other !== i) })}
        >
          {editNames[kind]} <Name text={run.functionName(fn)} short={40} /> {"\u00d7"}
        </button>
      ))}
    </>
  );
}

/** From the root to the selected frame. */
function Path(props: { tree: Tree; node: number; look: FlameLook; onFunction: (fn: number) => void }) {
  const { tree } = props;
  const path: number[] = [];
  for (let n = props.node; n > 0; n = tree.parent[n]!) path.unshift(tree.function[n]!);
  return (
    <p class="path" aria-label="Path">
      {path.map((fn, depth) => (
        <button
          key={depth}
          onClick={() => props.onFunction(fn)}
          title={fn <= folded ? "unfold" : "select this function"}
        >
          <Name text={props.look.name(fn)} short={28} />
        </button>
      ))}
    </p>
  );
}

function treeSheet(run: Run, metric: Metric, tree: Tree): Sheet {
  return {
    head: ["depth", "function", "where", "total", "self", "share"],
    rows: Array.from({ length: Math.min(tree.size, 20000) - 1 }, (_, i) => {
      const node = i + 1;
      return [
        String(tree.depth[node]),
        run.functionName(tree.function[node]!),
        run.place(tree.function[node]!),
        amount(run, metric, tree.total.at(node)),
        amount(run, metric, tree.self.at(node)),
        percent(tree.width[node]! / (tree.width[0] || 1)),
      ];
    }),
  };
}

/** The same tree for the keyboard and screen readers: nodes above half a per cent. */
function TextTree(props: { run: Run; tree: Tree; metric: Metric; root: number; look: FlameLook }) {
  const { run, tree, root } = props;
  const rows: number[] = [];
  for (let n = root; n < tree.end[root]! && rows.length < 400; ++n) {
    if (tree.width[n]! < 0.005 * (tree.width[0] || 1)) n = tree.end[n]! - 1;
    else rows.push(n);
  }
  const level = (node: number) => tree.depth[node]! - tree.depth[root]!;
  return (
    <table role="treegrid" aria-label="Call tree">
      <tbody>
        {rows.map((n) => (
          <tr key={n} role="row" aria-level={level(n) + 1}>
            <td class="wide" style={{ paddingLeft: `${Math.min(40, level(n)) * 12}px` }}>
              <Name text={props.look.name(tree.function[n]!)} />
            </td>
            <td>{amount(run, props.metric, tree.total.at(n))}</td>
            <td>{percent(tree.width[n]! / (tree.width[0] || 1))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
