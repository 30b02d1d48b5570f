/** What calo monitor --web shows: gauges, curves and the busiest processes, from server-sent events. */
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { Bytes } from "../model/quantity";
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

/** Watts of the domains of one kind; null where none is known. */
function powerOf(reading: Reading, component: string, counts: (role: string) => boolean): number | null {
  const known = reading.domains.filter(
    (domain) => domain.component === component && counts(domain.role) && domain.power_w !== null,
  );
  return known.length ? known.reduce((sum, domain) => sum + domain.power_w!, 0) : null;
}
const gpu = (reading: Reading) => powerOf(reading, "gpu", (role) => role !== "alternative");
const cpu = (reading: Reading) => powerOf(reading, "cpu", (role) => role === "total");

/** A run leads with its program, not with the machine. */
const leading = (reading: Reading) => reading.program ?? reading;
const ofMachine = (reading: Reading, text: string | null): string =>
  reading.program && text ? `; the machine ${text}` : "";

const withWatts = (value: number | null): string => (value === null ? "" : withPrefix(value, "W"));
const withBytes = (count: Bytes | null, none: string): string => (count === null ? none : bytes(count));

function taken(state: State, event: Event): State {
  const { reading } = event;
  const highest = { ...state.highest };
  for (const [name, value] of [
    ["power", reading.power?.value_w],
    ["gpu", gpu(reading)],
  ] as const)
    if (value != null) highest[name] = Math.max(highest[name] ?? 0, value);
  const readings = [...state.readings.slice(-kept + 1), reading];
  return { ...state, connected: true, last: event, highest, readings };
}

function useEvents(): State {
  const [state, set] = useState<State>({ readings: [], last: null, connected: false, lost: 0, highest: {} });
  useEffect(() => {
    const source = new EventSource("events");
    source.onopen = () => set((old) => ({ ...old, connected: true }));
    source.onerror = () => set((old) => ({ ...old, connected: false }));
    source.addEventListener("lost", (event) =>
      set((old) => ({ ...old, lost: old.lost + Number((event as MessageEvent).data) })),
    );
    source.onmessage = (message) => {
      const event = JSON.parse(message.data) as Event;
      set((old) => taken(old, event));
    };
    return () => source.close();
  }, []);
  return state;
}

function Dashboard() {
  const state = useEvents();
  const [held, hold] = useState<State | null>(null);
  const shown = held ?? state;
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
  const times = readings.map((reading) => Date.parse(reading.utc) / 1000);
  return (
    <div class="app">
      <header class="verdict">
        <h1>{last.name}</h1>
        <SoFar event={last} />
        <Controls
          shown={shown}
          event={last}
          paused={held !== null}
          onPause={() => hold(held ? null : state)}
        />
        {last.message && (
          <p class="note" id="message">
            {last.message}
          </p>
        )}
      </header>
      <Gauges reading={last.reading} highest={highest} />
      <Curve
        title="Power"
        unit="W"
        times={times}
        values={readings.map((reading) => leading(reading).power?.value_w ?? null)}
      />
      <Curve
        title="CPUs in use"
        unit=""
        times={times}
        values={readings.map(({ utilisation, cpus }) =>
          utilisation === null || cpus === null ? null : utilisation * cpus,
        )}
      />
      <Processes reading={last.reading} />
      {last.functions.length > 0 && <Functions event={last} />}
    </div>
  );
}

function SoFar({ event }: { event: Event }) {
  const { reading, price_per_kwh, currency } = event;
  const { energy, carbon } = leading(reading);
  const machine = ofMachine(reading, reading.energy && joules(reading.energy.value_j, reading.energy.u_j));
  const cost = energy && price_per_kwh !== null ? (energy.value_j / 3.6e6) * price_per_kwh : null;
  return (
    <dl>
      <div>
        <dt>energy so far</dt>
        <dd id="energy">{energy ? joules(energy.value_j, energy.u_j) : "unavailable"}</dd>
        <dd class="detail">{energy && `${energy.kind}, ${reading.scope}${machine}`}</dd>
      </div>
      <div>
        <dt>carbon so far</dt>
        <dd id="carbon">{carbon ? withUncertainty(carbon.value_g, carbon.u_g, "g") : "unavailable"}</dd>
        <dd class="detail">CO2e, {event.place}</dd>
      </div>
      <div>
        <dt>cost so far</dt>
        <dd id="cost">{cost === null ? "-" : `${cost.toPrecision(3)} ${currency}`}</dd>
        <dd class="detail">
          {price_per_kwh === null ? "say --price '0.25 EUR' for it" : `${price_per_kwh} ${currency}/kWh`}
        </dd>
      </div>
    </dl>
  );
}

function Controls(props: { shown: State; event: Event; paused: boolean; onPause: () => void }) {
  const { shown, event, paused } = props;
  const wish = (what: string) => void fetch(what, { method: "POST" });
  return (
    <nav>
      <button onClick={props.onPause} aria-pressed={paused}>
        {paused ? "go on" : "pause"}
      </button>
      {event.can_record && (
        <button
          id="record"
          aria-pressed={event.recording}
          onClick={() => wish(event.recording ? "stop" : "record")}
        >
          {event.recording ? "end recording" : "record"}
        </button>
      )}
      <span class="space" />
      <span role="status" id="status">
        {shown.connected ? `${event.reading.since_start_s.toFixed(0)} s` : "connection lost, trying again"}
        {shown.lost ? `, ${counted(shown.lost, "reading")} skipped` : ""}
      </span>
    </nav>
  );
}

function Gauges({ reading, highest }: { reading: Reading; highest: Record<string, number> }) {
  const { power } = leading(reading);
  const { utilisation, cpus, memory_used_bytes: used, memory_size_bytes: size } = reading;
  const end = (name: string) => gaugeEnd(highest[name] ?? 1);
  const machine = ofMachine(reading, reading.power && withWatts(reading.power.value_w));
  return (
    <div class="gauges">
      <Gauge
        id="power"
        title="Power"
        value={power?.value_w ?? null}
        text={withWatts(power?.value_w ?? null)}
        end={end("power")}
        endText={withWatts(end("power"))}
        note={power ? `\u00b1 ${withPrefix(power.u_w, "W", 2)}, ${power.kind}${machine}` : ""}
      />
      <Gauge
        id="cpu"
        title="CPU"
        value={utilisation}
        text={utilisation === null ? "" : percent(utilisation)}
        end={1}
        endText={cpus === null ? "all CPUs" : counted(cpus, "CPU")}
        note={withWatts(cpu(reading))}
      />
      <Gauge
        id="gpu"
        title="GPU"
        value={gpu(reading)}
        text={withWatts(gpu(reading))}
        end={end("gpu")}
        endText={withWatts(end("gpu"))}
      />
      <Gauge
        id="memory"
        title="Memory"
        value={used}
        text={withBytes(used, "")}
        end={size ?? 1}
        endText={withBytes(size, "?")}
      />
    </div>
  );
}

function Processes({ reading }: { reading: Reading }) {
  return (
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
          {reading.top.map((process) => (
            <tr key={process.pid}>
              <td>{process.pid || ""}</td>
              <td class="wide name">
                <bdi>{process.name}</bdi>
              </td>
              <td>{percent(process.cpu_s / reading.length_s)}</td>
              <td>{bytes(process.memory_bytes)}</td>
              <td>{process.power_w === null ? "-" : withPrefix(process.power_w, "W", 2)}</td>
              <td>{withPrefix(process.energy_j, "J", 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Functions({ event }: { event: Event }) {
  const { energy } = leading(event.reading);
  return (
    <section class="panel">
      <h2>Functions so far</h2>
      <p class="note">
        By themselves, without what they call; energy above idle{energy && `, ${energy.kind}`}, with the
        uncertainty of sampling alone.
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
          {event.functions.map((one, i) => (
            <tr key={i}>
              <td class="wide name">
                <bdi>{one.name}</bdi>
              </td>
              <td class="wide name">
                <bdi>{one.file}</bdi>
              </td>
              <td>{duration(one.cpu_s)}</td>
              <td>{percent(one.share)}</td>
              <td>{energy ? joules(one.dynamic_j, one.dynamic_u_j) : "-"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

render(<Dashboard />, document.getElementById("app")!);
document.documentElement.dataset.ready = "yes";
