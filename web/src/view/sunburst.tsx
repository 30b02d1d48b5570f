import type { Tree } from "../model/tree";
import { percent } from "../model/units";
import { visible } from "./panel";

const rings = 9,
  radius = 260;

/** A tree in rings, from a node outwards; slices below a third of a degree are left out. */
export function Sunburst(props: {
  tree: Tree;
  root: number;
  name: (fn: number) => string;
  colour: (fn: number) => string;
  onSelect: (node: number) => void;
}) {
  const { tree, root } = props;
  const all = tree.width[root]! || 1;
  const shown: number[] = [];
  for (let n = root + 1; n < tree.end[root]!; ++n) {
    if (tree.depth[n]! - tree.depth[root]! > rings || tree.width[n]! / all < 0.001) {
      n = tree.end[n]! - 1;
      continue;
    }
    shown.push(n);
  }
  const point = (angle: number, r: number) =>
    `${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`;
  const ring = radius / (rings + 1.4);
  return (
    <svg
      class="figure sunburst"
      viewBox={`${-radius} ${-radius} ${2 * radius} ${2 * radius}`}
      width={2 * radius}
      height={2 * radius}
      role="img"
      aria-label="Sunburst of the call tree"
      font-family="sans-serif"
    >
      {shown.map((n) => {
        const a = (2 * Math.PI * (tree.x[n]! - tree.x[root]!)) / all,
          b = a + 2 * Math.PI * Math.min(0.999999, tree.width[n]! / all);
        const inner = ring * (tree.depth[n]! - tree.depth[root]! + 0.4),
          outer = inner + ring - 0.7;
        const large = b - a > Math.PI ? 1 : 0;
        return (
          <path
            key={n}
            d={`M${point(a, inner)}L${point(a, outer)}A${outer} ${outer} 0 ${large} 1 ${point(b, outer)}L${point(b, inner)}A${inner} ${inner} 0 ${large} 0 ${point(a, inner)}Z`}
            fill={props.colour(tree.function[n]!)}
            stroke="var(--paper)"
            stroke-width="0.6"
            onClick={() => props.onSelect(n)}
          >
            <title>{`${visible(props.name(tree.function[n]!))}: ${percent(tree.width[n]! / (tree.width[0]! || 1))}`}</title>
          </path>
        );
      })}
      <circle
        r={ring * 1.35}
        fill="var(--grid)"
        onClick={() => props.onSelect(Math.max(0, tree.parent[root]!))}
      >
        <title>one level up</title>
      </circle>
      <text text-anchor="middle" y="4" font-size="12" fill="var(--ink)">
        {visible(props.name(tree.function[root]!)).slice(0, 14)}
      </text>
    </svg>
  );
}
