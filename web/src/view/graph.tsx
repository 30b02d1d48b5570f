import { Graph, layout } from "@dagrejs/dagre";
import { useMemo, useState } from "preact/hooks";
import { amount, type Metric, weight } from "../model/metric";
import { noCost, type Run } from "../model/run";
import { type Arc, arcs, byFunction } from "../model/tree";
import { percent } from "../model/units";
import { heat, heatInk } from "./colours";
import { visible } from "./panel";

const most = 120; // boxes: dagre takes 0.5 s for 300

/** Who called whom: boxes as warm as what flows through them, arrows as wide. `around`: only that function, its callers and callees. */
export function CallGraph(props: {
  run: Run;
  uses: Uint32Array;
  metric: Metric;
  around?: number | undefined;
  onSelect: (fn: number) => void;
}) {
  const { run, metric } = props;
  const [least, setLeast] = useState(props.around === undefined ? 1 : 0.1); // per cent
  const flow = useMemo(
    () => ({ functions: byFunction(run, props.uses), arcs: arcs(run, props.uses) }),
    [run, props.uses],
  );
  const all = useMemo(() => {
    const cost = noCost();
    for (const f of flow.functions) {
      cost.cpu += f.self.cpu;
      cost.energy += f.self.energy;
      cost.dynamic += f.self.dynamic;
      cost.samples += f.self.samples;
    }
    return weight(run, metric, cost) || 1;
  }, [flow, metric]);
  const drawn = useMemo(() => {
    const share = (cost: Parameters<typeof weight>[2]) => weight(run, metric, cost) / all;
    let functions = flow.functions.filter((f) => share(f.total) * 100 >= least);
    let edges: Arc[] = flow.arcs.filter((a) => share(a.cost) * 100 >= least / 5);
    if (props.around !== undefined) {
      edges = edges.filter((a) => a.caller === props.around || a.callee === props.around);
      const near = new Set([props.around, ...edges.flatMap((a) => [a.caller, a.callee])]);
      functions = flow.functions.filter((f) => near.has(f.function));
    }
    const left = functions.length;
    functions.sort((a, b) => share(b.total) - share(a.total));
    functions = functions.slice(0, most);
    const shown = new Set(functions.map((f) => f.function));
    const graph = new Graph();
    graph.setGraph({ rankdir: "TB", nodesep: 14, ranksep: 34, marginx: 8, marginy: 8 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const f of functions)
      graph.setNode(String(f.function), {
        width: Math.min(240, Math.max(110, 7 * Math.min(32, run.functionName(f.function).length) + 16)),
        height: 50,
      });
    for (const a of edges)
      if (shown.has(a.caller) && shown.has(a.callee) && a.caller !== a.callee)
        graph.setEdge(String(a.caller), String(a.callee));
    layout(graph);
    return { functions, edges: edges.filter((a) => shown.has(a.caller) && shown.has(a.callee)), graph, left };
  }, [flow, metric, least, props.around]);
  const size = drawn.graph.graph() as { width?: number; height?: number };
  const width = Math.max(60, size.width ?? 60),
    height = Math.max(40, size.height ?? 40);
  const clip = (text: string, n: number) => (text.length > n ? `${text.slice(0, n - 1)}\u2026` : text);
  if (drawn.functions.length === 0) return <p class="note">No function is above the threshold.</p>;
  return (
    <div>
      <label class="slider">
        at least{" "}
        <input
          type="range"
          min="-2"
          max="1.3"
          step="0.05"
          value={Math.log10(least)}
          onInput={(e) => setLeast(10 ** Number(e.currentTarget.value))}
          aria-label="threshold"
        />{" "}
        {least.toPrecision(2)} % of the whole
      </label>
      {drawn.left > most && (
        <span class="note">
          {" "}
          the {most} largest of {drawn.left} functions
        </span>
      )}
      <div class="graph" tabIndex={0}>
        <svg
          class="figure"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label="Call graph"
          font-family="sans-serif"
        >
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" fill="#888" />
            </marker>
          </defs>
          {drawn.edges.map((a) => {
            const edge =
              a.caller === a.callee
                ? null
                : (drawn.graph.edge(String(a.caller), String(a.callee)) as
                    { points?: { x: number; y: number }[] } | undefined);
            if (!edge?.points) return null;
            const share = weight(run, metric, a.cost) / all;
            return (
              <path
                key={`${a.caller}-${a.callee}`}
                d={`M${edge.points.map((p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join("L")}`}
                fill="none"
                stroke="#888"
                stroke-width={Math.max(0.6, 6 * share).toFixed(2)}
                marker-end="url(#arrow)"
              >
                <title>{`${visible(run.functionName(a.caller))} calls ${visible(run.functionName(a.callee))}: ${amount(run, metric, a.cost)}, ${percent(share)}`}</title>
              </path>
            );
          })}
          {drawn.functions.map((f) => {
            const node = drawn.graph.node(String(f.function)) as {
              x: number;
              y: number;
              width: number;
              height: number;
            };
            const share = weight(run, metric, f.total) / all,
              own = weight(run, metric, f.self) / all;
            const name = visible(run.functionName(f.function));
            const ink = heatInk(share);
            return (
              <g
                key={f.function}
                class={f.function === props.around ? "box centre" : "box"}
                tabIndex={0}
                role="button"
                aria-label={`${name}: ${percent(share)} in all, ${percent(own)} itself`}
                transform={`translate(${(node.x - node.width / 2).toFixed(1)} ${(node.y - node.height / 2).toFixed(1)})`}
                onClick={() => props.onSelect(f.function)}
                onKeyDown={(e) => {
                  if (e.key === "Enter") props.onSelect(f.function);
                }}
              >
                <title>{`${name}\n${visible(run.place(f.function))}\n${amount(run, metric, f.total)} in all, ${amount(run, metric, f.self)} itself`}</title>
                <rect
                  width={node.width}
                  height={node.height}
                  rx="4"
                  fill={heat(share)}
                  stroke={f.function === props.around ? "#D55E00" : "#666"}
                  stroke-width={f.function === props.around ? 3 : 1}
                />
                <text
                  x={node.width / 2}
                  y="16"
                  text-anchor="middle"
                  font-size="12"
                  font-weight="600"
                  fill={ink}
                >
                  {clip(name, Math.floor((node.width - 12) / 7))}
                </text>
                <text x={node.width / 2} y="30" text-anchor="middle" font-size="11" fill={ink}>
                  {percent(share)} ({percent(own)})
                </text>
                <text x={node.width / 2} y="43" text-anchor="middle" font-size="10" fill={ink}>
                  {clip(amount(run, metric, f.total), Math.floor((node.width - 8) / 6))}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </div>
  );
}
