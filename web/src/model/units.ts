/** Numbers as calo's own text has them (tests/data/numbers.tsv): SI prefixes, and two digits of the uncertainty (Particle Data Group). */
import type { Bytes, Grams, Joules, Seconds, Watts } from "./quantity";

const prefixes: [factor: number, name: string][] = [
  [1e15, "P"],
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
  [1, ""],
  [1e-3, "m"],
  [1e-6, "\u00b5"],
  [1e-9, "n"],
  [1e-12, "p"],
];
const unavailable = "unavailable";

/** 0.9995 would be printed as 1.00 of the next prefix. */
function prefixOf(value: number): [factor: number, name: string] {
  const size = Math.abs(value);
  if (size === 0) return [1, ""];
  return prefixes.find(([factor]) => size >= factor * 0.9995) ?? prefixes[prefixes.length - 1]!;
}

/** Of the first digit: 0 for 1 to 9.99. */
const exponentOf = (value: number): number => Number(value.toExponential().split("e")[1]);

/** Rounds half away from zero as the number is written in decimal; `places` may be negative. */
export function fixed(value: number, places: number): string {
  const [digits, exponent] = Math.abs(value).toExponential().split("e");
  const scaled = Math.round(Number(`${digits}e${Number(exponent) + places}`));
  const text =
    places > 0 ? (scaled / 10 ** places).toFixed(Math.min(100, places)) : String(scaled * 10 ** -places);
  return value < 0 && scaled > 0 ? `-${text}` : text;
}

export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return unavailable;
  if (value === 0) return "0";
  const places = digits - 1 - exponentOf(value);
  const text = fixed(value, places);
  // 9.996 became 10.00: one digit fewer.
  return exponentOf(Number(text)) > exponentOf(value) ? fixed(value, places - 1) : text;
}

/** What rounding brought to a thousand belongs to the next prefix. */
const isThousand = (text: string): boolean => Math.abs(Number(text)) >= 1000;

export function withPrefix(value: number, unit: string, digits = 3): string {
  if (!Number.isFinite(value)) return unavailable;
  let [factor, prefix] = prefixOf(value);
  let text = significant(value / factor, digits);
  if (isThousand(text)) {
    [factor, prefix] = prefixOf(factor * 1000);
    text = significant(value / factor, digits);
  }
  return `${text} ${prefix}${unit}`;
}

/** The first three digits of u are 100 to 354: two digits of it; 355 to 949: one; else it is 1000, and two. */
export function placesFor(u: number): { places: number; u: number } {
  const exponent = exponentOf(u);
  const three = Math.round(Number(fixed(u, 2 - exponent)) * 10 ** (2 - exponent));
  return { places: three <= 354 ? 1 - exponent : -exponent, u: three > 949 ? 10 ** (exponent + 1) : u };
}
function rounded(value: number, u: number): [value: string, u: string] {
  const shown = placesFor(u);
  return [fixed(value, shown.places), fixed(shown.u, shown.places)];
}

/** "64 ± 4 J"; what would be rounded to zero is "< 2.0 J", the upper end of its 90 % interval. */
export function withUncertainty(value: number, u: number, unit: string): string {
  if (!Number.isFinite(value) || !Number.isFinite(u)) return unavailable;
  if (!(u > 0)) return withPrefix(value, unit);
  let [factor, prefix] = prefixOf(Math.max(Math.abs(value), u));
  let texts = rounded(value / factor, u / factor);
  if (texts.some(isThousand)) {
    [factor, prefix] = prefixOf(factor * 1000);
    texts = rounded(value / factor, u / factor);
  }
  if (Number(texts[0]) === 0) return `< ${withPrefix(Math.max(value, 0) + 1.6448536269514722 * u, unit, 2)}`;
  return `${texts.join(" \u00b1 ")} ${prefix}${unit}`;
}

/** What is missing is NaN in columns and null in the header. */
const orNone = (value: number | null): number => value ?? Number.NaN;

export const joules = (value: Joules | null, u: Joules | null = 0 as Joules): string =>
  withUncertainty(orNone(value), orNone(u), "J");
export const watts = (value: Watts | null, u: Watts | null = 0 as Watts): string =>
  withUncertainty(orNone(value), orNone(u), "W");
export const grams = (value: Grams | null, u: Grams | null = 0 as Grams): string =>
  withUncertainty(orNone(value), orNone(u), "g CO2e");

/** "184 to 202 J". */
export function interval(low: number | null, high: number | null, unit: string): string {
  if (low === null || high === null) return unavailable;
  const [factor, prefix] = prefixOf(high);
  return `${significant(low / factor)} to ${significant(high / factor)} ${prefix}${unit}`;
}

export function percent(share: number | null): string {
  const value = orNone(share);
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) < 1e-9) return "0 %";
  return `${significant(100 * value, Math.abs(100 * value) < 1 ? 2 : 3)} %`;
}

export function duration(time: Seconds | null): string {
  const seconds = orNone(time);
  if (Math.abs(seconds) < 99.95 || !Number.isFinite(seconds)) return withPrefix(seconds, "s");
  const whole = Math.round(seconds);
  const two = (count: number) => String(Math.floor(count)).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two((whole / 60) % 60)} min`;
}

export function bytes(count: Bytes | null): string {
  let size = orNone(count);
  if (!Number.isFinite(size)) return unavailable;
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let at = 0;
  for (; Math.abs(size) >= 1023.5 && at < 5; ++at) size /= 1024;
  return `${at === 0 ? fixed(size, 0) : significant(size)} ${units[at]}`;
}

/** "1 sample", "2 samples". */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;
