/** Okabe and Ito's colours, which stay apart for colour-blind readers; text on them is black. */
export const hues = [
  "#56B4E9",
  "#E69F00",
  "#009E73",
  "#F0E442",
  "#CC79A7",
  "#7FB2D9",
  "#E8894A",
  "#A9A9A9",
  "#88CCEE",
  "#DDCC77",
  "#44AA99",
  "#BBBBBB",
];

/** A colour for a name: the same in every report, but the next one where it would meet its like. */
export function hueOf(name: string, beside = ""): string {
  let hash = 2166136261;
  for (let i = 0; i < name.length; ++i) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  const at = (hash >>> 8) % hues.length;
  return hues[at] === beside ? hues[(at + 1) % hues.length]! : hues[at]!;
}

export const languageHues = ["#56B4E9", "#E69F00", "#999999"];

/** Of the page: canvas and uPlot cannot read CSS variables by themselves. */
export interface Theme {
  ink: string;
  muted: string;
  paper: string;
  grid: string;
  dim: string;
  select: string;
  series: string[];
}
export function theme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const v = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: v("--ink"),
    muted: v("--muted"),
    paper: v("--paper"),
    grid: v("--grid"),
    dim: v("--dim"),
    select: v("--select"),
    series:
      document.documentElement.dataset["theme"] === "dark"
        ? ["#56B4E9", "#E69F00", "#2DC799", "#E39BC2", "#F0E442", "#4C9FD8"]
        : ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"],
  };
}

/** Dark blue (little) to yellow (much): viridis at nine places. */
const ramp = [
  "#440154",
  "#472D7B",
  "#3B528B",
  "#2C728E",
  "#21918C",
  "#28AE80",
  "#5EC962",
  "#ADDC30",
  "#FDE725",
];
export const heat = (share: number): string => ramp[Math.max(0, Math.min(8, Math.round(8 * share)))]!;
export const heatInk = (share: number): string => (share > 0.55 ? "#000" : "#fff");
