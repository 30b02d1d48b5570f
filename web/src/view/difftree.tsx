import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Difference, Which } from "../model/difference";
import { novelty, signed, told } from "../model/series";
import { FlameView, type FlameLook } from "./flame";
import { Name, Panel, visible } from "./panel";
import type { Palette } from "./plot";

/** From much less to much more, light enough for dark letters in both themes. */
const ramps = {
  light: [
    "#3A97DA",
    "#5FABE2",
    "#86BEE9",
    "#ABD1EE",
    "#CFE3F3",
    "#DDE1E6",
    "#F8DFC6",
    "#F7C797",
    "#F3AE6A",
    "#EC953F",
    "#E37C16",
  ],
  dark: [
    "#45B0FA",
    "#58AEEC",
    "#6CADDC",
    "#7DA9CB",
    "#88A2B8",
    "#868D96",
    "#B3A28E",
    "#C9A47C",
    "#DCA266",
    "#EE9F4E",
    "#FF9B36",
  ],
};
export const differenceColour = (level: number, dark: boolean): string =>
  ramps[dark ? "dark" : "light"][level + 5]!;

export function DiffTree(props: {
  tree: Difference;
  which: Which;
  onWhich: (which: Which) => void;
  palette: Palette;
  fits: ((text: string) => boolean) | null;
  search: string;
  onSearch: (text: string) => void;
  tools: preact.ComponentChildren;
  names: [string, string];
  perUnit: string | null;
}) {
  const { tree, which, palette } = props;
  const [node, setNode] = useState(0);
  const match = useMemo(
    () =>
      props.fits
        ? Uint8Array.from({ length: tree.size }, (_, n) =>
            props.fits!(`${tree.name(n)} ${tree.file(n)}`) ? 1 : 0,
          )
        : null,
    [tree, props.fits],
  );
  const matched = useMemo(() => {
    // outermost matches, so that nothing counts twice
    if (!match) return null;
    let a = 0,
      b = 0;
    for (let n = 1; n < tree.size; ++n)
      if (match[n]) {
        a += tree.totalA[n]!;
        b += tree.totalB[n]!;
        n = tree.end[n]! - 1;
      }
    return { a, b };
  }, [match, tree]);
  const look: FlameLook = useMemo(
    () => ({
      name: (n) => {
        const at = Math.max(0, n),
          word = tree.novelty(at);
        return `${visible(tree.name(at) || "?")}${word ? ` (${word})` : ""}${tree.direction(at, which) ? `  ${signed(tree.unit, tree.change(at, which))}` : ""}`;
      },
      colour: (n) => differenceColour(tree.level(n, which), palette.dark),
      tell: (n) =>
        `${visible(tree.name(n))}${tree.file(n) ? `  ${visible(tree.file(n))}` : ""}: ${tree.tell(n, which)}`,
      match,
      upwards: false,
    }),
    [tree, which, match, palette],
  );
  const most = tree.largest[which];
  const exact = (n: number) => `^${tree.name(n).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
  return (
    <Panel
      id="difftree"
      title={`Both call trees in one, by change of ${tree.unit === "J" ? "energy" : "CPU time"}${props.perUnit && tree.unit === "J" ? ` per ${props.perUnit}` : ""}`}
      picture
      note={
        <>
          A frame is as wide as the larger side, so new and gone frames have room. Grey: within twice the
          standard error of the difference, or below 0.2 % of the whole.
          {which === "self" && " Own changes are held against the standard error of the whole frame."}
          {matched && (
            <>
              {" "}
              Matching:{" "}
              <b id="matched">
                A {told(tree.unit, matched.a)}, B {told(tree.unit, matched.b)},{" "}
                {signed(tree.unit, matched.b - matched.a)}
              </b>
              .
            </>
          )}
        </>
      }
      tools={
        <>
          <span role="group" aria-label="Change">
            {(["total", "self"] as const).map((w) => (
              <button key={w} aria-pressed={which === w} onClick={() => props.onWhich(w)}>
                {w === "total" ? "With callees" : "By itself"}
              </button>
            ))}
          </span>
          {props.tools}
        </>
      }
      sheet={() => ({
        head: [
          "depth",
          "function",
          "file",
          "total_a",
          "total_b",
          "change",
          "u",
          "self_a",
          "self_b",
          "mark",
          "unit",
        ],
        rows: Array.from({ length: Math.min(tree.size, 20000) }, (_, n) => [
          String(tree.depth[n]),
          tree.name(n),
          tree.file(n),
          String(tree.totalA[n]),
          String(tree.totalB[n]),
          String(tree.change(n, "total")),
          Number.isFinite(tree.u[n]!) ? String(tree.u[n]) : "",
          String(tree.selfA[n]),
          String(tree.selfB[n]),
          tree.novelty(n),
          tree.unit,
        ]),
      })}
    >
      <p class="scale" aria-hidden="true">
        <span>
          {"B less: "}
          {signed(tree.unit, -most)}
        </span>
        {[-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((l) => (
          <i key={l} style={{ background: differenceColour(l, palette.dark) }} />
        ))}
        <span>
          {"B more: "}
          {signed(tree.unit, most)}
        </span>
      </p>
      <FlameView
        tree={tree}
        look={look}
        label="Differential call tree"
        onSelect={setNode}
        onMenu={(n) => props.onSearch(n > 0 ? exact(n) : "")}
      />
      <details>
        <summary>As a table of contexts</summary>
        <TwinTree tree={tree} which={which} selected={node} />
      </details>
    </Panel>
  );
}

const mostRows = 300;

/** The same tree as rows that open: for keyboards and screen readers. */
function TwinTree(props: { tree: Difference; which: Which; selected: number }) {
  const { tree, which } = props;
  const [open, setOpen] = useState(() => {
    const first = new Set<number>();
    for (let n = 0; n < tree.size && first.size < 24; ++n)
      if (tree.depth[n]! < 12 && tree.width[n]! > 0.08 * tree.width[0]!) first.add(n);
    return first;
  });
  const [focus, setFocus] = useState(0);
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const hasChildren = (n: number) => tree.end[n]! > n + 1;
  const rows: number[] = [];
  for (let n = 0; n < tree.size && rows.length < mostRows;) {
    rows.push(n);
    n = open.has(n) ? n + 1 : tree.end[n]!;
  }
  useEffect(() => {
    // what is selected above is opened here
    setOpen((old) => {
      const next = new Set(old);
      for (let n = tree.parent[props.selected] ?? -1; n >= 0; n = tree.parent[n]!) next.add(n);
      return next;
    });
    setFocus(props.selected);
  }, [props.selected, tree]);
  useLayoutEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>("tr[tabindex='0']")?.focus();
    moved.current = false;
  }, [focus, open]);
  const toggle = (n: number, to: boolean) =>
    setOpen((old) => {
      const next = new Set(old);
      if (to) next.add(n);
      else next.delete(n);
      return next;
    });
  const key = (e: KeyboardEvent) => {
    const i = rows.indexOf(focus);
    let to = focus;
    if (e.key === "ArrowDown") to = rows[Math.min(rows.length - 1, i + 1)]!;
    else if (e.key === "ArrowUp") to = rows[Math.max(0, i - 1)]!;
    else if (e.key === "Home") to = rows[0]!;
    else if (e.key === "End") to = rows[rows.length - 1]!;
    else if (e.key === "ArrowRight") {
      if (hasChildren(focus) && !open.has(focus)) toggle(focus, true);
      else if (hasChildren(focus)) to = focus + 1;
    } else if (e.key === "ArrowLeft") {
      if (open.has(focus) && hasChildren(focus)) toggle(focus, false);
      else to = Math.max(0, tree.parent[focus]!);
    } else if (e.key === "Enter" || e.key === " ") toggle(focus, !open.has(focus));
    else return;
    e.preventDefault();
    moved.current = true;
    setFocus(to);
  };
  const at = rows.includes(focus) ? focus : 0;
  return (
    <div class="scroll twin">
      <table role="treegrid" aria-label="Differential call tree" ref={table} onKeyDown={key}>
        <thead>
          <tr>
            <th scope="col" class="wide">
              context
            </th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">change</th>
            <th scope="col">by itself</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((n) => {
            const way = tree.direction(n, which),
              word = novelty(tree.totalA[n]!, tree.totalB[n]!);
            return (
              <tr
                key={n}
                aria-level={tree.depth[n]! + 1}
                {...(hasChildren(n) ? { "aria-expanded": open.has(n) } : {})}
                tabIndex={n === at ? 0 : -1}
                class={n === at ? "focus" : ""}
                onClick={() => {
                  moved.current = true;
                  setFocus(n);
                  toggle(n, !open.has(n));
                }}
              >
                <td class="wide" style={{ paddingLeft: `${8 + 14 * Math.min(30, tree.depth[n]!)}px` }}>
                  <span class="knob" aria-hidden="true">
                    {hasChildren(n) ? (open.has(n) ? "\u25be" : "\u25b8") : ""}
                  </span>
                  {word && <span class={`tag ${word}`}>{word}</span>}
                  <Name text={tree.name(n) || "?"} />
                </td>
                <td>{told(tree.unit, tree.totalA[n]!)}</td>
                <td>{told(tree.unit, tree.totalB[n]!)}</td>
                <td class={way < 0 ? "is-less" : way > 0 ? "is-more" : "is-same"}>
                  {way < 0 ? "\u25bc " : way > 0 ? "\u25b2 " : ""}
                  {tree.changeText(n, "total")}
                </td>
                <td>{signed(tree.unit, tree.change(n, "self"))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length >= mostRows && <p class="note">More rows are not shown: close some, or take the CSV.</p>}
    </div>
  );
}
