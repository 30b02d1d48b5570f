import { useMemo } from "preact/hooks";
import {
  driftWords,
  metricNoun,
  metricTitle,
  perUnit,
  type Runs,
  told,
  toldInterval,
  toldRange,
} from "../model/series";
import type { Joules } from "../model/quantity";
import { counted, joules, percent } from "../model/units";
import { unitOf } from "./distribution";
import { Name, Panel } from "./panel";
import { type Column, Table } from "./table";

const known = (values: Float64Array): boolean => values.some((v) => Number.isFinite(v));
const sortable = (v: number): number => (Number.isFinite(v) ? v : -Infinity);
const utc = (s: number): string =>
  Number.isFinite(s) ? new Date(1000 * s).toISOString().replace("T", " ").slice(0, 19) : "-";

/** Every run, with why it is marked. */
export function RunTable(props: {
  runs: Runs;
  selected: number | undefined;
  onSelect: (run: number) => void;
  fits: ((text: string) => boolean) | null;
  tools: preact.ComponentChildren;
}) {
  const { runs } = props;
  const all = useMemo(() => Array.from(runs.rows.flatMap((rows) => Array.from(rows))), [runs]);
  const place = useMemo(() => {
    const of = new Int32Array(runs.size);
    for (const rows of runs.rows)
      rows.forEach((r, i) => {
        of[r] = i + 1;
      });
    return of;
  }, [runs]);
  const rows = useMemo(() => {
    const chosen = props.fits
      ? all.filter((r) =>
          props.fits!(`${runs.name(r)} ${runs.header.series[runs.series[r]!]!.name} ${runs.reason(r)}`),
        )
      : all;
    const s = props.selected; // the one that was found comes first
    return s === undefined || !chosen.includes(s) ? chosen : [s, ...chosen.filter((r) => r !== s)];
  }, [all, props.fits, props.selected]);
  const columns: Column<number>[] = useMemo(() => {
    const list: Column<number>[] = [
      {
        key: "order",
        title: "#",
        value: (r) => (r === props.selected ? -1 : runs.series[r]! * 1e7 + place[r]!),
        cell: (r) => place[r],
      },
      ...(runs.header.series.length > 1
        ? [
            {
              key: "series",
              title: "series",
              value: (r: number) => runs.header.series[runs.series[r]!]!.name,
              cell: (r: number) => <Name text={runs.header.series[runs.series[r]!]!.name} short={18} />,
            },
          ]
        : []),
      {
        key: "name",
        title: "run",
        value: (r) => runs.name(r),
        cell: (r) => <Name text={runs.name(r)} short={32} />,
        wide: true,
      },
      {
        key: "reason",
        title: "marked, and why",
        value: (r) => runs.reason(r),
        cell: (r) => <Name text={runs.reason(r)} short={70} />,
        wide: true,
      },
    ];
    for (const m of runs.metrics) {
      const values = runs.values(m.name);
      list.push({
        key: m.name,
        title: metricNoun(m.name) + perUnit(runs.header, m.name),
        value: (r) => sortable(values[r]!),
        cell: (r) =>
          !Number.isFinite(values[r]!)
            ? "-"
            : m.name === "energy"
              ? joules(values[r]! as Joules, runs.energyU[r]!)
              : told(m.unit, values[r]!),
      });
    }
    const more: [string, string, Float64Array, (v: number) => string][] = [
      ["block", "block", runs.block, String],
      ["frequency", "frequency", runs.frequency, (v) => told("Hz", v)],
      ["temperature", "hottest", runs.temperature, (v) => `${v.toFixed(1)} \u00b0C`],
      ["others", "other programs", runs.others, (v) => told("s", v)],
      ["steal", "withheld", runs.steal, (v) => told("s", v)],
      ["started", "started (UTC)", runs.started, utc],
    ];
    for (const [key, title, values, text] of more)
      if (known(values))
        list.push({
          key,
          title,
          value: (r) => sortable(values[r]!),
          cell: (r) => (Number.isFinite(values[r]!) ? text(values[r]!) : "-"),
        });
    return list;
  }, [runs, place, props.selected]);
  const marked = useMemo(() => all.filter((r) => runs.reason(r)).length, [all]);
  const number = (v: number): string => (Number.isFinite(v) ? String(v) : "");
  return (
    <Panel
      id="runs"
      title="Every run"
      tools={props.tools}
      note={`${rows.length} of ${counted(all.length, "run")}; ${marked} marked. Outliers and disturbed runs count; warm-ups and failed ones do not.`}
      sheet={() => ({
        head: [
          "series",
          "run",
          "order",
          "started_utc",
          "block",
          "counted",
          "mark",
          ...runs.metrics.map((m) => m.column),
          "energy_u_j",
          "frequency_hz",
          "temperature_c",
          "others_s",
          "steal_s",
        ],
        rows: rows.map((r) => [
          runs.header.series[runs.series[r]!]!.name,
          runs.name(r),
          String(place[r]),
          utc(runs.started[r]!),
          number(runs.block[r]!),
          runs.counted[r] ? "yes" : "no",
          runs.reason(r),
          ...runs.metrics.map((m) => number(runs.values(m.name)[r]!)),
          ...[runs.energyU, runs.frequency, runs.temperature, runs.others, runs.steal].map((c) =>
            number(c[r]!),
          ),
        ]),
      })}
    >
      <Table
        label="Runs"
        columns={columns}
        rows={rows}
        sort="order"
        up
        selected={(r) => r === props.selected}
        onSelect={props.onSelect}
        height={440}
        note="No run fits the search."
      />
    </Panel>
  );
}

/** The numbers behind the figures, and how many runs are wanted for one per cent. */
export function Numbers(props: { runs: Runs; metric: string }) {
  const { runs, metric } = props;
  const unit = unitOf(runs, metric);
  const rows = runs.header.series.map((s) => ({ s, q: s.summary[metric] ?? null }));
  const halfOf = (q: NonNullable<(typeof rows)[number]["q"]>): number =>
    q.low95 !== null && q.high95 !== null && q.estimate
      ? (q.high95 - q.low95) / 2 / Math.abs(q.estimate)
      : Number.NaN;
  return (
    <Panel
      id="numbers"
      title={`${metricTitle(metric)}${perUnit(runs.header, metric)} in numbers, and how many runs give 1 %`}
      sheet={() => ({
        head: [
          "series",
          "n",
          "mean",
          "sd",
          "median",
          "mad",
          "q1",
          "q3",
          "min",
          "max",
          "estimate",
          "low95",
          "high95",
          "runs_for_1_percent",
          "drift_tau",
          "drift_p",
          "unit",
        ],
        rows: rows.map(({ s, q }) => [
          s.name,
          ...(q
            ? [
                q.n,
                q.mean,
                q.sd,
                q.median,
                q.mad,
                q.q1,
                q.q3,
                q.min,
                q.max,
                q.estimate,
                q.low95 ?? "",
                q.high95 ?? "",
                q.needed ?? "reached",
              ]
            : new Array(13).fill("")
          ).map(String),
          String(s.drift?.tau ?? ""),
          String(s.drift?.p ?? ""),
          unit,
        ]),
      })}
    >
      <div class="scroll">
        <table aria-label="Summary of each series">
          <thead>
            <tr>
              <th scope="col" class="first">
                series
              </th>
              <th scope="col">n</th>
              <th scope="col">median</th>
              <th scope="col">95 %</th>
              <th scope="col">half of it</th>
              <th scope="col">runs for 1 %</th>
              <th scope="col">mean</th>
              <th scope="col">sd</th>
              <th scope="col">sd / mean</th>
              <th scope="col">MAD</th>
              <th scope="col">quartiles</th>
              <th scope="col">lowest to highest</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ s, q }, i) => (
              <tr key={i}>
                <td class="first">
                  <Name text={s.name} short={40} />
                </td>
                {q ? (
                  <>
                    <td>{q.n}</td>
                    <td>{told(unit, q.median, (q.sd ?? NaN) / Math.sqrt(q.n))}</td>
                    <td>
                      {q.low95 !== null && q.high95 !== null
                        ? toldInterval(unit, q.low95, q.high95)
                        : "too few runs"}
                    </td>
                    <td>{percent(halfOf(q))}</td>
                    <td class="needed">
                      {q.needed === null
                        ? q.low95 !== null
                          ? "reached"
                          : "-"
                        : q.needed > 1e6
                          ? "over a million"
                          : q.needed}
                    </td>
                    <td>{told(unit, q.mean, (q.sd ?? NaN) / Math.sqrt(q.n))}</td>
                    <td>{q.sd === null ? "-" : told(unit, q.sd)}</td>
                    <td>{q.sd === null ? "-" : percent(q.sd / q.mean)}</td>
                    <td>{told(unit, q.mad)}</td>
                    <td>{toldRange(unit, q.q1, q.q3)}</td>
                    <td>{toldRange(unit, q.min, q.max)}</td>
                  </>
                ) : (
                  <td colSpan={11}>no run knows it</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {runs.header.series.map((s, i) => (
        <p class="note tight" key={i}>
          <Name text={s.name} short={40} />: {driftWords(s)}.
        </p>
      ))}
    </Panel>
  );
}
