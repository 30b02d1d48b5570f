import { useMemo } from "preact/hooks";
import {
  driftWords,
  type Metric,
  metricNoun,
  metricTitle,
  perUnit,
  type Runs,
  type SeriesInfo,
  type Summary,
  told,
  toldInterval,
  toldRange,
} from "../model/series";
import type { Joules } from "../model/quantity";
import { counted, joules, percent } from "../model/units";
import { unitOf } from "./distribution";
import { Name, Panel, type Sheet } from "./panel";
import { type Column, Table } from "./table";

const utc = (s: number): string =>
  Number.isFinite(s) ? new Date(1000 * s).toISOString().replace("T", " ").slice(0, 19) : "-";

const number = (value: number): string => (Number.isFinite(value) ? String(value) : "");

/** Every run, with why it is marked. */
export function RunTable(props: {
  runs: Runs;
  selected: number | undefined;
  onSelect: (run: number) => void;
  fits: ((text: string) => boolean) | null;
  tools: preact.ComponentChildren;
}) {
  const { runs, selected, fits } = props;
  const all = useMemo(() => runs.rows.flatMap((rows) => Array.from(rows)), [runs]);
  const place = useMemo(() => {
    const places = new Int32Array(runs.size); // in its series
    for (const rows of runs.rows) rows.forEach((run, i) => (places[run] = i + 1));
    return places;
  }, [runs]);
  const rows = useMemo(() => {
    const text = (run: number) => `${runs.name(run)} ${seriesName(runs, run)} ${runs.reason(run)}`;
    const found = fits ? all.filter((run) => fits(text(run))) : all;
    // The one that was found comes first.
    if (selected === undefined || !found.includes(selected)) return found;
    return [selected, ...found.filter((run) => run !== selected)];
  }, [all, fits, selected]);
  const columns = useMemo(() => columnsOf(runs, place, selected), [runs, place, selected]);
  const marked = useMemo(() => all.filter((run) => runs.reason(run)).length, [all]);
  return (
    <Panel
      id="runs"
      title="Every run"
      tools={props.tools}
      note={`${rows.length} of ${counted(all.length, "run")}; ${marked} marked. Outliers and disturbed runs count; warm-ups and failed ones do not.`}
      sheet={() => runSheet(runs, place, rows)}
    >
      <Table
        label="Runs"
        columns={columns}
        rows={rows}
        sort="order"
        up
        selected={(run) => run === selected}
        onSelect={props.onSelect}
        height={440}
        note="No run fits the search."
      />
    </Panel>
  );
}

const seriesName = (runs: Runs, run: number): string => runs.header.series[runs.series[run]!]!.name;

function columnsOf(runs: Runs, place: Int32Array, selected: number | undefined): Column<number>[] {
  const series: Column<number> = {
    key: "series",
    title: "series",
    value: (run) => seriesName(runs, run),
    cell: (run) => <Name text={seriesName(runs, run)} short={18} />,
  };
  return [
    {
      key: "order",
      title: "#",
      value: (run) => (run === selected ? -1 : runs.series[run]! * 1e7 + place[run]!),
      cell: (run) => place[run],
    },
    ...(runs.header.series.length > 1 ? [series] : []),
    {
      key: "name",
      title: "run",
      value: (run) => runs.name(run),
      cell: (run) => <Name text={runs.name(run)} short={32} />,
      wide: true,
    },
    {
      key: "reason",
      title: "marked, and why",
      value: (run) => runs.reason(run),
      cell: (run) => <Name text={runs.reason(run)} short={70} />,
      wide: true,
    },
    ...runs.metrics.map((metric) => metricColumn(runs, metric)),
    ...conditionColumns(runs),
  ];
}

/** A column of numbers, of which some may be missing. */
function numberColumn(
  key: string,
  title: string,
  values: Float64Array,
  text: (value: number, run: number) => string,
): Column<number> {
  return {
    key,
    title,
    value: (run) => (Number.isFinite(values[run]!) ? values[run]! : -Infinity),
    cell: (run) => (Number.isFinite(values[run]!) ? text(values[run]!, run) : "-"),
  };
}

const metricColumn = (runs: Runs, { name, unit }: Metric): Column<number> =>
  numberColumn(name, metricNoun(name) + perUnit(runs.header, name), runs.values(name), (value, run) =>
    name === "energy" ? joules(value as Joules, runs.energyU[run]!) : told(unit, value),
  );

/** What a run met; only what is known of one at least. */
function conditionColumns(runs: Runs): Column<number>[] {
  const all: Parameters<typeof numberColumn>[] = [
    ["block", "block", runs.block, String],
    ["frequency", "frequency", runs.frequency, (value) => told("Hz", value)],
    ["temperature", "hottest", runs.temperature, (value) => `${value.toFixed(1)} \u00b0C`],
    ["others", "other programs", runs.others, (value) => told("s", value)],
    ["steal", "withheld", runs.steal, (value) => told("s", value)],
    ["started", "started (UTC)", runs.started, utc],
  ];
  return all.filter(([, , values]) => values.some(Number.isFinite)).map((column) => numberColumn(...column));
}

function runSheet(runs: Runs, place: Int32Array, rows: number[]): Sheet {
  const measured = runs.metrics.map(({ name, column }) => [column, runs.values(name)] as const);
  const columns: (readonly [string, Float64Array])[] = [
    ...measured,
    ["energy_u_j", runs.energyU],
    ["frequency_hz", runs.frequency],
    ["temperature_c", runs.temperature],
    ["others_s", runs.others],
    ["steal_s", runs.steal],
  ];
  return {
    head: [
      "series",
      "run",
      "order",
      "started_utc",
      "block",
      "counted",
      "mark",
      ...columns.map(([name]) => name),
    ],
    rows: rows.map((run) => [
      seriesName(runs, run),
      runs.name(run),
      String(place[run]),
      utc(runs.started[run]!),
      number(runs.block[run]!),
      runs.counted[run] ? "yes" : "no",
      runs.reason(run),
      ...columns.map(([, values]) => number(values[run]!)),
    ]),
  };
}

/** The numbers behind the figures, and how many runs are wanted for one per cent. */
export function Numbers({ runs, metric }: { runs: Runs; metric: string }) {
  const unit = unitOf(runs, metric);
  const { series } = runs.header;
  return (
    <Panel
      id="numbers"
      title={`${metricTitle(metric)}${perUnit(runs.header, metric)} in numbers, and how many runs give 1 %`}
      sheet={() => numberSheet(series, metric, unit)}
    >
      <div class="scroll">
        <table aria-label="Summary of each series">
          <thead>
            <tr>
              <th scope="col" class="first">
                series
              </th>
              {numberTitles.map((title) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {series.map((one, i) => (
              <tr key={i}>
                <td class="first">
                  <Name text={one.name} short={40} />
                </td>
                <SummaryCells unit={unit} summary={one.summary[metric] ?? null} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {series.map((one, i) => (
        <p class="note tight" key={i}>
          <Name text={one.name} short={40} />: {driftWords(one)}.
        </p>
      ))}
    </Panel>
  );
}

const numberTitles = [
  "n",
  "median",
  "95 %",
  "half of it",
  "runs for 1 %",
  "mean",
  "sd",
  "sd / mean",
  "MAD",
  "quartiles",
  "lowest to highest",
];

function SummaryCells({ unit, summary }: { unit: string; summary: Summary | null }) {
  if (!summary) return <td colSpan={numberTitles.length}>no run knows it</td>;
  const { n, median, mean, sd, mad, low95, high95, estimate, needed } = summary;
  const hasInterval = low95 !== null && high95 !== null;
  const half = hasInterval && estimate ? (high95 - low95) / 2 / Math.abs(estimate) : Number.NaN;
  const u = (sd ?? Number.NaN) / Math.sqrt(n);
  const reached = low95 !== null ? "reached" : "-";
  const wanted = needed === null ? reached : needed > 1e6 ? "over a million" : needed;
  return (
    <>
      <td>{n}</td>
      <td>{told(unit, median, u)}</td>
      <td>{hasInterval ? toldInterval(unit, low95, high95) : "too few runs"}</td>
      <td>{percent(half)}</td>
      <td class="needed">{wanted}</td>
      <td>{told(unit, mean, u)}</td>
      <td>{sd === null ? "-" : told(unit, sd)}</td>
      <td>{sd === null ? "-" : percent(sd / mean)}</td>
      <td>{told(unit, mad)}</td>
      <td>{toldRange(unit, summary.q1, summary.q3)}</td>
      <td>{toldRange(unit, summary.min, summary.max)}</td>
    </>
  );
}

const summaryKeys = [
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
] as const;

function numberSheet(series: SeriesInfo[], metric: string, unit: string): Sheet {
  return {
    head: ["series", ...summaryKeys, "runs_for_1_percent", "drift_tau", "drift_p", "unit"],
    rows: series.map(({ name, summary, drift }) => {
      const known = summary[metric];
      return [
        name,
        ...summaryKeys.map((key) => String(known?.[key] ?? "")),
        known ? String(known.needed ?? "reached") : "",
        String(drift?.tau ?? ""),
        String(drift?.p ?? ""),
        unit,
      ];
    }),
  };
}
