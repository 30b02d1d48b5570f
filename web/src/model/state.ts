import type { Filter } from "./filter";
import { type Metric, metricsOf } from "./metric";
import type { Run } from "./run";
import { type Edit, editNames } from "./tree";

export const tabIds = [
  "overview",
  "flame",
  "functions",
  "graph",
  "source",
  "processes",
  "carbon",
  "method",
] as const;
export type Tab = (typeof tabIds)[number];
export const shapes = ["down", "up", "sandwich", "sunburst"] as const;
export type Shape = (typeof shapes)[number];
export const colourings = ["module", "language", "function"] as const;

/** What the page of a run shows: all of it stands in the address behind the "#". */
export interface State {
  tab: Tab;
  metric: Metric;
  shape: Shape;
  colour: (typeof colourings)[number];
  filter: Filter;
  edits: Edit[];
  unfolded?: boolean | undefined; // the way to where the call tree branches
  selected?: number | undefined; // function
  file?: number | undefined;
  search: string;
}

/** The state that an address names; what it does not name, or names wrongly, is as at first. */
export function fromHash(run: Run, hash: string): State {
  const query = new URLSearchParams(hash.slice(1));
  const number = (name: string) => {
    const value = query.get(name);
    return value === null || !Number.isFinite(Number(value)) ? undefined : Number(value);
  };
  const index = (name: string, size: number) => {
    const value = number(name);
    return value !== undefined && Number.isInteger(value) && value >= 0 && value < size ? value : undefined;
  };
  const oneOf = <Word extends string>(name: string, words: readonly Word[]): Word =>
    words.find((word) => word === query.get(name)) ?? words[0]!;
  const functions = run.functions.name.length;
  const filter: Filter = {
    from: number("from"),
    to: number("to"),
    process: index("process", run.processes.name.length),
    thread: index("thread", run.threads.name.length),
    phase: index("phase", run.phases.name.length),
    stage: index("stage", run.header.stages.length),
    module: index("module", run.modules.name.length),
    language: index("language", 3),
    function: index("function", functions),
  };
  return {
    tab: oneOf("tab", tabIds),
    metric: oneOf("metric", metricsOf(run)),
    shape: oneOf("shape", shapes),
    colour: oneOf("colour", colourings),
    edits: (query.get("edits") ?? "")
      .split(".")
      .map((text) => [text[0], Number(text.slice(1))] as unknown as Edit)
      .filter(([kind, fn]) => kind in editNames && fn >= 0 && fn < functions),
    filter,
    unfolded: query.has("unfolded") || undefined,
    selected: index("selected", functions),
    file: number("file"),
    search: query.get("search") ?? "",
  };
}

export function toHash({ filter, edits, search, ...rest }: State): string {
  const query = new URLSearchParams();
  const words = { ...rest, search: search || undefined, edits: edits.map((edit) => edit.join("")).join(".") };
  for (const [name, value] of Object.entries({ ...words, edits: words.edits || undefined, ...filter }))
    if (value !== undefined) query.set(name, String(value));
  return `#${query}`;
}
