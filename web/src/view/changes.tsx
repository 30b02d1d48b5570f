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
import { Name, Panel } from "./panel";
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

/** What changed, in functions, lines or phases: surely first, all others below. */
export function Changes(props: {
  comparison: Comparison;
  perUnit: string | null;
  palette: Palette;
  fits: ((text: string) => boolean) | null;
  tools: preact.ComponentChildren;
}) {
  const { comparison: c, palette } = props;
  const unit = c.functions_unit;
  const kinds = (["functions", "lines", "phases"] as const).filter((k) => (c[k] ?? []).length > 0);
  const [chosen, setKind] = useState<Kind>(kinds[0] ?? "functions");
  const kind = kinds.includes(chosen) ? chosen : (kinds[0] ?? "functions");
  const all = c[kind] ?? [];
  const rows = useMemo(
    () => (props.fits ? all.filter((r) => props.fits!(`${nameOf(r)} ${placeOf(r)}`)) : all),
    [all, props.fits],
  );
  const sure = useMemo(() => rows.filter(isSure), [rows]);
  const others = useMemo(() => rows.filter((r) => !isSure(r)), [rows]);
  const most = useMemo(() => Math.max(1e-300, ...all.map((r) => Math.abs(r.change))) * 1.15, [all]);
  const columns: Column<Change>[] = useMemo(() => {
    const list: Column<Change>[] = [
      {
        key: "name",
        title: kind.slice(0, -1),
        value: nameOf,
        cell: (r) => {
          const word = novelty(r.a_median, r.b_median);
          return (
            <>
              {word && <span class={`tag ${word}`}>{word}</span>}
              <Name text={nameOf(r)} />
            </>
          );
        },
        wide: true,
      },
      {
        key: "draw",
        title: "B less | B more",
        value: (r) => Math.abs(r.change),
        cell: (r) => <Whisker change={r} most={most} palette={palette} />,
      },
      {
        key: "change",
        title: `change (95 %)`,
        value: (r) => r.change,
        cell: (r) => (
          <>
            {signed(unit, r.change)}{" "}
            <small>
              {r.low95 !== null && r.high95 !== null
                ? `(${toldInterval(unit, r.low95, r.high95)})`
                : "(no interval)"}
            </small>
          </>
        ),
      },
      {
        key: "relative",
        title: "of A",
        value: (r) => (r.a_median > 0 ? r.change / r.a_median : Infinity),
        cell: (r) =>
          r.a_median > 0
            ? percentChange(1 + r.change / r.a_median, Math.abs(r.change) < 0.0995 * r.a_median ? 1 : 0)
            : "-",
      },
      {
        key: "p",
        title: "p (Holm)",
        value: (r) => r.p_holm ?? Infinity,
        cell: (r) => (r.p_holm === null ? "-" : r.p_holm < 0.0005 ? "< 0.001" : r.p_holm.toFixed(3)),
      },
      { key: "a", title: "A", value: (r) => r.a_median, cell: (r) => told(unit, r.a_median, width(r)) },
      { key: "b", title: "B", value: (r) => r.b_median, cell: (r) => told(unit, r.b_median, width(r)) },
    ];
    if (kind !== "phases")
      list.push({
        key: "place",
        title: "where",
        value: placeOf,
        cell: (r) => <Name text={placeOf(r)} short={40} />,
      });
    return list;
  }, [kind, most, unit, palette]);
  const onePair = all.length > 0 && all.every((r) => r.p_holm === null);
  return (
    <Panel
      id="changes"
      title={`What changed, by own ${unit === "J" ? "energy" : "CPU time"}${props.perUnit && unit === "J" ? ` per ${props.perUnit}` : ""}`}
      note={
        kinds.length ? (
          <>
            {`Medians of what ${kind} cost by themselves`}, B less A.{" "}
            {onePair
              ? "One run a side: the intervals are of sampling alone, and tell nothing of the spread of runs."
              : "p is of the signed ranks of blocks, else of Mann and Whitney, corrected for the number of rows by Holm; surely means p below 0.05."}
          </>
        ) : (
          "No stacks on a side, or no phases: nothing is known of functions."
        )
      }
      tools={
        <>
          {kinds.length > 1 && (
            <span role="group" aria-label="Of what">
              {kinds.map((k) => (
                <button key={k} aria-pressed={kind === k} onClick={() => setKind(k)}>
                  {k}
                </button>
              ))}
            </span>
          )}
          {props.tools}
        </>
      }
      sheet={() => ({
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
        rows: rows.map((r) => [
          nameOf(r),
          r.file ?? "",
          r.line ? String(r.line) : "",
          String(r.a_median),
          String(r.b_median),
          String(r.change),
          String(r.low95 ?? ""),
          String(r.high95 ?? ""),
          String(r.p_holm ?? ""),
          isSure(r) ? "yes" : "no",
          unit,
        ]),
      })}
    >
      {kinds.length > 0 && (
        <>
          <h3>Changed surely ({sure.length})</h3>
          <Table
            label={`${kind} that changed surely`}
            columns={columns}
            rows={sure}
            sort="draw"
            height={340}
            note="None: no change is larger than what chance explains."
          />
          <h3>Others: not told from no change ({others.length})</h3>
          <Table
            label={`${kind} whose change is not certain`}
            columns={columns}
            rows={others}
            sort="draw"
            height={260}
            note="None."
          />
        </>
      )}
    </Panel>
  );
}
