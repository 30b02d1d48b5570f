import {
  type Comparison,
  driftWords,
  intervalWords,
  metricTitle,
  percentChange,
  perUnit,
  type Quantity,
  type Runs,
  sentence,
  told,
  toldBoth,
  toldInterval,
} from "../model/series";
import { Name, visible } from "./panel";
import { type Palette, seriesColour } from "./plot";

const shown = ["energy", "time", "carbon", "power", "memory", "cpu"];
const order = <T,>(list: T[], name: (of: T) => string): T[] =>
  [...list].sort((a, b) => ((shown.indexOf(name(a)) + 9) % 9) - ((shown.indexOf(name(b)) + 9) % 9));

/** "modelled, node share": what kind of energy it is, of which parts. */
const kindsOf = (runs: Runs): string =>
  [
    ...new Set(runs.header.series.map((s) => [s.kind, s.scope].filter(Boolean).join(", ")).filter(Boolean)),
  ].join("; ");

/** Medians of a series with their intervals. */
export function SeriesAnswer(props: { runs: Runs; palette: Palette }) {
  const { runs } = props;
  const { header } = runs;
  const metrics = order(runs.metrics, (m) => m.name).filter(
    (m) => m.name !== "cpu" || runs.metrics.length < 4,
  );
  const kinds = kindsOf(runs);
  if (header.series.length === 1) {
    const s = header.series[0]!;
    return (
      <header class="verdict">
        <h1>
          <bdi>{visible(header.title)}</bdi>
        </h1>
        <p class="command">
          {s.counted} of {s.runs} runs count
          {kinds && (
            <>
              {" \u00b7 "}
              <bdi>{visible(kinds)}</bdi>
            </>
          )}
          {" \u00b7 medians with 95 % from the spread of the runs"}
        </p>
        <dl>
          {metrics.map((m) => {
            const q = s.summary[m.name];
            return (
              <div key={m.name}>
                <dt>
                  {metricTitle(m.name)}
                  {perUnit(header, m.name)}
                </dt>
                <dd id={`verdict-${m.name}`}>
                  {q ? told(m.unit, q.median, half(q.low95, q.high95)) : "unavailable"}
                </dd>
                <dd class="detail">
                  {q
                    ? `${q.low95 !== null && q.high95 !== null ? `95 %: ${toldInterval(m.unit, q.low95, q.high95)}` : "too few runs for an interval"}; n = ${q.n}`
                    : "no run knows it"}
                </dd>
              </div>
            );
          })}
        </dl>
        {((s.drift && s.drift.p < 0.01) || s.first_is_outlier) && (
          <p class="warning">The series {driftWords(s)}.</p>
        )}
      </header>
    );
  }
  return (
    <header class="verdict">
      <h1>
        <bdi>{visible(header.title)}</bdi>
      </h1>
      <p class="command">
        {header.series.length} series
        {kinds && (
          <>
            {" \u00b7 "}
            <bdi>{visible(kinds)}</bdi>
          </>
        )}
        {" \u00b7 medians with 95 % from the spread of the runs"}
      </p>
      <div class="answers">
        <table aria-label="Medians of each series">
          <thead>
            <tr>
              <th scope="col">series</th>
              {metrics.map((m) => (
                <th scope="col" key={m.name}>
                  {metricTitle(m.name)}
                  {perUnit(header, m.name)}
                </th>
              ))}
              <th scope="col">n</th>
            </tr>
          </thead>
          <tbody>
            {header.series.map((s, i) => (
              <tr key={i}>
                <th scope="row">
                  <i class="swatch" style={{ background: seriesColour(props.palette, i, false) }} />
                  <Name text={s.name} short={36} />
                </th>
                {metrics.map((m) => {
                  const q = s.summary[m.name];
                  return (
                    <td key={m.name}>
                      <b>{q ? told(m.unit, q.median, half(q.low95, q.high95)) : "-"}</b>
                      {q && q.low95 !== null && q.high95 !== null && (
                        <small>{toldInterval(m.unit, q.low95, q.high95)}</small>
                      )}
                    </td>
                  );
                })}
                <td>
                  <b>{s.counted}</b>
                  <small>of {s.runs}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </header>
  );
}
export const half = (low: number | null, high: number | null): number =>
  low !== null && high !== null ? (high - low) / 2 : Number.NaN;

const icon = (verdict: string): string =>
  /^lower/.test(verdict)
    ? "\u25bc"
    : /^higher/.test(verdict)
      ? "\u25b2"
      : verdict === "equivalent"
        ? "\u2248"
        : "?";
const tone = (q: Quantity): string =>
  /^lower/.test(q.verdict) ? "less" : /^higher/.test(q.verdict) ? "more" : "same";

export function count(runs: Runs, c: Comparison, q: Quantity): string {
  const pairs = q.paired ? runs.pairs(q.metric).length : 0;
  return pairs ? `${pairs} pairs` : `${c.runs_a} and ${c.runs_b} runs`;
}

/** What B is against A, in sentences. */
export function ComparisonAnswer(props: { runs: Runs; comparison: Comparison; palette: Palette }) {
  const { runs, comparison: c } = props;
  const { header } = runs;
  const quantities = order(c.quantities, (q) => q.metric);
  const main = quantities.find((q) => q.metric === "energy") ?? quantities[0];
  const product = (ln: number) => `\u00d7${Math.exp(ln).toFixed(4)}`;
  return (
    <header class="verdict">
      <h1>
        <bdi>{visible(header.title)}</bdi>
      </h1>
      <p class="command">
        <i class="swatch" style={{ background: seriesColour(props.palette, 0, true) }} />
        <b>A</b> <Name text={c.a} /> ({c.runs_a} {c.runs_a === 1 ? "run" : "runs"}){" \u00b7 "}
        <i class="swatch" style={{ background: seriesColour(props.palette, 1, true) }} />
        <b>B</b> <Name text={c.b} /> ({c.runs_b} {c.runs_b === 1 ? "run" : "runs"})
        {" \u00b7 differences below "}
        {+(100 * c.threshold).toPrecision(3)} % do not matter
        {kindsOf(runs) && (
          <>
            {" \u00b7 energy "}
            <bdi>{visible(kindsOf(runs))}</bdi>
          </>
        )}
      </p>
      {main && (
        <p class={`headline ${tone(main)}`} id="headline">
          <b>{sentence(main, c.threshold)}</b>
          {intervalWords(main) && <> ({intervalWords(main)})</>},{" "}
          <span class="badge">
            {icon(main.verdict)} {main.verdict}
          </span>
          ; {count(runs, c, main)}
          {main.what_would_do ? `; ${main.what_would_do}` : ""}.
        </p>
      )}
      <dl>
        {quantities.map((q) => (
          <div key={q.metric} class={tone(q)}>
            <dt>
              {metricTitle(q.metric)}
              {perUnit(header, q.metric)}
            </dt>
            <dd id={`verdict-${q.metric}`}>{percentChange(q.ratio)}</dd>
            <dd class="detail">
              <span class="badge">
                {icon(q.verdict)} {q.verdict}
              </span>
              <br />
              {intervalWords(q) || "no interval"}
              <br />
              {toldBoth(q.unit, q.a_median, q.b_median)}
              {q.what_would_do && (
                <>
                  <br />
                  {q.what_would_do}
                </>
              )}
            </dd>
          </div>
        ))}
        {(c.not_comparable ?? []).map((q) => (
          <div key={q.metric} class="same">
            <dt>
              {metricTitle(q.metric)}
              {perUnit(header, q.metric)}
            </dt>
            <dd id={`verdict-${q.metric}`}>not comparable</dd>
            <dd class="detail">{visible(q.reason)}</dd>
          </div>
        ))}
      </dl>
      {(c.decomposition || c.energy_delay_ratio !== null || c.fixed_window_ratio !== null) && (
        <p class="command" id="decomposition">
          {c.decomposition && (
            <>
              energy {product(c.decomposition.ln_energy)} = time {product(c.decomposition.ln_time)} {"\u00b7"}{" "}
              power {product(c.decomposition.ln_power)}
            </>
          )}
          {c.energy_delay_ratio !== null && (
            <>
              ; energy-delay product {"\u00d7"}
              {c.energy_delay_ratio.toFixed(4)}
            </>
          )}
          {c.fixed_window_ratio !== null && (
            <>
              ; over the same length of time, idle for the rest: energy {"\u00d7"}
              {c.fixed_window_ratio.toFixed(4)}
            </>
          )}
        </p>
      )}
    </header>
  );
}
