import assert from "node:assert/strict";
import { test } from "node:test";
import { gaugeEnd } from "../src/model/live";

test("a gauge ends at 1, 2 or 5 times a power of ten that holds the highest value", () => {
  assert.deepEqual([0.3, 1, 1.1, 41, 60, 1000].map(gaugeEnd), [0.5, 1, 2, 50, 100, 1000]);
  assert.deepEqual([0, NaN, -3, Infinity].map(gaugeEnd), [1, 1, 1, 1]);
});
