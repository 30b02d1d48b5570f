import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bytes, duration, interval, joules, percent, significant, withPrefix } from "../src/model/units";
import type { Bytes, Joules, Seconds } from "../src/model/quantity";

const functions: Record<string, (value: number, u: number) => string> = {
  prefix: (value) => withPrefix(value, "J"),
  amount: (value, u) => joules(value as Joules, u as Joules),
  duration: (value) => duration(value as Seconds),
  bytes: (value) => bytes(value as Bytes),
  percent: (value) => percent(value),
  interval: (value, u) => interval(value, u, "J"),
};

test("numbers are written as in the terminal", () => {
  const lines = readFileSync(`${process.env["CALO_WEB"]}/../tests/data/numbers.tsv`, "utf8").split("\n");
  const seen = new Set<string>();
  for (const line of lines.filter((line) => line && !line.startsWith("#"))) {
    const [name, value, u, text] = line.split("\t");
    assert.equal(functions[name!]!(Number(value), Number(u)), text, line);
    seen.add(name!);
  }
  assert.equal(significant(9.996), "10.0");
  assert.deepEqual([...seen].sort(), Object.keys(functions).sort());
});

test("what is missing is never zero", () => {
  assert.equal(joules(null), "unavailable");
  assert.equal(joules(1 as Joules, null), "unavailable");
  assert.equal(duration(null), "unavailable");
  assert.equal(bytes(Number.NaN as Bytes), "unavailable");
  assert.equal(percent(null), "-");
});
