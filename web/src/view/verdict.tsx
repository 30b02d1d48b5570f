import type { RunHeader } from "../model/header";
import { unsampled } from "../model/metric";
import { type Seconds, sum } from "../model/quantity";
import type { Run } from "../model/run";
import { bytes, counted, duration, grams, interval, joules, percent, watts } from "../model/units";
import { visible } from "./panel";

function Bar(props: { label: string; parts: { name: string; share: number; colour: string }[] }) {
  const parts = props.parts.filter((p) => p.share > 0.0005);
  const words = parts.map((p) => `${p.name} ${percent(p.share)}`).join(", ");
  return (
    <div class="bar" role="img" aria-label={`${props.label}: ${words}`}>
      <span>{props.label}</span>
      <div>
        {parts.map((p) => (
          <i
            key={p.name}
            class={p.colour === "#0072B2" ? "deep" : ""}
            style={{ width: `${100 * p.share}%`, background: p.colour }}
            title={`${p.name}: ${percent(p.share)}`}
          >
            {p.share > 0.12 ? `${p.name} ${percent(p.share)}` : ""}
          </i>
        ))}
      </div>
    </div>
  );
}

interface Item {
  label: string;
  value: string;
  detail: string;
}

const unavailable = "unavailable";

function energyItem({ hasEnergy, header }: Run): Item {
  const { attributed, gross, idle, scope, ...energy } = header.run.energy;
  if (hasEnergy)
    return {
      label: "energy",
      value: joules(attributed.value_j, attributed.u_j),
      detail: `${attributed.kind}, ${scope}; 90 %: ${interval(attributed.low90_j, attributed.high90_j, "J")}; the program's part of ${joules(gross.value_j, gross.u_j)} gross, static=${energy.static}${idle.value_j === null ? ", idle part unknown (calo idle)" : ""}`,
    };
  const most = energy.below_resolution && energy.upper_bound_j;
  return {
    label: "energy",
    value: unavailable,
    detail: `${whyUnknown(header.run)}${most ? `; gross at most ${joules(most)}` : ""}`,
  };
}

const whyUnknown = ({ energy }: RunHeader): string =>
  energy.attributed.reason?.replace(/^unavailable: /, "") ??
  (energy.below_resolution ? "below the resolution of the counters" : "not known");

function timeItem(run: RunHeader): Item {
  const cpu = run.cpu_user_s === null ? null : sum(run.cpu_user_s, run.cpu_system_s ?? (0 as Seconds));
  const of = run.processes === null ? "the whole machine" : counted(run.processes, "process", "processes");
  return {
    label: "time",
    value: duration(run.program_wall_s ?? run.wall_s),
    detail: `CPU ${duration(cpu)}; ${of}`,
  };
}

function powerItem({ power }: RunHeader): Item {
  const peak = power.peak_w ? `, peak ${watts(power.peak_w, power.peak_u_w)}` : "";
  return {
    label: "mean power",
    value: watts(power.program_mean_w, power.program_mean_u_w),
    detail: `gross ${watts(power.mean_w, power.mean_u_w)}${peak}`,
  };
}

function carbonItem({ carbon }: RunHeader): Item {
  const place = `${carbon.place_name ?? carbon.place} ${carbon.year ?? ""}, ${carbon.intensity_g_per_kwh} g/kWh`;
  return {
    label: "carbon",
    value: grams(carbon.value_g, carbon.u_g),
    detail: `${place}${carbon.stated ? "" : ": no place was stated"}; ${carbon.source}; PUE ${carbon.pue}${carbon.pue_stated ? "" : " (IT energy only)"}; without embodied carbon`,
  };
}

function itemsOf(run: Run): Item[] {
  const header = run.header.run;
  const { per_unit, memory } = header;
  return [
    energyItem(run),
    timeItem(header),
    ...(run.hasEnergy ? [powerItem(header), carbonItem(header)] : []),
    { label: "memory", value: bytes(memory.peak_rss_bytes), detail: "peak RSS of the tree" },
    ...(run.hasEnergy && per_unit
      ? [
          {
            label: `per ${per_unit.unit}`,
            value: joules(per_unit.value_j, per_unit.u_j),
            detail: `${per_unit.count} in all`,
          },
        ]
      : []),
  ];
}

const kindColour: Record<string, string> = {
  measured: "#009E73",
  integrated: "#56B4E9",
  modelled: "#E69F00",
  assumed: "#CC79A7",
};

/** Where the energy went, and what kind of numbers it is of. */
function EnergyBars({ run }: { run: RunHeader }) {
  const { gross, attributed, own, other, idle, domains } = run.energy;
  const share = (energy: number | null) => (energy ?? 0) / (gross.value_j || 1);
  const kinds = new Map<string, number>();
  for (const { role, value_j, kind } of domains)
    if (role === "total" && value_j !== null && kind !== null)
      kinds.set(kind, (kinds.get(kind) ?? 0) + value_j);
  const program = share(attributed.value_j);
  const calo = share(own.value_j);
  const others = own.value_j === null ? "others, idle" : "other programs";
  return (
    <>
      <Bar
        label="where it went"
        parts={[
          { name: "the program", share: program, colour: "#0072B2" },
          { name: "calo itself", share: calo, colour: "#CC79A7" },
          { name: others, share: share(other.value_j) - calo, colour: "#999999" },
          { name: "idle", share: share(idle.value_j), colour: "#BBBBBB" },
        ]}
      />
      <Bar
        label="how sure"
        parts={[
          ...[...kinds].map(([kind, value]) => ({
            name: kind,
            share: program * share(value),
            colour: kindColour[kind] ?? "#888",
          })),
          { name: "not attributed", share: 1 - program, colour: "#BBBBBB" },
        ]}
      />
    </>
  );
}

function StackBar({ run }: { run: Run }) {
  const share = (cpu: number) => cpu / Math.max(1e-300, run.header.program.cpu_s);
  return (
    <Bar
      label="seen in stacks"
      parts={[
        { name: "sampled", share: share(run.all.cpu), colour: "#0072B2" },
        { name: "not sampled", share: share(unsampled(run).cpu), colour: "#BBBBBB" },
      ]}
    />
  );
}

/** As one would type it in a shell. */
const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replace(/'/g, "'\\''")}'`;

/** The answer in one line, with where each number comes from behind it, and how sure it is. */
export function Verdict({ run }: { run: Run }) {
  const { name, command, complete, exit_status, signal } = run.header.run;
  return (
    <header class="verdict">
      <h1>
        <bdi>{visible(name)}</bdi>
      </h1>
      <p class="command">
        <code>
          <bdi>{visible(command.map(quoted).join(" ")).slice(0, 400)}</bdi>
        </code>
      </p>
      <dl>
        {itemsOf(run).map(({ label, value, detail }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd id={`verdict-${label.split(" ")[0]}`}>{value}</dd>
            <dd class="detail">
              <bdi>{visible(detail)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {run.hasEnergy && <EnergyBars run={run.header.run} />}
      {run.hasStacks && <StackBar run={run} />}
      {(exit_status !== 0 || !complete) && (
        <p class="warning">
          {!complete && "Cut off: right up to its last moment. "}
          {exit_status ? `The program ended with status ${exit_status}${signal ? ` (${signal})` : ""}.` : ""}
        </p>
      )}
    </header>
  );
}
