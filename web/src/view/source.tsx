import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Header } from "../model/container";
import { amount, type Metric, weight } from "../model/metric";
import { addUse, baseName, type Cost, noCost, type Run } from "../model/run";
import { byLine, type LineCost } from "../model/tree";
import { programShare, shareInterval } from "../model/uncertainty";
import { percent } from "../model/units";
import { Name, visible } from "./panel";

const most = 6000; // lines in the document

/** Files in which samples fell, the largest first. */
function filesOf(run: Run, uses: Uint32Array): [file: number, cost: Cost][] {
  const costs = new Map<number, Cost>();
  for (const use of uses) {
    const fn = run.nodes.function[run.uses.node[use]!]!;
    const file = fn < 0 ? 0 : run.functions.file[fn]!;
    if (!file) continue;
    const cost = costs.get(file) ?? noCost();
    costs.set(file, cost);
    addUse(cost, run, use);
  }
  return [...costs].sort((a, b) => b[1].cpu - a[1].cpu);
}

/** Source files with what each line cost: by itself and with what it called. */
export function Source(props: {
  run: Run;
  uses: Uint32Array;
  metric: Metric;
  file: number | undefined;
  onFile: (file: number) => void;
}) {
  const { run, uses, metric } = props;
  const [onlyHot, setOnlyHot] = useState(false);
  const files = useMemo(() => filesOf(run, uses), [run, uses]);
  const embedded = new Map(run.header.sources.map((source) => [source.file, source]));
  const file = props.file ?? files.find(([one]) => embedded.has(one))?.[0] ?? files[0]?.[0];
  const lines = useMemo(
    () => (file === undefined ? new Map<number, LineCost>() : byLine(run, uses, file)),
    [run, uses, file],
  );
  if (file === undefined)
    return (
      <p class="note">No sample fell into code whose source file is known. Compile with -g to see lines.</p>
    );
  const source = embedded.get(file);
  return (
    <div>
      <p>
        <label>
          File{" "}
          <select value={String(file)} onChange={(event) => props.onFile(Number(event.currentTarget.value))}>
            {files.slice(0, 300).map(([one, cost]) => (
              <option key={one} value={String(one)}>
                {visible(baseName(run.text(one)))} {"\u00b7"} {amount(run, metric, cost)}
                {embedded.has(one) ? "" : " (lines not embedded)"}
              </option>
            ))}
          </select>
        </label>{" "}
        <label>
          <input
            type="checkbox"
            checked={onlyHot}
            onChange={(event) => setOnlyHot(event.currentTarget.checked)}
          />{" "}
          only lines that were seen
        </label>{" "}
        <Name text={run.text(file)} short={120} />
      </p>
      {source?.is_newer && (
        <p class="warning">The file was changed after the run began: lines may have moved.</p>
      )}
      {!source && (
        <p class="note">
          The text of this file is not in the report (not readable then, not among the hottest, or
          --no-source).
        </p>
      )}
      <Lines run={run} metric={metric} lines={lines} source={source} onlyHot={onlyHot} />
    </div>
  );
}

function Lines(props: {
  run: Run;
  metric: Metric;
  lines: Map<number, LineCost>;
  source: Header["sources"][number] | undefined;
  onlyHot: boolean;
}) {
  const { run, metric, lines, source, onlyHot } = props;
  const box = useRef<HTMLDivElement>(null);
  const largest = (cost: (line: LineCost) => Cost) => {
    let [hottest, value] = [0, 1e-300];
    for (const [number, line] of lines)
      if (weight(run, metric, cost(line)) > value)
        [hottest, value] = [number, weight(run, metric, cost(line))];
    return [hottest, value] as const;
  };
  const [hottest, self] = largest((line) => line.self);
  const [, total] = largest((line) => line.total);
  const numbers =
    source && !onlyHot
      ? source.lines.map((_, i) => source.first_line + i)
      : [...lines.keys()].sort((a, b) => a - b);
  const first = Math.max(0, Math.min(numbers.indexOf(hottest) - most / 2, numbers.length - most));
  useLayoutEffect(() => {
    const row = box.current!.querySelector<HTMLElement>(`tr[data-line="${hottest}"]`);
    if (row) box.current!.scrollTop = row.offsetTop - box.current!.clientHeight / 3;
  }, [lines, onlyHot]);
  return (
    <div class="scroll source" tabIndex={0} ref={box}>
      <table>
        <thead>
          <tr>
            <th scope="col">line</th>
            <th scope="col">self</th>
            <th scope="col">share</th>
            <th scope="col">with callees</th>
            <th scope="col" class="wide">
              source
            </th>
          </tr>
        </thead>
        <tbody>
          {numbers.slice(first, first + most).map((number) => (
            <Line
              key={number}
              run={run}
              metric={metric}
              number={number}
              cost={lines.get(number)}
              largest={[self, total]}
              text={source?.lines[number - source.first_line] ?? ""}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line(props: {
  run: Run;
  metric: Metric;
  number: number;
  cost: LineCost | undefined;
  largest: [self: number, total: number];
  text: string;
}) {
  const { run, metric, cost, largest } = props;
  const self = cost && cost.self.samples > 0 ? cost.self : null; // nothing may have been running right there
  const bar = (part: Cost | undefined, most: number) => ({
    "--share": part ? weight(run, metric, part) / most : 0,
  });
  return (
    <tr class={cost ? "seen" : ""} data-line={props.number}>
      <th scope="row">{props.number}</th>
      <td class="heat" style={bar(cost?.self, largest[0])}>
        {self && amount(run, metric, self)}
      </td>
      <td title={self ? shareInterval(run, self, metric).map(percent).join(" to ") : undefined}>
        {self && percent(programShare(run, self, metric))}
      </td>
      <td class="heat cool" style={bar(cost?.total, largest[1])}>
        {cost && amount(run, metric, cost.total)}
      </td>
      <td class="wide">
        <code>{visible(props.text.replace(/\t/g, "    "))}</code>
      </td>
    </tr>
  );
}
