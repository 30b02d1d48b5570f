import type { ComponentChildren } from "preact";
import type { Filter } from "../model/filter";
import type { Run } from "../model/run";
import type { State } from "../model/state";
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
      : run.cpu_user_s + run.cpu_system_s < 0.05
        ? ": it was too short for a sample"
        : " (--no-stacks, or a program that cannot be sampled)";
  return <p class="note">The run holds no stacks{why}. Totals, processes and the timeline are complete.</p>;
}

export function SceneSearch({ state, update }: Scene) {
  return <Search text={state.search} onText={(search) => update({ search }, false)} />;
}
