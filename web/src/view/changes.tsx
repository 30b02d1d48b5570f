import { useMemo, useState } from "preact/hooks";
import {
  type Change,
  type Comparison,
  isSure,
  novelty,
  percentChange,
  signed,
  told,
  toldInterval,
} from "../model/series";
import { Name, Panel, type Sheet } from "./panel";
import type { Palette } from "./plot";
import { type Column, Table } from "./table";

export type Kind = "functions" | "lines" | "phases";
const nameOf = (c: Change): string => c.function ?? c.phase ?? "";
const placeOf = (c: Change): string => (c.file ?? "") + (c.line ? `:${c.line}` : "");
const width = (c: Change): number =>
  c.low95 !== null && c.high95 !== null ? (c.high95 - c.low95) / 4 : Number.NaN;

/** A change with its interval on one scale for all rows. */
function Whisker(props: { change: Change; most: number; palette: Palette }) {
  const { change: c, most, palette: p } = props;
  const x = (v: number) => 60 + 56 * Math.max(-1, Math.min(1, v / most));
  const colour = !isSure(c) ? p.muted : c.change < 0 ? p.less : p.more;
  return (
    <svg width={120} height={16} aria-hidden="true" class="whisker">
      <line x1={60} x2={60} y1={0} y2={16} stroke={p.dim} />
      <rect
        x={Math.min(60, x(c.change))}
        y={4}
        width={Math.abs(x(c.change) - 60)}
        height={8}
        fill={colour}
        opacity={0.4}
      />
      {c.low95 !== null && c.high95 !== null && (
        <line x1={x(c.low95)} x2={x(c.high95)} y1={8} y2={8} stroke={colour} stroke-width={1.8} />
      )}
      <circle cx={x(c.change)} cy={8} r={3} fill={colour} />
    </svg>
  );
}

function columnsOf(kind: Kind, unit: string, most: number, palette: Palette): Column<Change>[] {
  const interval = ({ low95, high95 }: Change) =>
    low95 !== null && high95 !== null ? toldInterval(unit, low95, high95) : "no interval";
  const columns: Column<Change>[] = [
    { key: "name", title: kind.slice(0, -1), value: nameOf, cell: Changed, wide: true },
    {
      key: "draw",
      title: "B less | B more",
      value: (row) => Math.abs(row.change),
      cell: (row) => <Whisker change={row} most={most} palette={palette} />,
    },
    {
      key: "change",
      title: "change (95 %)",
      value: (row) => row.change,
      cell: (row) => (
        <>
          {signed(unit, row.change)} <small>({interval(row)})</small>
        </>
      ),
    },
    {
      key: "relative",
      title: "of A",
      value: (row) => (row.a_median > 0 ? row.change / row.a_median : Infinity),
      cell: ({ a_median, change }) =>
        a_median > 0
          ? percentChange(1 + change / a_median, Math.abs(change) < 0.0995 * a_median ? 1 : 0)
          : "-",
    },
    {
      key: "p",
      title: "p (Holm)",
      value: (row) => row.p_holm ?? Infinity,
      cell: ({ p_holm }) => (p_holm === null ? "-" : p_holm < 0.0005 ? "< 0.001" : p_holm.toFixed(3)),
    },
    {
      key: "a",
      title: "A",
      value: (row) => row.a_median,
      cell: (row) => told(unit, row.a_median, width(row)),
    },
    {
      key: "b",
      title: "B",
      value: (row) => row.b_median,
      cell: (row) => told(unit, row.b_median, width(row)),
    },
  ];
  const place: Column<Change> = {
    key: "place",
    title: "where",
    value: placeOf,
    cell: (row) => <Name text={placeOf(row)} short={40} />,
  };
  return kind === "phases" ? columns : [...columns, place];
}

function Changed(change: Change) {
  const word = novelty(change.a_median, change.b_median);
  return (
    <>
      {word && <span class={`tag ${word}`}>{word}</span>}
      <Name text={nameOf(change)} />
    </>
  );
}

function changeSheet(kind: Kind, unit: string, rows: Change[]): Sheet {
  return {
    head: [
      kind.slice(0, -1),
      "file",
      "line",
      "a_median",
      "b_median",
      "change",
      "low95",
      "high95",
      "p_holm",
      "surely",
      "unit",
    ],
    rows: rows.map((row) =>
      [
        nameOf(row),
        row.file ?? "",
        row.line || "",
        row.a_median,
        row.b_median,
        row.change,
        row.low95 ?? "",
        row.high95 ?? "",
        row.p_holm ?? "",
        isSure(row) ? "yes" : "no",
        unit,
      ].map(String),
    ),
  };
}

/** How sure a change is told to be. */
function noteOf(kind: Kind, all: Change[]): string {
  if (all.length === 0) return "No stacks on a side, or no phases: nothing is known of functions.";
  const how = all.every(({ p_holm }) => p_holm === null)
    ? "One run a side: the intervals are of sampling alone, and tell nothing of the spread of runs."
    : "p is of the signed ranks of blocks, else of Mann and Whitney, corrected for the number of rows by Holm; surely means p below 0.05.";
  return `Medians of what ${kind} cost by themselves, B less A. ${how}`;
}

/** What changed, in functions, lines or phases: surely first, all others below. */
export function Changes(props: {
  comparison: Comparison;
  perUnit: string | null;
  palette: Palette;
  fits: ((text: string) => boolean) | null;
  tools: preact.ComponentChildren;
}) {
  const { comparison, palette, fits } = props;
  const unit = comparison.functions_unit;
  const kinds = (["functions", "lines", "phases"] as const).filter((one) => comparison[one]?.length > 0);
  const [chosen, setKind] = useState<Kind>(kinds[0] ?? "functions");
  const kind = kinds.includes(chosen) ? chosen : (kinds[0] ?? "functions");
  const all = comparison[kind] ?? [];
  const [rows, sure, others] = useMemo(() => {
    const found = fits ? all.filter((row) => fits(`${nameOf(row)} ${placeOf(row)}`)) : all;
    return [found, found.filter(isSure), found.filter((row) => !isSure(row))];
  }, [all, fits]);
  const columns = useMemo(() => {
    const most = Math.max(1e-300, ...all.map((row) => Math.abs(row.change))) * 1.15;
    return columnsOf(kind, unit, most, palette);
  }, [all, kind, unit, palette]);
  const table = (label: string, rows: Change[], height: number, note: string) => (
    <Table label={`${kind} ${label}`} columns={columns} rows={rows} sort="draw" height={height} note={note} />
  );
  return (
    <Panel
      id="changes"
      title={`What changed, by own ${ownCost(unit, props.perUnit)}`}
      note={noteOf(kind, all)}
      tools={
        <>
          {kinds.length > 1 && (
            <span role="group" aria-label="Of what">
              {kinds.map((one) => (
                <button key={one} aria-pressed={kind === one} onClick={() => setKind(one)}>
                  {one}
                </button>
              ))}
            </span>
          )}
          {props.tools}
        </>
      }
      sheet={() => changeSheet(kind, unit, rows)}
    >
      {kinds.length > 0 && (
        <>
          <h3>Changed surely ({sure.length})</h3>
          {table("that changed surely", sure, 340, "None: no change is larger than what chance explains.")}
          <h3>Others: not told from no change ({others.length})</h3>
          {table("whose change is not certain", others, 260, "None.")}
        </>
      )}
    </Panel>
  );
}

const ownCost = (unit: string, perUnit: string | null): string =>
  unit === "J" ? `energy${perUnit ? ` per ${perUnit}` : ""}` : "CPU time";
