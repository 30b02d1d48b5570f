import { useMemo, useState } from "preact/hooks";
import { amount, type Metric, weight } from "../model/metric";
import { baseName, noCost, addUse, type Run } from "../model/run";
import { byLine } from "../model/tree";
import { percent } from "../model/units";
import { programShare, shareInterval } from "../model/uncertainty";
import { Name, visible } from "./panel";

/** Source files with what each line cost: by itself and with what it called. */
export function Source(props: {
  run: Run;
  uses: Uint32Array;
  metric: Metric;
  file: number | undefined;
  onFile: (file: number) => void;
}) {
  const { run, metric } = props;
  const files = useMemo(() => {
    const costs = new Map<number, ReturnType<typeof noCost>>();
    for (const use of props.uses) {
      const fn = run.nodes.function[run.uses.node[use]!]!;
      if (fn < 0) continue;
      const file = run.functions.file[fn]!;
      if (!file) continue;
      let cost = costs.get(file);
      if (!cost) costs.set(file, (cost = noCost()));
      addUse(cost, run, use);
    }
    return [...costs].sort((a, b) => b[1].cpu - a[1].cpu);
  }, [run, props.uses]);
  const embedded = new Map(run.header.sources.map((s) => [s.file, s]));
  const file = props.file ?? files.find(([f]) => embedded.has(f))?.[0] ?? files[0]?.[0];
  const lines = useMemo(
    () => (file === undefined ? new Map() : byLine(run, props.uses, file)) as ReturnType<typeof byLine>,
    [run, props.uses, file],
  );
  const [onlyHot, setOnlyHot] = useState(false);
  if (file === undefined)
    return (
      <p class="note">No sample fell into code whose source file is known. Compile with -g to see lines.</p>
    );
  const source = embedded.get(file);
  const most = Math.max(1e-300, ...[...lines.values()].map((l) => weight(run, metric, l.self)));
  const mostTotal = Math.max(1e-300, ...[...lines.values()].map((l) => weight(run, metric, l.total)));
  const numbers =
    source && !onlyHot
      ? source.lines.map((_, i) => source.first_line + i)
      : [...lines.keys()].sort((a, b) => a - b);
  return (
    <div>
      <p>
        <label>
          File{" "}
          <select value={String(file)} onChange={(e) => props.onFile(Number(e.currentTarget.value))}>
            {files.slice(0, 300).map(([f, cost]) => (
              <option
                key={f}
                value={String(f)}
              >{`${visible(baseName(run.text(f)))}  ${amount(run, metric, cost)}${embedded.has(f) ? "" : "  (lines not embedded)"}`}</option>
            ))}
          </select>
        </label>{" "}
        <label>
          <input type="checkbox" checked={onlyHot} onChange={(e) => setOnlyHot(e.currentTarget.checked)} />{" "}
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
      <div class="scroll source" tabIndex={0}>
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
            {numbers.slice(0, 6000).map((number) => {
              const cost = lines.get(number);
              const own = cost ? weight(run, metric, cost.self) / most : 0;
              const all = cost ? weight(run, metric, cost.total) / mostTotal : 0;
              return (
                <tr key={number} class={cost ? "seen" : ""}>
                  <th scope="row">{number}</th>
                  <td class="heat" style={{ "--share": own }}>
                    {cost && cost.self.samples > 0 ? amount(run, metric, cost.self) : ""}
                  </td>
                  <td
                    title={cost ? shareInterval(run, cost.self, metric).map(percent).join(" to ") : undefined}
                  >
                    {cost && cost.self.samples > 0 ? percent(programShare(run, cost.self, metric)) : ""}
                  </td>
                  <td class="heat cool" style={{ "--share": all }}>
                    {cost ? amount(run, metric, cost.total) : ""}
                  </td>
                  <td class="wide">
                    <code>
                      {source
                        ? visible((source.lines[number - source.first_line] ?? "").replace(/\t/g, "    "))
                        : ""}
                    </code>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
