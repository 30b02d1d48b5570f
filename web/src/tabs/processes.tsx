import { useMemo } from "preact/hooks";
import { amount, type Metric, metricWord, weight } from "../model/metric";
import { sum } from "../model/quantity";
import { addUse, type Cost, noCost, type Run } from "../model/run";
import { bytes, duration, joules } from "../model/units";
import { Name, Panel, type Sheet } from "../view/panel";
import { type Column, Table } from "../view/table";
import type { Scene } from "./scene";

export function Processes(scene: Scene) {
  const { run, filterBy } = scene;
  const rows = useMemo(() => Array.from(run.processes.name, (_, p) => p), [run]);
  const columns = useMemo(() => processColumns(run), [run]);
  return (
    <>
      <Panel
        id="processes"
        title="Processes"
        note="Whole run; click one to filter all views by it and its children."
        sheet={() => processSheet(run, rows)}
      >
        <Table
          label="Processes"
          columns={columns}
          rows={rows}
          sort={run.hasEnergy ? "energy" : "cpu"}
          onSelect={(process) => filterBy({ process })}
          height={380}
          note="No process was seen."
        />
      </Panel>
      {run.hasStacks && <Threads {...scene} />}
    </>
  );
}

interface ThreadCost {
  thread: number;
  cost: Cost;
}

function Threads({ run, uses, state: { metric }, filterBy }: Scene) {
  const rows: ThreadCost[] = useMemo(() => {
    const costs = Array.from(run.threads.name, () => noCost());
    for (const use of uses) addUse(costs[run.uses.thread[use]!]!, run, use);
    return costs.map((cost, thread) => ({ thread, cost }));
  }, [run, uses]);
  const columns = useMemo(() => threadColumns(run, metric), [run, metric]);
  return (
    <Panel id="threads" title="Threads" note="Under the present filter; click one to filter by it.">
      <Table
        label="Threads"
        columns={columns}
        rows={rows}
        sort="cost"
        onSelect={({ thread }) => filterBy({ thread })}
        height={320}
      />
    </Panel>
  );
}

function Process(props: { run: Run; row: number }) {
  return props.row >= 0 ? <Name text={props.run.processName(props.row)} short={30} /> : <>-</>;
}

function processColumns(run: Run): Column<number>[] {
  const energy = (p: number) =>
    run.hasEnergy ? joules(run.processes.energy[p]!, run.processes.energyU[p]!) : "unavailable";
  const cpu = (p: number) => sum(run.processes.user[p]!, run.processes.system[p]!);
  return [
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
      value: cpu,
      cell: (p) => duration(cpu(p)),
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
      cell: (p) => <Process run={run} row={run.processes.parent[p]!} />,
    },
  ];
}

function threadColumns(run: Run, metric: Metric): Column<ThreadCost>[] {
  return [
    {
      key: "name",
      title: "thread",
      value: (r) => run.threadName(r.thread),
      cell: (r) => <Name text={run.threadName(r.thread)} />,
      wide: true,
    },
    {
      key: "cost",
      title: metricWord(run, metric),
      value: (r) => weight(run, metric, r.cost),
      cell: (r) => amount(run, metric, r.cost),
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
      cell: (r) => <Process run={run} row={run.threads.process[r.thread]!} />,
    },
  ];
}

function processSheet(run: Run, rows: number[]): Sheet {
  return {
    head: ["process", "pid", "count", "energy_j", "cpu_s", "begin_s", "end_s", "peak_rss_bytes"],
    rows: rows.map((p) => [
      run.text(run.processes.name[p]!),
      String(run.processes.pid[p]),
      String(run.processes.count[p]),
      String(run.processes.energy[p]),
      String(run.processes.user[p]! + run.processes.system[p]!),
      String(run.processes.begin[p]),
      String(run.processes.end[p]),
      String(run.processes.rss[p]),
    ]),
  };
}
