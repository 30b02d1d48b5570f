import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Difference, Which } from "../model/difference";
import { novelty, signed, told } from "../model/series";
import { FlameView, type FlameLook } from "./flame";
import { Name, Panel, type Sheet, visible } from "./panel";
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
  const { tree, which, palette, fits } = props;
  const [node, setNode] = useState(0);
  const match = useMemo(() => matching(tree, fits), [tree, fits]);
  const look = useMemo(() => lookOf(tree, which, match, palette.dark), [tree, which, match, palette]);
  const exact = (name: string) => `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
  const perUnit = props.perUnit && tree.unit === "J" ? ` per ${props.perUnit}` : "";
  return (
    <Panel
      id="difftree"
      title={`Both call trees in one, by change of ${tree.unit === "J" ? "energy" : "CPU time"}${perUnit}`}
      picture
      note={
        <>
          A frame is as wide as the larger side, so new and gone frames have room. Grey: within twice the
          standard error of the difference, or below 0.2 % of the whole.
          {which === "self" && " Own changes are held against the standard error of the whole frame."}
          {match && <Matched tree={tree} match={match} />}
        </>
      }
      tools={
        <>
          <span role="group" aria-label="Change">
            {(["total", "self"] as const).map((one) => (
              <button key={one} aria-pressed={which === one} onClick={() => props.onWhich(one)}>
                {one === "total" ? "With callees" : "By itself"}
              </button>
            ))}
          </span>
          {props.tools}
        </>
      }
      sheet={() => differenceSheet(tree)}
    >
      <ColourScale tree={tree} most={tree.largest[which]} dark={palette.dark} />
      <FlameView
        tree={tree}
        look={look}
        label="Differential call tree"
        onSelect={setNode}
        onMenu={(at) => props.onSearch(at > 0 ? exact(tree.name(at)) : "")}
      />
      <details>
        <summary>As a table of contexts</summary>
        <TwinTree tree={tree} which={which} selected={node} />
      </details>
    </Panel>
  );
}

/** Which nodes a search finds. */
function matching(tree: Difference, fits: ((text: string) => boolean) | null): Uint8Array | null {
  if (!fits) return null;
  return Uint8Array.from({ length: tree.size }, (_, node) =>
    fits(`${tree.name(node)} ${tree.file(node)}`) ? 1 : 0,
  );
}

/** What the outermost matches cost, so that nothing counts twice. */
function Matched({ tree, match }: { tree: Difference; match: Uint8Array }) {
  let a = 0;
  let b = 0;
  for (let node = 1; node < tree.size; ++node)
    if (match[node]) {
      a += tree.totalA[node]!;
      b += tree.totalB[node]!;
      node = tree.end[node]! - 1;
    }
  return (
    <>
      {" "}
      Matching:{" "}
      <b id="matched">
        A {told(tree.unit, a)}, B {told(tree.unit, b)}, {signed(tree.unit, b - a)}
      </b>
      .
    </>
  );
}

function lookOf(tree: Difference, which: Which, match: Uint8Array | null, dark: boolean): FlameLook {
  return {
    name: (fn) => {
      const node = Math.max(0, fn);
      const word = tree.novelty(node);
      const change = tree.direction(node, which) ? `  ${signed(tree.unit, tree.change(node, which))}` : "";
      return `${visible(tree.name(node) || "?")}${word ? ` (${word})` : ""}${change}`;
    },
    colour: (node) => differenceColour(tree.level(node, which), dark),
    tell: (node) => {
      const file = tree.file(node);
      return `${visible(tree.name(node))}${file ? `  ${visible(file)}` : ""}: ${tree.tell(node, which)}`;
    },
    match,
    upwards: false,
  };
}

function ColourScale({ tree, most, dark }: { tree: Difference; most: number; dark: boolean }) {
  return (
    <p class="scale" aria-hidden="true">
      <span>B less: {signed(tree.unit, -most)}</span>
      {[-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((level) => (
        <i key={level} style={{ background: differenceColour(level, dark) }} />
      ))}
      <span>B more: {signed(tree.unit, most)}</span>
    </p>
  );
}

function differenceSheet(tree: Difference): Sheet {
  return {
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
    rows: Array.from({ length: Math.min(tree.size, 20000) }, (_, node) =>
      [
        tree.depth[node],
        tree.name(node),
        tree.file(node),
        tree.totalA[node],
        tree.totalB[node],
        tree.change(node, "total"),
        Number.isFinite(tree.u[node]!) ? tree.u[node] : "",
        tree.selfA[node],
        tree.selfB[node],
        tree.novelty(node),
        tree.unit,
      ].map(String),
    ),
  };
}

const mostRows = 300;

/** Rows of a tree of which some nodes are open. */
function openRows(tree: Difference, open: Set<number>): number[] {
  const rows: number[] = [];
  for (let node = 0; node < tree.size && rows.length < mostRows;) {
    rows.push(node);
    node = open.has(node) ? node + 1 : tree.end[node]!;
  }
  return rows;
}

function openAtFirst(tree: Difference): Set<number> {
  const first = new Set<number>();
  for (let node = 0; node < tree.size && first.size < 24; ++node)
    if (tree.depth[node]! < 12 && tree.width[node]! > 0.08 * tree.width[0]!) first.add(node);
  return first;
}

const hasChildren = (tree: Difference, node: number): boolean => tree.end[node]! > node + 1;

/** What a key does at a row: another row, or the row opened or closed; nothing by other keys. */
function pressed(
  tree: Difference,
  rows: number[],
  open: Set<number>,
  node: number,
  key: string,
): { to: number } | { isOpen: boolean } | null {
  const at = rows.indexOf(node);
  const isOpen = open.has(node);
  const opens = hasChildren(tree, node);
  switch (key) {
    case "ArrowDown":
      return { to: rows[Math.min(rows.length - 1, at + 1)]! };
    case "ArrowUp":
      return { to: rows[Math.max(0, at - 1)]! };
    case "Home":
      return { to: rows[0]! };
    case "End":
      return { to: rows[rows.length - 1]! };
    case "ArrowRight":
      return opens && !isOpen ? { isOpen: true } : { to: opens ? node + 1 : node };
    case "ArrowLeft":
      return opens && isOpen ? { isOpen: false } : { to: Math.max(0, tree.parent[node]!) };
    case "Enter":
    case " ":
      return { isOpen: !isOpen };
    default:
      return null;
  }
}

/** The same tree as rows that open: for keyboards and screen readers. */
function TwinTree(props: { tree: Difference; which: Which; selected: number }) {
  const { tree, which, selected } = props;
  const [open, setOpen] = useState(() => openAtFirst(tree));
  const [focus, setFocus] = useState(0);
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const rows = openRows(tree, open);
  useEffect(() => {
    // what is selected above is opened here
    setOpen((old) => {
      const next = new Set(old);
      for (let node = tree.parent[selected] ?? -1; node >= 0; node = tree.parent[node]!) next.add(node);
      return next;
    });
    setFocus(selected);
  }, [selected, tree]);
  useLayoutEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>("tr[tabindex='0']")?.focus();
    moved.current = false;
  }, [focus, open]);
  const toggle = (node: number, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(node);
    else next.delete(node);
    setOpen(next);
  };
  const key = (event: KeyboardEvent) => {
    const change = pressed(tree, rows, open, focus, event.key);
    if (!change) return;
    event.preventDefault();
    moved.current = true;
    if ("to" in change) setFocus(change.to);
    else toggle(focus, change.isOpen);
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
          {rows.map((node) => (
            <TwinRow
              key={node}
              tree={tree}
              which={which}
              node={node}
              isOpen={open.has(node)}
              hasFocus={node === at}
              onClick={() => {
                moved.current = true;
                setFocus(node);
                toggle(node, !open.has(node));
              }}
            />
          ))}
        </tbody>
      </table>
      {rows.length >= mostRows && <p class="note">More rows are not shown: close some, or take the CSV.</p>}
    </div>
  );
}

function TwinRow(props: {
  tree: Difference;
  which: Which;
  node: number;
  isOpen: boolean;
  hasFocus: boolean;
  onClick: () => void;
}) {
  const { tree, node, isOpen, hasFocus } = props;
  const way = tree.direction(node, props.which);
  const word = novelty(tree.totalA[node]!, tree.totalB[node]!);
  const opens = hasChildren(tree, node);
  return (
    <tr
      aria-level={tree.depth[node]! + 1}
      {...(opens ? { "aria-expanded": isOpen } : {})}
      tabIndex={hasFocus ? 0 : -1}
      class={hasFocus ? "focus" : ""}
      onClick={props.onClick}
    >
      <td class="wide" style={{ paddingLeft: `${8 + 14 * Math.min(30, tree.depth[node]!)}px` }}>
        <span class="knob" aria-hidden="true">
          {opens ? (isOpen ? "\u25be" : "\u25b8") : ""}
        </span>
        {word && <span class={`tag ${word}`}>{word}</span>}
        <Name text={tree.name(node) || "?"} />
      </td>
      <td>{told(tree.unit, tree.totalA[node]!)}</td>
      <td>{told(tree.unit, tree.totalB[node]!)}</td>
      <td class={way < 0 ? "is-less" : way > 0 ? "is-more" : "is-same"}>
        {way < 0 ? "\u25bc " : way > 0 ? "\u25b2 " : ""}
        {tree.changeText(node, "total")}
      </td>
      <td>{signed(tree.unit, tree.change(node, "self"))}</td>
    </tr>
  );
}
