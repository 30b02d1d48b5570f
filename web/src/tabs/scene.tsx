import type { ComponentChildren } from "preact";
import type { Filter } from "../model/filter";
import type { Run } from "../model/run";
import type { State } from "../model/state";
import type { Trunk } from "../model/tree";
import { Search, type Update } from "../view/shell";

/** What each view of a run is drawn from. */
export interface Scene {
  run: Run;
  uses: Uint32Array; // under the filter
  state: State;
  dark: boolean;
  update: Update<State>;
  filterBy: (filter: Filter) => void; // beside the present filter
}

/** A view of stacks, or why there are none. */
export function Stacks(props: { run: Run; children: ComponentChildren }) {
  if (props.run.hasStacks) return <>{props.children}</>;
  const { run } = props.run.header;
  const why =
    run.processes === null
      ? ": it is of a whole machine"
      : (run.cpu_user_s ?? 0) + (run.cpu_system_s ?? 0) < 0.05
        ? ": it was too short for a sample"
        : " (--no-stacks, or a program that cannot be sampled)";
  return <p class="note">The run holds no stacks{why}. Totals, processes and the timeline are complete.</p>;
}

export function SceneSearch({ state, update }: Scene) {
  return <Search text={state.search} onText={(search) => update({ search }, false)} />;
}

/** Folds the way to where the call tree branches, and unfolds it. */
export function FoldButton(props: { trunks: Trunk[]; unfolded: boolean | undefined; update: Update<State> }) {
  const { trunks, unfolded, update } = props;
  if (trunks.length === 0) return null;
  const frames = trunks.reduce((sum, { functions }) => sum + functions.length, 0);
  return (
    <button
      aria-pressed={!unfolded}
      onClick={() => update({ unfolded: !unfolded || undefined })}
      title="frames on the way to where the tree branches"
    >
      Fold {frames} frames
    </button>
  );
}
