/** Numbers that know their unit: joules(seconds) does not compile. What arithmetic leaves is a number until it is named again. */
declare const unit: unique symbol;
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };
export type Joules = Quantity<"J">;
export type Seconds = Quantity<"s">;
export type Watts = Quantity<"W">;
export type Grams = Quantity<"g">;
export type Bytes = Quantity<"B">;

/** A column of the data whose numbers have one unit. */
export type Column<Of extends number> = Float64Array & { readonly [index: number]: Of };

export const sum = <Of extends Quantity<string>>(a: Of, b: Of): Of => (a + b) as Of;
export const difference = <Of extends Quantity<string>>(a: Of, b: Of): Of => (a - b) as Of;
export const times = <Of extends Quantity<string>>(factor: number, a: Of): Of => (factor * a) as Of;
export const size = <Of extends Quantity<string>>(a: Of): Of => Math.abs(a) as Of;
export const atLeastZero = <Of extends Quantity<string>>(a: Of): Of => Math.max(0, a) as Of;
export const missing = <Of extends Quantity<string>>(): Of => Number.NaN as Of;
export const carbon = (energy: Joules, gramsPerJoule: number): Grams =>
  (gramsPerJoule * energy) as number as Grams;
export const power = (energy: Joules, time: Seconds): Watts => (energy / time) as number as Watts;
