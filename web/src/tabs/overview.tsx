import { type Joules, power } from "../model/quantity";
import type { Run } from "../model/run";
import { duration, joules, percent, watts } from "../model/units";
import { Ledger, ledgerSheet } from "../view/ledger";
import { Name, Panel } from "../view/panel";
import { Timeline } from "../view/timeline";
import { FunctionTable } from "./functions";
import { type Scene, Stacks } from "./scene";

export function Overview(scene: Scene) {
  const { run, state, update, filterBy } = scene;
  const { from, to, phase } = state.filter;
  return (
    <>
      <Panel id="timeline" title="Over time" picture>
        <Timeline
          run={run}
          range={from !== undefined && to !== undefined ? [from, to] : null}
          dark={scene.dark}
          phase={phase}
          onPhase={(chosen) => filterBy({ phase: phase === chosen ? undefined : chosen })}
          onRange={(range) => filterBy({ from: range?.[0], to: range?.[1] })}
        />
      </Panel>
      {run.hasEnergy && <GrossEnergy {...scene} />}
      {run.phases.name.length > 0 && <Phases run={run} onPhase={(phase) => filterBy({ phase })} />}
      <Stacks run={run}>
        <FunctionTable
          scene={scene}
          title="Hottest functions"
          search=""
          height={290}
          onSelect={(selected) => update({ selected, tab: "functions" })}
        />
      </Stacks>
    </>
  );
}

function GrossEnergy({ run, filterBy, update }: Scene) {
  const { gross, scope } = run.header.run.energy;
  return (
    <Panel
      id="ledger"
      title="Ledger: each column is the whole"
      note={`Gross energy of the run, ${joules(gross.value_j, gross.u_j)} (${gross.kind}, ${scope}), shared out in several ways. Grey is what a column does not tell apart.`}
      sheet={() => ledgerSheet(run)}
    >
      <Ledger
        run={run}
        onFilter={(filter) => {
          filterBy(filter);
          update({ tab: "flame" });
        }}
      />
    </Panel>
  );
}

function Phases(props: { run: Run; onPhase: (phase: number) => void }) {
  const { run } = props;
  const depth = (p: number) => {
    let d = 0;
    for (let a = run.phases.parent[p]!; a >= 0; a = run.phases.parent[a]!) ++d;
    return d;
  };
  const rows = Array.from(run.phases.name, (_, p) => p);
  const u = (p: number) => run.header.run.phases[p]?.energy?.u_j ?? (0 as Joules);
  const energy = (p: number) => (run.hasEnergy ? joules(run.phases.energy[p]!, u(p)) : "unavailable");
  return (
    <Panel
      id="phases"
      title="Phases"
      sheet={() => ({
        head: ["phase", "depth", "energy (J)", "CPU (s)", "time (s)", "times", "count"],
        rows: rows.map((p) => [
          run.text(run.phases.name[p]!),
          String(depth(p)),
          String(run.phases.energy[p]),
          String(run.phases.cpu[p]),
          String(run.phases.wall[p]),
          String(run.phases.times[p]),
          String(run.phases.count[p]),
        ]),
      })}
    >
      <table aria-label="Phases">
        <thead>
          <tr>
            <th scope="col" class="wide">
              phase
            </th>
            <th scope="col">energy, with what is inside</th>
            <th scope="col">share</th>
            <th scope="col">CPU time</th>
            <th scope="col">time</th>
            <th scope="col">mean power</th>
            <th scope="col">times</th>
            <th scope="col">count</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((p) => (
            <tr key={p} onClick={() => props.onPhase(p)}>
              <td class="wide" style={{ paddingLeft: `${8 + 16 * depth(p)}px` }}>
                <Name text={run.text(run.phases.name[p]!)} />
              </td>
              <td>{energy(p)}</td>
              <td>
                {run.hasEnergy ? percent(run.phases.energy[p]! / (run.header.program.energy_j || 1)) : "-"}
              </td>
              <td>{duration(run.phases.cpu[p]!)}</td>
              <td>{duration(run.phases.wall[p]!)}</td>
              <td>
                {run.hasEnergy && run.phases.wall[p]! > 0
                  ? watts(power(run.phases.energy[p]!, run.phases.wall[p]!))
                  : "-"}
              </td>
              <td>{run.phases.times[p]}</td>
              <td>{run.phases.count[p] || "-"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
