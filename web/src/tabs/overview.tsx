import { type Joules, power } from "../model/quantity";
import type { Run } from "../model/run";
import { duration, joules, percent, watts } from "../model/units";
import { Ledger, ledgerSheet } from "../view/ledger";
import { Name, Panel, type Sheet } from "../view/panel";
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

function depthOf(run: Run, phase: number): number {
  let depth = 0;
  for (let above = run.phases.parent[phase]!; above >= 0; above = run.phases.parent[above]!) ++depth;
  return depth;
}

function phaseSheet(run: Run): Sheet {
  const { name, energy, cpu, wall, times, count } = run.phases;
  return {
    head: ["phase", "depth", "energy (J)", "CPU (s)", "time (s)", "times", "count"],
    rows: Array.from(name, (text, phase) => [
      run.text(text),
      String(depthOf(run, phase)),
      ...[energy, cpu, wall, times, count].map((values) => String(values[phase])),
    ]),
  };
}

function Phases(props: { run: Run; onPhase: (phase: number) => void }) {
  const { run, onPhase } = props;
  return (
    <Panel id="phases" title="Phases" sheet={() => phaseSheet(run)}>
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
          {Array.from(run.phases.name, (_, phase) => (
            <PhaseRow key={phase} run={run} phase={phase} onClick={() => onPhase(phase)} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function PhaseRow(props: { run: Run; phase: number; onClick: () => void }) {
  const { run, phase } = props;
  const { phases, hasEnergy, header } = run;
  const [energy, wall] = [phases.energy[phase]!, phases.wall[phase]!];
  const u = header.run.phases[phase]?.energy?.u_j ?? (0 as Joules);
  return (
    <tr onClick={props.onClick}>
      <td class="wide" style={{ paddingLeft: `${8 + 16 * depthOf(run, phase)}px` }}>
        <Name text={run.text(phases.name[phase]!)} />
      </td>
      <td>{hasEnergy ? joules(energy, u) : "unavailable"}</td>
      <td>{hasEnergy ? percent(energy / (header.program.energy_j || 1)) : "-"}</td>
      <td>{duration(phases.cpu[phase]!)}</td>
      <td>{duration(wall)}</td>
      <td>{hasEnergy && wall > 0 ? watts(power(energy, wall)) : "-"}</td>
      <td>{phases.times[phase]}</td>
      <td>{phases.count[phase] || "-"}</td>
    </tr>
  );
}
