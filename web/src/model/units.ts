/** Numbers as calo's own text has them: SI prefixes, and two digits of the uncertainty (Particle Data Group). */
const prefixes: [number, string][] = [
  [1e15, "P"],
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
  [1, ""],
  [1e-3, "m"],
  [1e-6, "\u00b5"],
  [1e-9, "n"],
];

function prefixOf(value: number): [number, string] {
  const size = Math.abs(value);
  return prefixes.find(([factor]) => size >= factor) ?? prefixes[prefixes.length - 1]!;
}

export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "unavailable";
  if (value === 0) return "0";
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  const text = value.toFixed(Math.min(20, places));
  // 9.996 rounds to 10.00: one digit fewer.
  const again = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(Number(text)))));
  return again < places ? value.toFixed(again) : text;
}

export function withPrefix(value: number, unit: string, digits = 3): string {
  if (!Number.isFinite(value)) return "unavailable";
  if (value === 0) return `0 ${unit}`;
  let [factor, prefix] = prefixOf(value);
  let text = significant(value / factor, digits);
  if (Number(text) >= 1000 && factor < 1e15) {
    [factor, prefix] = prefixOf(factor * 1000);
    text = significant(value / factor, digits);
  }
  return `${text} ${prefix}${unit}`;
}

/** Decimal places of a value with this uncertainty: its first three digits 100-354 give two digits, 355-949 one, else 1000 and two. */
function placesFor(u: number): { places: number; u: number } {
  const exponent = Math.floor(Math.log10(u));
  const three = Math.round(u / 10 ** (exponent - 2));
  if (three < 355) return { places: 1 - exponent, u };
  if (three < 950) return { places: -exponent, u };
  return { places: -exponent, u: 10 ** (exponent + 1) };
}

function fixed(value: number, places: number): string {
  if (places >= 0) return value.toFixed(Math.min(20, places));
  const unit = 10 ** -places;
  return String(Math.round(value / unit) * unit);
}

/** "64 ± 4 J"; what would be rounded to zero is "< 2.0 J". */
export function withUncertainty(value: number, u: number, unit: string): string {
  if (!Number.isFinite(value)) return "unavailable";
  if (!(u > 0) || !Number.isFinite(u)) return withPrefix(value, unit);
  let [factor, prefix] = prefixOf(Math.max(Math.abs(value), u));
  let { places, u: shown } = placesFor(u / factor);
  let text = fixed(value / factor, places);
  if (Math.max(Math.abs(Number(text)), shown) >= 1000 && factor < 1e15) {
    [factor, prefix] = prefixOf(factor * 1000);
    ({ places, u: shown } = placesFor(u / factor));
    text = fixed(value / factor, places);
  }
  if (Number(text) === 0) return `< ${withPrefix(Math.max(value, 0) + 1.6448536269514722 * u, unit, 2)}`;
  return `${text} \u00b1 ${fixed(shown, places)} ${prefix}${unit}`;
}

export function percent(share: number): string {
  if (!Number.isFinite(share)) return "-";
  return `${Math.abs(share) < 1e-9 ? "0" : significant(100 * share)} %`;
}

export function duration(s: number): string {
  if (!Number.isFinite(s)) return "unavailable";
  if (s < 0.001) return withPrefix(s, "s");
  if (s < 1) return `${significant(1e3 * s)} ms`;
  if (s < 60) return `${significant(s)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(Math.floor(s % 60)).padStart(2, "0")} s`;
  return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, "0")} min`;
}

export function bytes(count: number): string {
  if (!Number.isFinite(count)) return "unavailable";
  let value = count;
  for (const unit of ["B", "KiB", "MiB", "GiB", "TiB"]) {
    if (Math.abs(value) < 1024 || unit === "TiB")
      return unit === "B" ? `${value} B` : `${significant(value)} ${unit}`;
    value /= 1024;
  }
  return "";
}

export const joules = (value: number, u = 0): string => withUncertainty(value, u, "J");
export const grams = (value: number, u = 0): string => withUncertainty(value, u, "g CO2e");

/** "1 sample", "2 samples". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
