import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { layered } from "../model/layers";
import { amount, type Metric, weight } from "../model/metric";
import { addCost, type Cost, noCost, type Run } from "../model/run";
import {
  type Arc,
  arcs,
  byFunction,
  type FunctionCost,
  trunkName,
  type Trunk,
  withoutTrunks,
} from "../model/tree";
import { percent } from "../model/units";
import { heat, heatInk } from "./colours";
import { visible } from "./panel";

const most = 120; // boxes
const atFirst = 30; // boxes that the threshold leaves at first
const height = 50; // px, of a box
const letter = 7.7; // px

interface Flow {
  functions: FunctionCost[]; // the largest first
  arcs: Arc[];
  share: (cost: Cost) => number;
}

function flowOf(run: Run, uses: Uint32Array, metric: Metric, trunks: Trunk[]): Flow {
  const fn = trunks.length ? withoutTrunks(run, trunks) : run.nodes.function;
  const functions = byFunction(run, uses, fn);
  const all = noCost();
  for (const { self } of functions) addCost(all, self);
  const whole = weight(run, metric, all) || 1;
  const share = (cost: Cost) => weight(run, metric, cost) / whole;
  functions.sort((a, b) => share(b.total) - share(a.total));
  return { functions, arcs: arcs(run, uses, fn), share };
}

/** Boxes above a threshold, or beside one function, with the arrows between them. */
function chosen({ functions, arcs, share }: Flow, least: number, around: number | undefined) {
  let arrows = arcs.filter((arc) => share(arc.cost) >= least / 5);
  if (around !== undefined)
    arrows = arrows.filter(({ caller, callee }) => caller === around || callee === around);
  const near = new Set(arrows.flatMap(({ caller, callee }) => [caller, callee]));
  const boxes = functions.filter((one) =>
    around === undefined ? share(one.total) >= least : one.function === around || near.has(one.function),
  );
  const shown = boxes.slice(0, most);
  const place = new Map(shown.map((one, i) => [one.function, i]));
  return {
    boxes: shown,
    left: boxes.length,
    place,
    arrows: arrows.filter(
      ({ caller, callee }) => caller !== callee && place.has(caller) && place.has(callee),
    ),
  };
}

/**
 * Who called whom: boxes as warm as what flows through them, arrows as wide. `around`: only that function, its callers and
 * callees. `trunks`: ways to where the tree branches, each drawn as one box.
 */
export function CallGraph(props: {
  run: Run;
  uses: Uint32Array;
  metric: Metric;
  around?: number | undefined;
  trunks?: Trunk[];
  onSelect: (fn: number) => void;
  onUnfold?: () => void;
}) {
  const { run, uses, metric, around, trunks = [] } = props;
  const [set, setLeast] = useState<number>();
  const flow = useMemo(() => flowOf(run, uses, metric, trunks), [run, uses, metric, trunks]);
  const few = flow.functions[atFirst];
  const least = set ?? (around !== undefined ? 0.001 : Math.max(0.01, few ? flow.share(few.total) : 0));
  const drawn = useMemo(() => chosen(flow, least, around), [flow, least, around]);
  const trunkOf = (fn: number) => trunks[fn - run.functions.name.length];
  const name = (fn: number) => {
    const trunk = trunkOf(fn);
    return visible(trunk ? trunkName(run, trunk) : run.functionName(fn));
  };
  return (
    <div>
      <label class="slider">
        at least{" "}
        <input
          type="range"
          min="-2"
          max="1.3"
          step="0.05"
          value={Math.log10(100 * least)}
          onInput={(event) => setLeast(10 ** (Number(event.currentTarget.value) - 2))}
          aria-label="threshold"
        />{" "}
        {(100 * least).toPrecision(2)} % of the whole
      </label>
      {drawn.left > most && (
        <span class="note">
          {" "}
          the {most} largest of {drawn.left} functions
        </span>
      )}
      {drawn.boxes.length === 0 ? (
        <p class="note">No function is above the threshold.</p>
      ) : (
        <Drawn
          flow={flow}
          drawn={drawn}
          centre={around}
          name={name}
          where={(fn) => (trunkOf(fn) ? "click to unfold" : visible(run.place(fn)))}
          told={(cost) => amount(run, metric, cost)}
          onSelect={(fn) => (trunkOf(fn) ? props.onUnfold?.() : props.onSelect(fn))}
        />
      )}
    </div>
  );
}

function Drawn(props: {
  flow: Flow;
  drawn: ReturnType<typeof chosen>;
  centre: number | undefined;
  name: (fn: number) => string;
  where: (fn: number) => string;
  told: (cost: Cost) => string;
  onSelect: (fn: number) => void;
}) {
  const { flow, drawn, name, told } = props;
  const { boxes, arrows, place } = drawn;
  const frame = useRef<HTMLDivElement>(null);
  const widths = boxes.map((box) =>
    Math.min(240, Math.max(110, letter * Math.min(32, name(box.function).length) + 16)),
  );
  const drawing = useMemo(
    () =>
      layered(
        widths,
        height,
        arrows.map(({ caller, callee }) => [place.get(caller)!, place.get(callee)!] as const),
      ),
    [drawn],
  );
  // As large as fits while it can be read, then with the largest box in the middle.
  useLayoutEffect(() => {
    const view = frame.current!;
    const scale = Math.max(0.75, Math.min(1, (view.clientWidth - 2) / drawing.width));
    const { style } = view.querySelector("svg")!;
    style.width = `${scale * drawing.width}px`;
    style.height = `${scale * drawing.height}px`;
    view.scrollLeft = scale * drawing.x[0]! - view.clientWidth / 2;
    view.scrollTop = scale * drawing.y[0]! - 0.7 * view.clientHeight;
  }, [drawing]);
  return (
    <div class="graph" tabIndex={0} ref={frame}>
      <svg
        class="figure"
        width={drawing.width}
        height={drawing.height}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="img"
        aria-label="Call graph"
        font-family="sans-serif"
      >
        <Arrowhead />
        {arrows.map(({ caller, callee, cost }, i) => (
          <path
            key={`${caller}-${callee}`}
            d={curve(drawing.arrows[i]!)}
            fill="none"
            stroke="#888"
            stroke-width={Math.max(0.6, 6 * flow.share(cost)).toFixed(2)}
            marker-end="url(#arrow)"
          >
            <title>{`${name(caller)} calls ${name(callee)}: ${told(cost)}, ${percent(flow.share(cost))}`}</title>
          </path>
        ))}
        {boxes.map((box, i) => (
          <Box
            key={box.function}
            left={drawing.x[i]! - widths[i]! / 2}
            top={drawing.y[i]! - height / 2}
            width={widths[i]!}
            isCentre={box.function === props.centre}
            name={name(box.function)}
            where={props.where(box.function)}
            share={flow.share(box.total)}
            own={flow.share(box.self)}
            total={told(box.total)}
            self={told(box.self)}
            onOpen={() => props.onSelect(box.function)}
          />
        ))}
      </svg>
    </div>
  );
}

function Arrowhead() {
  return (
    <defs>
      <marker
        id="arrow"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="7"
        markerHeight="7"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M0 0L8 4L0 8z" fill="#888" />
      </marker>
    </defs>
  );
}

/** Through the points, upright at each. */
function curve(points: [number, number][]): string {
  return points
    .map(([x, y], i) => {
      if (i === 0) return `M${x.toFixed(1)} ${y.toFixed(1)}`;
      const [x0, y0] = points[i - 1]!;
      const middle = ((y0 + y) / 2).toFixed(1);
      return `C${x0.toFixed(1)} ${middle} ${x.toFixed(1)} ${middle} ${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

const clip = (text: string, room: number): string =>
  text.length > room ? `${text.slice(0, Math.floor(room) - 1)}\u2026` : text;

function Box(props: {
  left: number;
  top: number;
  width: number;
  isCentre: boolean;
  name: string;
  where: string;
  share: number;
  own: number;
  total: string;
  self: string;
  onOpen: () => void;
}) {
  const { name, width, share } = props;
  const line = (y: number, size: number, text: string) => (
    <text x={width / 2} y={y} text-anchor="middle" font-size={size} fill={heatInk(share)}>
      {text}
    </text>
  );
  return (
    <g
      class={props.isCentre ? "box centre" : "box"}
      tabIndex={0}
      role="button"
      aria-label={`${name}: ${percent(share)} in all, ${percent(props.own)} itself`}
      transform={`translate(${props.left.toFixed(1)} ${props.top.toFixed(1)})`}
      onClick={props.onOpen}
      onKeyDown={(event) => {
        if (event.key === "Enter") props.onOpen();
      }}
    >
      <title>{`${name}\n${props.where}\n${props.total} in all, ${props.self} itself`}</title>
      <rect
        width={width}
        height={height}
        rx="4"
        fill={heat(share)}
        stroke={props.isCentre ? "#D55E00" : "#666"}
        stroke-width={props.isCentre ? 3 : 1}
      />
      <g font-weight="600">{line(16, 12, clip(name, (width - 12) / letter))}</g>
      {line(30, 11, `${percent(share)} (${percent(props.own)})`)}
      {line(43, 10, clip(props.total, (width - 8) / 6))}
    </g>
  );
}
