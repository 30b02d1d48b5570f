/** What calo monitor --web shows: gauges, curves and the busiest processes, from server-sent events. */
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { gaugeEnd, type Reading, type Event } from "../model/live";
import { bytes, counted, duration, joules, percent, withPrefix, withUncertainty } from "../model/units";

const kept = 600;
function Gauge({
  id,
  title,
  value,
  text,
  end,
  endText,
  note,
}: {
  id: string;
  title: string;
  value: number | null;
  text: string;
  end: number;
  endText: string;
  note?: string;
}) {
  const share = value === null ? 0 : Math.min(1, Math.max(0, value / end));
  const arc = Math.PI * 80;
  const label = `${title}: ${value === null ? "unavailable" : text}, the scale ends at ${endText}`;
  return (
    <section class="panel gauge" id={id} data-value={value ?? ""} data-end={end}>
      <h2>{title}</h2>
      <svg viewBox="0 0 200 112" role="img" aria-label={label}>
        <path
          d="M20 100 A80 80 0 0 1 180 100"
          fill="none"
          stroke="var(--grid)"
          stroke-width="16"
          stroke-linecap="round"
        />
        {share > 0 && (
          <path
            d="M20 100 A80 80 0 0 1 180 100"
            fill="none"
            stroke="var(--accent)"
            stroke-width="16"
            stroke-linecap="round"
            stroke-dasharray={`${share * arc} ${arc}`}
          />
        )}
        <text x="100" y="92" text-anchor="middle">
          {value === null ? "-" : text}
        </text>
      </svg>
      <p class="note">
        {value === null ? "unavailable" : `0 to ${endText}`}
        {note ? ` · ${note}` : ""}
      </p>
    </section>
  );
}

function Curve({
  title,
  unit,
  times,
  values,
}: {
  title: string;
  unit: string;
  times: number[];
  values: (number | null)[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => {
    const element = place.current!;
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--muted");
    const size = () => ({ width: Math.max(200, element.clientWidth), height: 150 });
    plot.current = new uPlot(
      {
        ...size(),
        legend: { show: false },
        scales: { y: { range: (_, __, most) => [0, gaugeEnd(most ?? 1)] } },
        axes: [
          { stroke: colour },
          { stroke: colour, size: 64, values: (_, ticks) => ticks.map((t) => withPrefix(t, unit)) },
        ],
        series: [{}, { stroke: "#0072b2", fill: "#0072b233", width: 1.5 }],
      },
      [[], []],
      element,
    );
    const watcher = new ResizeObserver(() => plot.current?.setSize(size()));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.current?.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData([times, values]), [times, values]);
  return (
    <section class="panel">
      <h2>{title}</h2>
      <div ref={place} role="img" aria-label={`${title} over time`} />
    </section>
  );
}

interface State {
  readings: Reading[];
  last: Event | null;
  connected: boolean;
  lost: number;
  highest: Record<string, number>;
}

const gpu = (reading: Reading): number | null => {
  const found = reading.domains.filter(
    (d) => d.component === "gpu" && d.role !== "alternative" && d.power_w !== null,
  );
  return found.length ? found.reduce((sum, d) => sum + d.power_w!, 0) : null;
};
const cpu = (reading: Reading): number | null => {
  const found = reading.domains.filter(
    (d) => d.component === "cpu" && d.role === "total" && d.power_w !== null,
  );
  return found.length ? found.reduce((sum, d) => sum + d.power_w!, 0) : null;
};

function Dashboard() {
  const [state, set] = useState<State>({ readings: [], last: null, connected: false, lost: 0, highest: {} });
  const [paused, pause] = useState(false);
  const [held, hold] = useState<State | null>(null);
  useEffect(() => {
    const source = new EventSource("events");
    source.onopen = () => set((s) => ({ ...s, connected: true }));
    source.onerror = () => set((s) => ({ ...s, connected: false }));
    source.addEventListener("lost", (e) =>
      set((s) => ({ ...s, lost: s.lost + Number((e as MessageEvent).data) })),
    );
    source.onmessage = (e) => {
      const event = JSON.parse(e.data) as Event;
      set((s) => {
        const r = event.reading;
        const highest = { ...s.highest };
        for (const [name, value] of [
          ["power", r.power?.value_w],
          ["cpu", cpu(r)],
          ["gpu", gpu(r)],
        ] as const)
          if (value != null) highest[name] = Math.max(highest[name] ?? 0, value);
        return { ...s, connected: true, last: event, highest, readings: [...s.readings.slice(-kept + 1), r] };
      });
    };
    return () => source.close();
  }, []);
  const shown = paused && held ? held : state;
  const { last, readings, highest } = shown;
  if (!last)
    return (
      <div class="app">
        <h1>calo</h1>
        <p class="note" role="status">
          waiting for the first reading
        </p>
      </div>
    );
  const now = last.reading;
  const times = readings.map((r) => Date.parse(r.utc) / 1000);
  const mine = now.program; // a run leads with its program, not with the machine
  const watts = mine ? mine.power : now.power;
  const scale = (name: string) => gaugeEnd(highest[name] ?? 1);
  const energy = mine ? mine.energy : now.energy,
    carbon = mine ? mine.carbon : now.carbon;
  const machine = (text: string | null | undefined) => (mine && text ? `; the machine ${text}` : "");
  const wish = (what: string) => void fetch(what, { method: "POST" });
  return (
    <div class="app">
      <header class="verdict">
        <h1>{last.name}</h1>
        <dl>
          <div>
            <dt>energy so far</dt>
            <dd id="energy">{energy ? joules(energy.value_j, energy.u_j) : "unavailable"}</dd>
            <dd class="detail">
              {energy
                ? `${energy.kind}, ${now.scope}${machine(now.energy && joules(now.energy.value_j, now.energy.u_j))}`
                : ""}
            </dd>
          </div>
          <div>
            <dt>carbon so far</dt>
            <dd id="carbon">{carbon ? withUncertainty(carbon.value_g, carbon.u_g, "g") : "unavailable"}</dd>
            <dd class="detail">CO2e, {last.place}</dd>
          </div>
          <div>
            <dt>cost so far</dt>
            <dd id="cost">
              {energy && last.price_per_kwh !== null
                ? `${((energy.value_j / 3.6e6) * last.price_per_kwh).toPrecision(3)} ${last.currency}`
                : "-"}
            </dd>
            <dd class="detail">
              {last.price_per_kwh !== null
                ? `${last.price_per_kwh} ${last.currency}/kWh`
                : "say --price '0.25 EUR' for it"}
            </dd>
          </div>
        </dl>
        <nav>
          <button
            onClick={() => {
              hold(state);
              pause(!paused);
            }}
            aria-pressed={paused}
          >
            {paused ? "go on" : "pause"}
          </button>
          {last.can_record && (
            <button
              id="record"
              aria-pressed={last.recording}
              onClick={() => wish(last.recording ? "stop" : "record")}
            >
              {last.recording ? "end recording" : "record"}
            </button>
          )}
          <span class="space" />
          <span role="status" id="status">
            {shown.connected ? `${now.since_start_s.toFixed(0)} s` : "connection lost, trying again"}
            {shown.lost ? `, ${counted(shown.lost, "reading")} skipped` : ""}
          </span>
        </nav>
        {last.message && (
          <p class="note" id="message">
            {last.message}
          </p>
        )}
      </header>
      <div class="gauges">
        <Gauge
          id="power"
          title="Power"
          value={watts?.value_w ?? null}
          text={watts ? withPrefix(watts.value_w, "W") : ""}
          end={scale("power")}
          endText={withPrefix(scale("power"), "W")}
          note={
            watts
              ? `± ${withPrefix(watts.u_w, "W", 2)}, ${watts.kind}${machine(now.power && withPrefix(now.power.value_w, "W"))}`
              : ""
          }
        />
        <Gauge
          id="cpu"
          title="CPU"
          value={now.utilisation}
          text={now.utilisation === null ? "" : percent(now.utilisation)}
          end={1}
          endText={`${now.cpus ?? "?"} CPUs`}
          note={cpu(now) === null ? "" : withPrefix(cpu(now)!, "W")}
        />
        <Gauge
          id="gpu"
          title="GPU"
          value={gpu(now)}
          text={gpu(now) === null ? "" : withPrefix(gpu(now)!, "W")}
          end={scale("gpu")}
          endText={withPrefix(scale("gpu"), "W")}
        />
        <Gauge
          id="memory"
          title="Memory"
          value={now.memory_used_bytes}
          text={now.memory_used_bytes === null ? "" : bytes(now.memory_used_bytes)}
          end={now.memory_size_bytes ?? 1}
          endText={now.memory_size_bytes === null ? "?" : bytes(now.memory_size_bytes)}
        />
      </div>
      <Curve
        title="Power"
        unit="W"
        times={times}
        values={readings.map((r) => (r.program ? r.program.power : r.power)?.value_w ?? null)}
      />
      <Curve
        title="CPUs in use"
        unit=""
        times={times}
        values={readings.map((r) =>
          r.utilisation === null || r.cpus === null ? null : r.utilisation * r.cpus,
        )}
      />
      <section class="panel">
        <h2>Who uses it</h2>
        <p class="note">
          A process's power is its share, by CPU time, of what the machine uses beyond its idle power.
        </p>
        <table id="top">
          <thead>
            <tr>
              <th>PID</th>
              <th class="wide">name</th>
              <th>CPU</th>
              <th>memory</th>
              <th>power</th>
              <th>energy</th>
            </tr>
          </thead>
          <tbody>
            {now.top.map((p) => (
              <tr key={p.pid}>
                <td>{p.pid || ""}</td>
                <td class="wide name">
                  <bdi>{p.name}</bdi>
                </td>
                <td>{percent(p.cpu_s / now.length_s)}</td>
                <td>{bytes(p.memory_bytes)}</td>
                <td>{p.power_w === null ? "-" : withPrefix(p.power_w, "W", 2)}</td>
                <td>{withPrefix(p.energy_j, "J", 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {last.functions.length > 0 && (
        <section class="panel">
          <h2>Functions so far</h2>
          <p class="note">
            By themselves, without what they call; energy above idle{energy ? `, ${energy.kind}` : ""}, with
            the uncertainty of sampling alone.
          </p>
          <table id="functions">
            <thead>
              <tr>
                <th class="wide">function</th>
                <th class="wide">file</th>
                <th>CPU time</th>
                <th>of what was sampled</th>
                <th>energy</th>
              </tr>
            </thead>
            <tbody>
              {last.functions.map((f, i) => (
                <tr key={i}>
                  <td class="wide name">
                    <bdi>{f.name}</bdi>
                  </td>
                  <td class="wide name">
                    <bdi>{f.file}</bdi>
                  </td>
                  <td>{duration(f.cpu_s)}</td>
                  <td>{percent(f.share)}</td>
                  <td>{energy ? joules(f.dynamic_j, f.dynamic_u_j) : "-"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

render(<Dashboard />, document.getElementById("app")!);
document.documentElement.dataset.ready = "yes";
