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
  const [sort, setSort] = useState({ key: props.sort, up: !!props.up });
  const [top, setTop] = useState(0);
  const [focus, setFocus] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const height = Math.min(props.height ?? 420, (props.rows.length + 1) * rowHeight + 22);
  const sorted = useMemo(() => {
    const column = props.columns.find((c) => c.key === sort.key) ?? props.columns[0]!;
    const sign = sort.up ? 1 : -1;
    return [...props.rows].sort((a, b) => {
      const x = column.value(a),
        y = column.value(b);
      return x === y ? 0 : x < y ? -sign : sign;
    });
  }, [props.rows, sort, props.columns]);
  useEffect(() => {
    setFocus(0);
    if (box.current) box.current.scrollTop = 0;
  }, [props.rows]);
  const first = Math.max(0, Math.floor(top / rowHeight) - 5);
  const last = Math.min(sorted.length, first + Math.ceil(height / rowHeight) + 10);
  const go = (to: number) => {
    const at = Math.max(0, Math.min(sorted.length - 1, to));
    setFocus(at);
    const view = box.current!;
    if ((at + 1) * rowHeight > view.scrollTop + view.clientHeight - 2 * rowHeight)
      view.scrollTop = (at + 2) * rowHeight - view.clientHeight + rowHeight;
    if (at * rowHeight < view.scrollTop) view.scrollTop = at * rowHeight;
  };
  return (
    <div
      class="scroll"
      ref={box}
      style={{ height: `${height}px` }}
      tabIndex={0}
      onScroll={(e) => setTop((e.target as HTMLElement).scrollTop)}
      onKeyDown={(e) => {
        const step = (
          {
            ArrowDown: 1,
            ArrowUp: -1,
            PageDown: 15,
            PageUp: -15,
            Home: -sorted.length,
            End: sorted.length,
          } as Record<string, number>
        )[e.key];
        if (step !== undefined) {
          e.preventDefault();
          go(focus + step);
        }
        if (e.key === "Enter" && sorted[focus] !== undefined) props.onSelect?.(sorted[focus]!);
      }}
    >
      <table role="grid" aria-label={props.label} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {props.columns.map((c) => (
              <th
                scope="col"
                key={c.key}
                class={c.wide ? "wide" : ""}
                aria-sort={sort.key === c.key ? (sort.up ? "ascending" : "descending") : "none"}
              >
                <button
                  onClick={() =>
                    setSort({
                      key: c.key,
                      up:
                        sort.key === c.key
                          ? !sort.up
                          : typeof (props.rows[0] !== undefined ? c.value(props.rows[0]) : 0) === "string",
                    })
                  }
                >
                  {c.title}
                  {sort.key === c.key ? (sort.up ? " \u25b4" : " \u25be") : ""}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr style={{ height: `${first * rowHeight}px` }} aria-hidden="true" />}
          {sorted.slice(first, last).map((row, i) => (
            <tr
              key={first + i}
              aria-rowindex={first + i + 2}
              aria-selected={props.selected?.(row) ?? false}
              class={(first + i === focus ? "focus " : "") + (props.selected?.(row) ? "selected" : "")}
              onClick={() => {
                setFocus(first + i);
                props.onSelect?.(row);
              }}
            >
              {props.columns.map((c) => (
                <td key={c.key} class={c.wide ? "wide" : ""}>
                  {c.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {last < sorted.length && (
            <tr style={{ height: `${(sorted.length - last) * rowHeight}px` }} aria-hidden="true" />
          )}
        </tbody>
      </table>
      {sorted.length === 0 && <p class="note">{props.note ?? "Nothing is left under the present filter."}</p>}
    </div>
  );
}
