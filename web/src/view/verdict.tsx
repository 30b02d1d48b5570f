import type { Run } from "../model/run";
import { bytes, duration, grams, joules, percent, withUncertainty } from "../model/units";
import { unsampled } from "../model/metric";
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

/** The answer in one line, with where each number comes from behind it, and how sure it is. */
export function Verdict(props: { run: Run }) {
  const { run } = props;
  const r = run.header.run;
  const e = r.energy;
  const known = run.hasEnergy;
  const why =
    e.attributed?.reason ?? (e.below_resolution ? "below the resolution of the counters" : "not known");
  const items: { label: string; value: string; detail: string }[] = [];
  items.push({
    label: "energy",
    value: known ? joules(e.attributed.value_j, e.attributed.u_j) : "unavailable",
    detail: known
      ? `${e.attributed.kind}, ${e.scope}; 90 %: ${joules(e.attributed.low90_j)} to ${joules(e.attributed.high90_j)}; the program's part of ${joules(e.gross.value_j, e.gross.u_j)} gross, static=${e.static}${e.idle.value_j === null ? ", idle part unknown (calo idle)" : ""}`
      : e.below_resolution && e.upper_bound_j !== null
        ? `${why}; gross at most ${joules(e.upper_bound_j)}`
        : why,
  });
  items.push({
    label: "time",
    value: duration(r.program_wall_s ?? r.wall_s),
    detail:
      r.processes === null
        ? `CPU ${duration(r.cpu_user_s)}; the whole machine`
        : `CPU ${duration(r.cpu_user_s + r.cpu_system_s)}; ${r.processes} process${r.processes === 1 ? "" : "es"}`,
  });
  if (known)
    items.push({
      label: "mean power",
      value: withUncertainty(r.power.program_mean_w, r.power.program_mean_u_w, "W"),
      detail: `gross ${withUncertainty(r.power.mean_w, r.power.mean_u_w, "W")}${r.power.peak_w ? `, peak ${withUncertainty(r.power.peak_w, r.power.peak_u_w, "W")}` : ""}`,
    });
  items.push({
    label: "carbon",
    value: known && r.carbon.value_g !== null ? grams(r.carbon.value_g, r.carbon.u_g) : "unavailable",
    detail: known
      ? `${r.carbon.place_name ?? r.carbon.place} ${r.carbon.year ?? ""}, ${r.carbon.intensity_g_per_kwh} g/kWh${r.carbon.stated ? "" : ": no place was stated"}; ${r.carbon.source}; PUE ${r.carbon.pue}${r.carbon.pue_stated ? "" : " (IT energy only)"}; without embodied carbon`
      : why,
  });
  items.push({
    label: "memory",
    value: r.memory.peak_rss_bytes !== null ? bytes(r.memory.peak_rss_bytes) : "unavailable",
    detail: "peak RSS of the tree",
  });
  if (known && r.per_unit)
    items.push({
      label: `per ${r.per_unit.unit}`,
      value: withUncertainty(r.per_unit.value_j, r.per_unit.u_j, "J"),
      detail: `${r.per_unit.count} in all`,
    });

  const gross = known ? e.gross.value_j : 1;
  const kinds = new Map<string, number>();
  if (known)
    for (const d of e.domains)
      if (d.role === "total" && d.value_j !== null) kinds.set(d.kind, (kinds.get(d.kind) ?? 0) + d.value_j);
  const kindColour: Record<string, string> = {
    measured: "#009E73",
    integrated: "#56B4E9",
    modelled: "#E69F00",
    assumed: "#CC79A7",
  };
  const attributed = known ? e.attributed.value_j / gross : 0;
  return (
    <header class="verdict">
      <h1>
        <bdi>{visible(r.name)}</bdi>
      </h1>
      <p class="command">
        <code>
          <bdi>
            {visible(
              r.command
                .map((a: string) => (/^[\w@%+=:,./-]+$/.test(a) ? a : `'${a.replace(/'/g, "'\\''")}'`))
                .join(" "),
            ).slice(0, 400)}
          </bdi>
        </code>
      </p>
      <dl>
        {items.map((i) => (
          <div key={i.label}>
            <dt>{i.label}</dt>
            <dd id={`verdict-${i.label.split(" ")[0]}`}>{i.value}</dd>
            <dd class="detail">
              <bdi>{visible(i.detail)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {known && (
        <Bar
          label="where it went"
          parts={[
            { name: "the program", share: attributed, colour: "#0072B2" },
            { name: "calo itself", share: e.own.value_j / gross, colour: "#CC79A7" },
            {
              name: e.own.value_j === null ? "others, idle" : "other programs",
              share: (e.other.value_j - e.own.value_j) / gross,
              colour: "#999999",
            },
            { name: "idle", share: e.idle.value_j / gross, colour: "#BBBBBB" },
          ]}
        />
      )}
      {known && (
        <Bar
          label="how sure"
          parts={[
            ...[...kinds].map(([kind, value]) => ({
              name: kind,
              share: (attributed * value) / gross,
              colour: kindColour[kind] ?? "#888",
            })),
            { name: "not attributed", share: 1 - attributed, colour: "#BBBBBB" },
          ]}
        />
      )}
      {run.hasStacks && (
        <Bar
          label="seen in stacks"
          parts={[
            {
              name: "sampled",
              share: run.all.cpu / Math.max(1e-300, run.header.program.cpu_s),
              colour: "#0072B2",
            },
            {
              name: "not sampled",
              share: unsampled(run).cpu / Math.max(1e-300, run.header.program.cpu_s),
              colour: "#BBBBBB",
            },
          ]}
        />
      )}
      {(r.exit_status !== 0 || !r.complete) && (
        <p class="warning">
          {!r.complete ? "Cut off: right up to its last moment. " : ""}
          {r.exit_status
            ? `The program ended with status ${r.exit_status}${r.signal ? ` (${r.signal})` : ""}.`
            : ""}
        </p>
      )}
    </header>
  );
}
