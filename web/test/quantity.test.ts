// A type test: each line below an expected error does not compile, or `tsc` fails on a directive that nothing needs.
import type { Column, Joules, Seconds, Watts } from "../src/model/quantity";
import { power, sum } from "../src/model/quantity";
import type { Cost } from "../src/model/run";
import { duration, grams, joules, watts } from "../src/model/units";

export function units(cost: Cost, column: Column<Seconds>): void {
  const time: Seconds = cost.cpu;
  const energy: Joules = cost.energy;
  const mean: Watts = power(energy, time);
  (joules(energy), watts(mean), duration(time), duration(column[0]!), joules(sum(energy, cost.dynamic)));
  // @ts-expect-error seconds are no joules
  joules(time);
  // @ts-expect-error of a column neither
  joules(column[0]!);
  // @ts-expect-error joules are no watts
  watts(energy);
  // @ts-expect-error joules are no time
  duration(energy);
  // @ts-expect-error watts are no carbon
  grams(mean);
  // @ts-expect-error a number without a unit is none of them
  joules(5);
  // @ts-expect-error a sum has one unit
  sum(energy, time);
  // @ts-expect-error energy over time, not time over energy
  power(time, energy);
}
