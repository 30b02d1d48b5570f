import {
  type Comparison,
  driftWords,
  intervalWords,
  type Metric,
  metricTitle,
  type NotComparable,
  percentChange,
  perUnit,
  type Quantity,
  type Runs,
  sentence,
  type SeriesInfo,
  type Summary,
  told,
  toldBoth,
  toldInterval,
} from "../model/series";
import { counted } from "../model/units";
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

const spread = " \u00b7 medians with 95 % from the spread of the runs";
const isWorthIt = (runs: Runs) => (metric: Metric) => metric.name !== "cpu" || runs.metrics.length < 4;

/** Medians of a series with their intervals. */
export function SeriesAnswer({ runs, palette }: { runs: Runs; palette: Palette }) {
  const { title, series } = runs.header;
  const metrics = order(runs.metrics, (metric) => metric.name).filter(isWorthIt(runs));
  const kinds = kindsOf(runs);
  const only = series.length === 1 ? series[0]! : null;
  return (
    <header class="verdict">
      <h1>
        <bdi>{visible(title)}</bdi>
      </h1>
      <p class="command">
        {only ? `${only.counted} of ${counted(only.runs, "run")} count` : `${series.length} series`}
        {kinds && (
          <>
            {" \u00b7 "}
            <bdi>{visible(kinds)}</bdi>
          </>
        )}
        {spread}
      </p>
      {only ? (
        <Medians runs={runs} series={only} metrics={metrics} />
      ) : (
        <MediansOfAll runs={runs} metrics={metrics} palette={palette} />
      )}
    </header>
  );
}

const title = (runs: Runs, metric: string): string => metricTitle(metric) + perUnit(runs.header, metric);
const hasInterval = (summary: Summary): summary is Summary & { low95: number; high95: number } =>
  summary.low95 !== null && summary.high95 !== null;
const median = (unit: string, summary: Summary): string =>
  told(unit, summary.median, half(summary.low95, summary.high95));

function Medians(props: { runs: Runs; series: SeriesInfo; metrics: Metric[] }) {
  const { runs, series, metrics } = props;
  const detail = (unit: string, summary: Summary) => {
    const interval = hasInterval(summary)
      ? `95 %: ${toldInterval(unit, summary.low95, summary.high95)}`
      : "too few runs for an interval";
    return `${interval}; n = ${summary.n}`;
  };
  return (
    <>
      <dl>
        {metrics.map(({ name, unit }) => {
          const summary = series.summary[name];
          return (
            <div key={name}>
              <dt>{title(runs, name)}</dt>
              <dd id={`verdict-${name}`}>{summary ? median(unit, summary) : "unavailable"}</dd>
              <dd class="detail">{summary ? detail(unit, summary) : "no run knows it"}</dd>
            </div>
          );
        })}
      </dl>
      {((series.drift && series.drift.p < 0.01) || series.first_is_outlier) && (
        <p class="warning">The series {driftWords(series)}.</p>
      )}
    </>
  );
}

function MediansOfAll(props: { runs: Runs; metrics: Metric[]; palette: Palette }) {
  const { runs, metrics, palette } = props;
  return (
    <div class="answers">
      <table aria-label="Medians of each series">
        <thead>
          <tr>
            <th scope="col">series</th>
            {metrics.map(({ name }) => (
              <th scope="col" key={name}>
                {title(runs, name)}
              </th>
            ))}
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {runs.header.series.map((series, i) => (
            <tr key={i}>
              <th scope="row">
                <i class="swatch" style={{ background: seriesColour(palette, i, false) }} />
                <Name text={series.name} short={36} />
              </th>
              {metrics.map(({ name, unit }) => {
                const summary = series.summary[name];
                return (
                  <td key={name}>
                    <b>{summary ? median(unit, summary) : "-"}</b>
                    {summary && hasInterval(summary) && (
                      <small>{toldInterval(unit, summary.low95, summary.high95)}</small>
                    )}
                  </td>
                );
              })}
              <td>
                <b>{series.counted}</b>
                <small>of {series.runs}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const half = (low: number | null, high: number | null): number =>
  low !== null && high !== null ? (high - low) / 2 : Number.NaN;

const isLower = (verdict: string): boolean => verdict.startsWith("lower");
const isHigher = (verdict: string): boolean => verdict.startsWith("higher");
const icon = (verdict: string): string =>
  isLower(verdict) ? "\u25bc" : isHigher(verdict) ? "\u25b2" : verdict === "equivalent" ? "\u2248" : "?";
const tone = ({ verdict }: Quantity): string =>
  isLower(verdict) ? "less" : isHigher(verdict) ? "more" : "same";

/** How many runs, or pairs of runs, an answer is from. */
export function count(runs: Runs, comparison: Comparison, quantity: Quantity): string {
  const pairs = quantity.paired ? runs.pairs(quantity.metric).length : 0;
  return pairs ? counted(pairs, "pair") : `${comparison.runs_a} and ${counted(comparison.runs_b, "run")}`;
}

function Badge({ verdict }: { verdict: string }) {
  return (
    <span class="badge">
      {icon(verdict)} {verdict}
    </span>
  );
}

/** What B is against A, in sentences. */
export function ComparisonAnswer(props: { runs: Runs; comparison: Comparison; palette: Palette }) {
  const { runs, comparison, palette } = props;
  const quantities = order(comparison.quantities, (quantity) => quantity.metric);
  const main = quantities.find((quantity) => quantity.metric === "energy") ?? quantities[0];
  const kinds = kindsOf(runs);
  return (
    <header class="verdict">
      <h1>
        <bdi>{visible(runs.header.title)}</bdi>
      </h1>
      <p class="command">
        <Side palette={palette} letter="A" name={comparison.a} runs={comparison.runs_a} />
        {" \u00b7 "}
        <Side palette={palette} letter="B" name={comparison.b} runs={comparison.runs_b} />
        {" \u00b7 differences below "}
        {+(100 * comparison.threshold).toPrecision(3)} % do not matter
        {kinds && (
          <>
            {" \u00b7 energy "}
            <bdi>{visible(kinds)}</bdi>
          </>
        )}
      </p>
      {main && <Headline runs={runs} comparison={comparison} main={main} />}
      <Quantities runs={runs} quantities={quantities} notComparable={comparison.not_comparable ?? []} />
      <Products comparison={comparison} />
    </header>
  );
}

function Side(props: { palette: Palette; letter: "A" | "B"; name: string; runs: number }) {
  const colour = seriesColour(props.palette, props.letter === "A" ? 0 : 1, true);
  return (
    <>
      <i class="swatch" style={{ background: colour }} />
      <b>{props.letter}</b> <Name text={props.name} /> ({counted(props.runs, "run")})
    </>
  );
}

function Headline(props: { runs: Runs; comparison: Comparison; main: Quantity }) {
  const { runs, comparison, main } = props;
  return (
    <p class={`headline ${tone(main)}`} id="headline">
      <b>{sentence(main, comparison.threshold)}</b>
      {intervalWords(main) && ` (${intervalWords(main)})`}, <Badge verdict={main.verdict} />;{" "}
      {count(runs, comparison, main)}
      {main.what_would_do && `; ${main.what_would_do}`}.
    </p>
  );
}

function Quantities(props: { runs: Runs; quantities: Quantity[]; notComparable: NotComparable[] }) {
  const { runs, quantities, notComparable } = props;
  return (
    <dl>
      {quantities.map((quantity) => (
        <div key={quantity.metric} class={tone(quantity)}>
          <dt>{title(runs, quantity.metric)}</dt>
          <dd id={`verdict-${quantity.metric}`}>{percentChange(quantity.ratio)}</dd>
          <dd class="detail">
            <Badge verdict={quantity.verdict} />
            <br />
            {intervalWords(quantity) || "no interval"}
            <br />
            {toldBoth(quantity.unit, quantity.a_median, quantity.b_median)}
            {quantity.what_would_do && (
              <>
                <br />
                {quantity.what_would_do}
              </>
            )}
          </dd>
        </div>
      ))}
      {notComparable.map(({ metric, reason }) => (
        <div key={metric} class="same">
          <dt>{title(runs, metric)}</dt>
          <dd id={`verdict-${metric}`}>not comparable</dd>
          <dd class="detail">{visible(reason)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Energy as a product of time and power, and ratios that weigh both. */
function Products({ comparison }: { comparison: Comparison }) {
  const { decomposition, energy_delay_ratio, fixed_window_ratio } = comparison;
  const times = (ratio: number) => `\u00d7${ratio.toFixed(4)}`;
  const parts: string[] = [];
  if (decomposition) {
    const { ln_energy, ln_time, ln_power } = decomposition;
    const [energy, time, power] = [ln_energy, ln_time, ln_power].map((ln) => times(Math.exp(ln)));
    parts.push(`energy ${energy} = time ${time} \u00b7 power ${power}`);
  }
  if (energy_delay_ratio !== null) parts.push(`energy-delay product ${times(energy_delay_ratio)}`);
  if (fixed_window_ratio !== null)
    parts.push(`over the same length of time, idle for the rest: energy ${times(fixed_window_ratio)}`);
  if (parts.length === 0) return null;
  return (
    <p class="command" id="decomposition">
      {parts.join("; ")}
    </p>
  );
}
