import type { Run } from "../model/run";
import { amount, unsampled } from "../model/metric";
import type { Witness } from "../model/header";
import { type Bytes, times } from "../model/quantity";
import { bytes, counted, duration, grams, interval, joules, percent, withPrefix } from "../model/units";
import { Name, visible } from "./panel";
import { copy } from "./save";

const yes = (value: unknown, text: (v: never) => string): string =>
  value === null || value === undefined || value === "" ? "unavailable" : text(value as never);

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

export function Methods(props: { run: Run }) {
  const { run } = props;
  const r = run.header.run;
  const m = r.machine;
  const p = run.header.profile;
  const rows: [string, string][] = [
    [
      "run",
      `${r.started_utc}, ${duration(r.wall_s)}, calo ${r.calo_version}, method version ${r.method_version}`,
    ],
    ["file", run.header.file],
    [
      "machine",
      [
        yes(m.cpu_model, (v) => v),
        [many(m.sockets, "socket"), many(m.cores, "core"), many(m.threads, "thread")].join(", "),
        yes(m.memory_bytes, (v) => bytes(v)),
        m.virtualisation ?? "not virtual",
        `Linux ${m.kernel}`,
        `governor ${m.governor ?? "unavailable"}`,
        `turbo ${m.turbo ?? "unavailable"}`,
      ].join(", "),
    ],
    ["meters", r.meters.map((meter) => meter.name).join(", ") || "none"],
    [
      "readings",
      `${r.own_cost.ticks} made${r.own_cost.ticks > 0 && r.wall_s !== null ? `, every ${duration(times(1 / r.own_cost.ticks, r.wall_s))} on average` : ""}; every ${duration(r.interval_s)} was asked for${r.own_cost.lost_records ? `, ${counted(r.own_cost.lost_records, "record")} lost` : ""}`,
    ],
    [
      "idle baseline",
      run.hasEnergy && r.energy.baseline.value_j !== null
        ? joules(r.energy.baseline.value_j, r.energy.baseline.u_j)
        : "unavailable",
    ],
    [
      "attribution",
      run.hasEnergy
        ? `by CPU time, static=${r.energy.static} (chosen by ${r.energy.static_chosen_by}); the tree had ${percent(r.energy.tree_share)} of the busy CPU time; books balance to ${r.energy.imbalance?.toExponential(0)}`
        : "unavailable",
    ],
    [
      "stacks",
      p
        ? `${counted(p.samples, "sample")}${p.rate ? `, ${p.rate}` : ""}; ${p.truncated} cut short, ${p.dropped} lost${p.handler_s > 0 ? `; the sampler took ${duration(p.handler_s)} in the program` : ""}`
        : "none were taken",
    ],
    [
      "not sampled",
      run.hasStacks
        ? `${duration(unsampled(run).cpu)} of CPU time${run.hasEnergy ? `, ${amount(run, "energy", unsampled(run))}` : ""}`
        : "-",
    ],
    [
      "calo's own cost",
      r.own_cost.cpu_s === null
        ? "unavailable"
        : `${duration(r.own_cost.cpu_s)} of CPU time${r.own_cost.core_share === null ? "" : ` (${percent(r.own_cost.core_share)} of a core)`}${run.hasEnergy ? `, energy ${joules(r.own_cost.energy.value_j, r.own_cost.energy.u_j)}` : ""}`,
    ],
    [
      "this page",
      `times are in pieces of at most ${run.header.bucket_s === null ? "-" : duration(run.header.bucket_s)}; ${run.header.intervals_merged > 1 ? `${run.header.intervals_merged} readings are one point of the timeline; ` : ""}the run file keeps everything`,
    ],
    ["measure again", `calo run -- ${visible(r.command.join(" "))}`.slice(0, 500)],
  ];
  return (
    <div>
      {r.warnings.length > 0 && (
        <>
          <h3>What to keep in mind</h3>
          <ul class="warnings">
            {r.warnings.map((w) => (
              <li key={w.text}>
                <bdi>{visible(w.text)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <Facts rows={rows} />
      {r.witnesses.length > 0 && (
        <>
          <h3>Counts that are not calo's</h3>
          <Facts rows={r.witnesses.map((witness) => witnessRow(witness))} />
        </>
      )}
      <h3>
        For a paper <button onClick={() => copy(run.header.methods)}>Copy</button>
      </h3>
      <p class="methods">
        <bdi>{visible(run.header.methods)}</bdi>
      </p>
      {r.method_notes.length > 0 && (
        <details>
          <summary>Notes ({r.method_notes.length})</summary>
          <ul>
            {r.method_notes.map((n) => (
              <li key={n}>
                <bdi>{visible(n)}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
