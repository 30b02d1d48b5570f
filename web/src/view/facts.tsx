import type { Run } from "../model/run";
import { amount, unsampled } from "../model/metric";
import type { Header } from "../model/container";
import type { RunHeader, Witness } from "../model/header";
import { type Bytes, times } from "../model/quantity";
import { bytes, counted, duration, grams, interval, joules, percent, withPrefix } from "../model/units";
import { Name, visible } from "./panel";
import { copy } from "./save";

export function Facts(props: { rows: [string, string][] }) {
  return (
    <table class="facts">
      <tbody>
        {props.rows.map(([label, text]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              <Name text={text} short={600} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function carbonRows(run: Run): [string, string][] {
  const c = run.header.run.carbon;
  const e = run.header.run.energy;
  if (!run.hasEnergy || c.value_g === null)
    return [["carbon", `unavailable: ${e.attributed?.reason ?? "the energy is not known"}`]];
  return [
    [
      "operational carbon",
      `${grams(c.value_g, c.u_g)}; 90 %: ${interval(c.low90_g, c.high90_g, "g CO2e")}; ${c.kind}`,
    ],
    ["of the gross energy", grams(c.gross_g, c.gross_u_g)],
    [
      "= energy",
      joules(e.attributed.value_j, e.attributed.u_j) +
        ` = ${withPrefix((e.attributed.value_j ?? Number.NaN) / 3.6e6, "kWh")}`,
    ],
    ["\u00d7 PUE", `${c.pue}${c.pue_stated ? "" : " (none was stated: IT energy only)"}`],
    [
      "\u00d7 carbon intensity",
      `${c.intensity_g_per_kwh} g/kWh \u00b1 ${percent(c.intensity_u_rel)}: ${c.place_name ?? c.place}${c.year ? `, ${c.year}` : ""}${c.stated ? "" : "; no place was stated (--country), so it is the world's"}`,
    ],
    ["source", `${c.source}; ${c.basis}${c.series ? `; hourly series ${c.series}` : ""}`],
    ["embodied carbon", "not included (calo show --embodied)"],
  ];
}

const many = (count: number | null, noun: string): string =>
  count === null ? `? ${noun}s` : counted(count, noun);

function witnessRow(w: Witness): [string, string] {
  const text = (v: number) => (w.unit === "B" ? bytes(v as Bytes) : w.unit ? withPrefix(v, w.unit) : `${v}`);
  return [
    w.what,
    `${text(w.calo)}; ${w.whose}: ${text(w.other)}; may differ by ${text(w.limit)}: ${w.ok ? "agrees" : "DISAGREES"}`,
  ];
}

function machineText({ machine }: RunHeader): string {
  const known = (value: string | null) => value ?? "unavailable";
  return [
    known(machine.cpu_model),
    many(machine.sockets, "socket"),
    many(machine.cores, "core"),
    many(machine.threads, "thread"),
    bytes(machine.memory_bytes),
    machine.virtualisation ?? "not virtual",
    `Linux ${machine.kernel}`,
    `governor ${known(machine.governor)}`,
    `turbo ${known(machine.turbo)}`,
  ].join(", ");
}

function readingsText({ own_cost, wall_s, interval_s }: RunHeader): string {
  const { ticks, lost_records: lost } = own_cost;
  const every =
    ticks > 0 && wall_s !== null ? `, every ${duration(times(1 / ticks, wall_s))} on average` : "";
  const losses = lost ? `, ${counted(lost, "record")} lost` : "";
  return `${ticks} made${every}; every ${duration(interval_s)} was asked for${losses}`;
}

function stacksText({ profile }: Header): string {
  if (!profile) return "none were taken";
  const { samples, rate, truncated, dropped, handler_s } = profile;
  const cost = handler_s > 0 ? `; the sampler took ${duration(handler_s)} in the program` : "";
  return `${counted(samples, "sample")}${rate && `, ${rate}`}; ${truncated} cut short, ${dropped} lost${cost}`;
}

function ownCostText({ hasEnergy, header }: Run): string {
  const { cpu_s, core_share, energy } = header.run.own_cost;
  if (cpu_s === null) return "unavailable";
  const share = core_share === null ? "" : ` (${percent(core_share)} of a core)`;
  return `${duration(cpu_s)} of CPU time${share}${hasEnergy ? `, energy ${joules(energy.value_j, energy.u_j)}` : ""}`;
}

function pageText({ bucket_s, intervals_merged }: Header): string {
  const merged = intervals_merged > 1 ? `${intervals_merged} readings are one point of the timeline; ` : "";
  return `times are in pieces of at most ${bucket_s === null ? "-" : duration(bucket_s)}; ${merged}the run file keeps everything`;
}

function methodRows(run: Run): [string, string][] {
  const header = run.header.run;
  const { energy } = header;
  const ifEnergy = (text: string) => (run.hasEnergy ? text : "unavailable");
  const rest = unsampled(run);
  return [
    [
      "run",
      `${header.started_utc}, ${duration(header.wall_s)}, calo ${header.calo_version}, method version ${header.method_version}`,
    ],
    ["file", run.header.file],
    ["machine", machineText(header)],
    ["meters", header.meters.map(({ name }) => name).join(", ") || "none"],
    ["readings", readingsText(header)],
    ["idle baseline", ifEnergy(joules(energy.baseline.value_j, energy.baseline.u_j))],
    [
      "attribution",
      ifEnergy(
        `by CPU time, static=${energy.static} (chosen by ${energy.static_chosen_by}); the tree had ${percent(energy.tree_share)} of the busy CPU time; books balance to ${energy.imbalance?.toExponential(0)}`,
      ),
    ],
    ["stacks", stacksText(run.header)],
    [
      "not sampled",
      run.hasStacks
        ? `${duration(rest.cpu)} of CPU time${run.hasEnergy ? `, ${amount(run, "energy", rest)}` : ""}`
        : "-",
    ],
    ["calo's own cost", ownCostText(run)],
    ["this page", pageText(run.header)],
    ["measure again", `calo run -- ${visible(header.command.join(" "))}`.slice(0, 500)],
  ];
}

export function Methods({ run }: { run: Run }) {
  const { warnings, witnesses, method_notes } = run.header.run;
  return (
    <div>
      {warnings.length > 0 && (
        <>
          <h3>What to keep in mind</h3>
          <Texts texts={warnings.map(({ text }) => text)} />
        </>
      )}
      <Facts rows={methodRows(run)} />
      {witnesses.length > 0 && (
        <>
          <h3>Counts that are not calo's</h3>
          <Facts rows={witnesses.map(witnessRow)} />
        </>
      )}
      <h3>
        For a paper <button onClick={() => copy(run.header.methods)}>Copy</button>
      </h3>
      <p class="methods">
        <bdi>{visible(run.header.methods)}</bdi>
      </p>
      {method_notes.length > 0 && (
        <details>
          <summary>Notes ({method_notes.length})</summary>
          <Texts texts={method_notes} />
        </details>
      )}
    </div>
  );
}

function Texts({ texts }: { texts: string[] }) {
  return (
    <ul class="warnings">
      {texts.map((text) => (
        <li key={text}>
          <bdi>{visible(text)}</bdi>
        </li>
      ))}
    </ul>
  );
}
