import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

export interface Column<Row> {
  key: string;
  title: string;
  value: (row: Row) => number | string; // sorted by
  cell: (row: Row) => ComponentChildren;
  wide?: boolean;
}

const rowHeight = 24;

/** A table of any length: only the rows in sight are in the document. Sorted by its heads, walked by arrow keys. */
export function Table<Row>(props: {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  sort: string;
  up?: boolean;
  selected?: (row: Row) => boolean;
  onSelect?: (row: Row) => void;
  height?: number;
  note?: string;
}) {
  const [sort, setSort] = useState<Sort>({ key: props.sort, up: !!props.up });
  const [top, setTop] = useState(0);
  const [focus, setFocus] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const height = Math.min(props.height ?? 420, (props.rows.length + 1) * rowHeight + 22);
  const sorted = useMemo(() => sortedBy(props.rows, props.columns, sort), [props.rows, sort, props.columns]);
  useEffect(() => {
    setFocus(0);
    if (box.current) box.current.scrollTop = 0;
  }, [props.rows]);
  const first = Math.max(0, Math.floor(top / rowHeight) - 5);
  const last = Math.min(sorted.length, first + Math.ceil(height / rowHeight) + 10);
  const go = (to: number) => {
    const at = Math.max(0, Math.min(sorted.length - 1, to));
    const view = box.current!;
    setFocus(at);
    if ((at + 1) * rowHeight > view.scrollTop + view.clientHeight - 2 * rowHeight)
      view.scrollTop = (at + 3) * rowHeight - view.clientHeight;
    if (at * rowHeight < view.scrollTop) view.scrollTop = at * rowHeight;
  };
  const open = (at: number) => {
    if (sorted[at] !== undefined) props.onSelect?.(sorted[at]!);
  };
  const space = (rows: number) =>
    rows > 0 && <tr style={{ height: `${rows * rowHeight}px` }} aria-hidden="true" />;
  return (
    <div
      class="scroll"
      ref={box}
      style={{ height: `${height}px` }}
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step !== undefined) {
          event.preventDefault();
          go(focus + step);
        } else if (event.key === "Enter") open(focus);
      }}
    >
      <table role="grid" aria-label={props.label} aria-rowcount={sorted.length + 1}>
        <Heads columns={props.columns} sample={props.rows[0]} sort={sort} onSort={setSort} />
        <tbody>
          {space(first)}
          {sorted.slice(first, last).map((row, i) => {
            const at = first + i;
            const isSelected = props.selected?.(row) ?? false;
            return (
              <tr
                key={at}
                aria-rowindex={at + 2}
                aria-selected={isSelected}
                class={(at === focus ? "focus " : "") + (isSelected ? "selected" : "")}
                onClick={() => {
                  setFocus(at);
                  open(at);
                }}
              >
                {props.columns.map((column) => (
                  <td key={column.key} class={column.wide ? "wide" : ""}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {space(sorted.length - last)}
        </tbody>
      </table>
      {sorted.length === 0 && <p class="note">{props.note ?? "Nothing is left under the present filter."}</p>}
    </div>
  );
}

/** Rows that a key goes down. */
const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 15,
  PageUp: -15,
  Home: -Infinity,
  End: Infinity,
};

interface Sort {
  key: string;
  up: boolean;
}

function sortedBy<Row>(rows: Row[], columns: Column<Row>[], sort: Sort): Row[] {
  const { value } = columns.find(({ key }) => key === sort.key) ?? columns[0]!;
  const sign = sort.up ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    return x === y ? 0 : x < y ? -sign : sign;
  });
}

function Heads<Row>(props: {
  columns: Column<Row>[];
  sample: Row | undefined;
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  const { columns, sample, sort } = props;
  const isText = ({ value }: Column<Row>) => sample !== undefined && typeof value(sample) === "string";
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const { key, title, wide } = column;
          const isSorted = sort.key === key;
          return (
            <th
              scope="col"
              key={key}
              class={wide ? "wide" : ""}
              aria-sort={isSorted ? (sort.up ? "ascending" : "descending") : "none"}
            >
              <button onClick={() => props.onSort({ key, up: isSorted ? !sort.up : isText(column) })}>
                {title}
                {isSorted ? (sort.up ? " \u25b4" : " \u25be") : ""}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
