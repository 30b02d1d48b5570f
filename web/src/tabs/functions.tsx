import { useMemo } from "preact/hooks";
import { amount, type Metric, metricWord, plain, unsampled, weight } from "../model/metric";
import { pattern } from "../model/pattern";
import type { Cost, Run } from "../model/run";
import { byFunction, type FunctionCost } from "../model/tree";
import { programShare, shareInterval } from "../model/uncertainty";
import { counted, duration, percent } from "../model/units";
import { CallGraph } from "../view/graph";
import { Name, Panel, type Sheet, visible } from "../view/panel";
import { type Column, Table } from "../view/table";
import { type Scene, SceneSearch, Stacks } from "./scene";

export function Functions(scene: Scene) {
  const { run, uses, state, update, filterBy } = scene;
  const { selected } = state;
  return (
    <Stacks run={run}>
      <FunctionTable
        scene={scene}
        title="Functions"
        search={state.search}
        height={360}
        onSelect={(selected) => update({ selected })}
        tools={<SceneSearch {...scene} />}
      />
      {selected !== undefined && (
        <Panel
          id="neighbourhood"
          title={`Around ${visible(run.functionName(selected)).slice(0, 80)}`}
          picture
          tools={
            <>
              <button onClick={() => filterBy({ function: selected })}>Filter by it</button>
              <button onClick={() => update({ tab: "flame", shape: "sandwich" })}>Sandwich</button>
              {run.functions.file[selected]! > 0 && (
                <button onClick={() => update({ tab: "source", file: run.functions.file[selected]! })}>
                  Source
                </button>
              )}
            </>
          }
        >
          <CallGraph
            run={run}
            uses={uses}
            metric={state.metric}
            around={selected}
            onSelect={(selected) => update({ selected })}
          />
        </Panel>
      )}
    </Stacks>
  );
}

/** Every function, by itself and with what it called. */
export function FunctionTable(props: {
  scene: Scene;
  title: string;
  search: string;
  height: number;
  onSelect: (fn: number) => void;
  tools?: preact.ComponentChildren;
}) {
  const { run, uses, state } = props.scene;
  const { metric } = state;
  const all = useMemo(() => byFunction(run, uses), [run, uses]);
  const rows = useMemo(() => {
    const fits = pattern(props.search);
    const text = (fn: number) => `${run.functionName(fn)} ${run.text(run.functions.file[fn]!)}`;
    return fits ? all.filter((row) => fits(text(row.function))) : all;
  }, [all, props.search]);
  const columns = useMemo(() => columnsOf(run, metric), [run, metric]);
  const matching = rows.reduce((sum, row) => sum + weight(run, metric, row.self), 0);
  return (
    <Panel
      id="functions"
      title={props.title}
      tools={props.tools}
      note={
        <>
          {counted(rows.length, "function")}
          {props.search && `, of ${all.length}; matching: ${plain(metric, matching)} by themselves`}. Not
          sampled: {metric === "samples" ? "-" : amount(run, metric, unsampled(run))}.
          {metric === "power" && " Mean power is over a function's CPU time."}
        </>
      }
      sheet={() => functionSheet(run, rows)}
    >
      <Table
        label={props.title}
        columns={columns}
        rows={rows}
        sort="self"
        selected={(row) => row.function === state.selected}
        onSelect={(row) => props.onSelect(row.function)}
        height={props.height}
      />
    </Panel>
  );
}

function Share(props: { run: Run; metric: Metric; cost: Cost }) {
  const { run, metric, cost } = props;
  const [low, high] = shareInterval(run, cost, metric).map(percent);
  return (
    <span title={`95 %, from sampling: ${low} to ${high}`}>
      {percent(programShare(run, cost, metric))}{" "}
      <small>
        ({low!.replace(" %", "")} to {high!.replace(" %", "")})
      </small>
    </span>
  );
}

function columnsOf(run: Run, metric: Metric): Column<FunctionCost>[] {
  const weigh = (cost: Cost) => weight(run, metric, cost);
  const meter = (cost: Cost, tone: string) => (
    <span class={`meter${tone}`} style={{ "--share": programShare(run, cost, metric) }}>
      {amount(run, metric, cost)}
    </span>
  );
  return [
    {
      key: "name",
      title: "function",
      value: (row) => run.functionName(row.function),
      cell: (row) => <Name text={run.functionName(row.function)} />,
      wide: true,
    },
    {
      key: "self",
      title: `self: ${metricWord(run, metric)}`,
      value: (row) => weigh(row.self),
      cell: (row) => meter(row.self, ""),
    },
    {
      key: "share",
      title: "share (95 %)",
      value: (row) => weigh(row.self),
      cell: (row) => <Share run={run} metric={metric} cost={row.self} />,
    },
    {
      key: "total",
      title: "with callees",
      value: (row) => weigh(row.total),
      cell: (row) => meter(row.total, " cool"),
    },
    { key: "cpu", title: "CPU self", value: (row) => row.self.cpu, cell: (row) => duration(row.self.cpu) },
    {
      key: "samples",
      title: "samples",
      value: (row) => row.self.samples,
      cell: (row) => row.self.samples,
    },
    {
      key: "place",
      title: "where",
      value: (row) => run.place(row.function),
      cell: (row) => <Name text={run.place(row.function)} short={40} />,
    },
  ];
}

function functionSheet(run: Run, rows: FunctionCost[]): Sheet {
  return {
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
      .map(({ function: fn, self, total }) => [
        run.functionName(fn),
        run.text(run.functions.file[fn]!),
        String(run.functions.line[fn] || ""),
        run.moduleName(fn),
        run.language(fn),
        ...[
          self.samples,
          self.cpu,
          self.energy,
          programShare(run, self, "energy"),
          ...shareInterval(run, self, "energy"),
          total.cpu,
          total.energy,
        ].map(String),
      ]),
  };
}
